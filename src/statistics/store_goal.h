#pragma once
// What the goal of 100 % looks at, in the database.

#include <optional>

#include "access/ids.h"
#include "platform/db.h"
#include "statistics/goal.h"

namespace hd::statistics::store {

/// All of them, in the order of GoalRules.
GoalRules goal_rules(platform::Transaction& tx);
/// False when there is one with this number.
bool insert(platform::Transaction& tx, const GoalRule& rule, base::Timestamp now,
            const std::optional<access::UserId>& by);

}  // namespace hd::statistics::store
