#include "calendar/rule.h"

namespace hd::calendar {

std::vector<base::FieldError> check(const Rule& rule) {
  std::vector<base::FieldError> found;
  int last = 0;
  for (const int percent : rule.warning_percent) {
    if (percent <= last || percent > 100) {
      found.push_back({"warning_percent", "out_of_range"});
      break;
    }
    last = percent;
  }
  const bool at_once = rule.limit.unit == Unit::at_once;
  if (!at_once && rule.limit.amount == 0 && !rule.target_minutes) {
    found.push_back({"amount", "out_of_range"});
  }
  if (at_once && !rule.target_minutes) found.push_back({"target_minutes", "required"});
  if (rule.escalation.empty() || rule.escalation.front() != rule.owner) {
    found.push_back({"escalation", "owner_first"});
  }
  if (rule.valid_to && *rule.valid_to < rule.valid_from) {
    found.push_back({"valid_to", "before_start"});
  }
  return found;
}

}  // namespace hd::calendar
