#include "statistics/goal.h"

#include <algorithm>

namespace hd::statistics {

const GoalRule* rule_on(const GoalRules& rules, base::Date day) {
  const auto found =
      std::ranges::find_if(rules, [&](const GoalRule& rule) { return rule.valid_from <= day; });
  return found == rules.end() ? nullptr : &*found;
}

bool counts(const GoalRules& rules, std::string_view regime, bool foreign, base::Date day) {
  const GoalRule* rule = rule_on(rules, day);
  if (rule == nullptr) return false;
  const auto& regimes = foreign ? rule->foreigners : rule->residents;
  return std::ranges::find(regimes, regime) != regimes.end();
}

}  // namespace hd::statistics
