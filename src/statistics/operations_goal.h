#pragma once
// What the goal of 100 % looks at: who changes it, and what a change is checked for.
//
// Source: R-086.

#include "base/result.h"
#include "contacts/operations.h"
#include "platform/db.h"
#include "statistics/goal.h"

namespace hd::statistics {

/// The rows of data/support-goal.csv, where there are none.
void load_goal_rules(platform::Transaction& tx);

GoalRules goal_rules(platform::Transaction& tx);

/// Adds a row; those there are stay, and so does what was counted. The day may lie in the past: the
/// next count of those days tells what changed. `rule.number` is the highest that was looked at, 0
/// when there was none. Audited "support_goal_rule.create". Errors: not_found; invalid - residents
/// "required", residents | foreigners "unknown_value", valid_from "out_of_range", basis "required";
/// conflict "stale".
base::Result<GoalRule> add_goal_rule(platform::Transaction& tx, const contacts::Who& who,
                                     GoalRule rule);

}  // namespace hd::statistics
