#include "cases/safety_plan.h"

#include <string_view>

namespace hd::cases {

// Of every person of a case: a relative is protected as the victim is.
std::vector<std::string_view> warnings_before_contact(const std::optional<SafetyPlan>& plan) {
  if (!plan || plan->safe_contact == SafeContact{}) return {"safe_contact_unknown"};
  const SafeContact& safe = plan->safe_contact;
  std::vector<std::string_view> warnings;
  if (safe.do_not_call) warnings.emplace_back("do_not_call");
  if (!safe.code_word.empty()) warnings.emplace_back("code_word");
  if (!safe.when.empty()) warnings.emplace_back("only_at");
  if (!safe.how.empty()) warnings.emplace_back("only_by");
  if (safe.may_leave_message != Answer::yes) warnings.emplace_back("no_message");
  if (!safe.who_else_hears.empty()) warnings.emplace_back("others_hear");
  return warnings;
}

}  // namespace hd::cases
