#include "reporting/group.h"

namespace hd::reporting {

std::optional<Days> days_of(const std::string& month) {
  const auto first = base::parse_date(month + "-01");
  if (!first) return std::nullopt;
  return Days{*first, base::Date(first->year() / first->month() / std::chrono::last)};
}

bool may_count(const access::Actor& actor, base::Date today, access::Permission action,
               const directory::OrgId& asking, const directory::OrgId& asked) {
  const access::Object object{
      .stage = access::Stage::final, .owner_org = asking, .receiver_orgs = {asked}};
  return access::decide(actor, action, object, today).allowed;
}

}  // namespace hd::reporting
