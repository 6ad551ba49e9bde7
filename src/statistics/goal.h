#pragma once
// Which support regimes the goal of 100 % looks at: rows that hold from a day on. Pure.
//
// Source: R-086; Art. 37 of Law 53/2024, Law 66/2011; spec law 2.5.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "statistics/ids.h"

namespace hd::statistics {

struct GoalRule {
  GoalRuleId id;
  std::int64_t number = 0;  ///< in the order in which rows were entered, from 1
  base::Date valid_from;    ///< holds for what was asked for on this day and later
  /// Codes of list support_regime: of Vietnamese and stateless residents, and of foreigners.
  std::vector<std::string> residents = {}, foreigners = {};
  std::string basis = {};  ///< the document or article
  bool operator==(const GoalRule&) const = default;
};

/// Newest day first, and of one day the row entered last first; only that one holds.
using GoalRules = std::vector<GoalRule>;

/// The row in force on a day; nullptr before the first. The rules outlive what it returns.
const GoalRule* rule_on(const GoalRules& rules, base::Date day);

/// Does a service of the regime count towards the goal, when she asks for it on that day? Nothing
/// does before the first row.
bool counts(const GoalRules& rules, std::string_view regime, bool foreign, base::Date day);

}  // namespace hd::statistics
