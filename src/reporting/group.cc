#include "reporting/group.h"

namespace hd::reporting {

std::optional<Days> days_of(const std::string& month) {
  const auto first = base::parse_date(month + "-01");
  if (!first) return std::nullopt;
  return Days{*first, base::Date(first->year() / first->month() / std::chrono::last)};
}

}  // namespace hd::reporting
