#include "reporting/group.h"

#include <algorithm>

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

Slice slice_of(std::vector<Record> records, const std::string& cursor, std::size_t limit) {
  std::ranges::sort(records);
  auto next = records.begin();
  if (!cursor.empty()) {
    next = std::ranges::find(records, cursor, &Record::second);
    if (next != records.end()) ++next;
  }
  Slice slice;
  for (; next != records.end() && slice.ids.size() < limit; ++next) {
    slice.ids.push_back(next->second);
  }
  if (next != records.end() && !slice.ids.empty()) slice.next = slice.ids.back();
  return slice;
}

}  // namespace hd::reporting
