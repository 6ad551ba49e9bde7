#pragma once
// For tests only: the life of a record as text that a case worker can check.

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "base/enum_names.h"

namespace hd::base::testing {

/// "draft: send by hotline -> sent": one line for each action that a side may take in a state.
/// Expects of all others that `advance` answers with `refusal` and names the state.
template <class Status, class Action, class Side, std::size_t S, std::size_t A, std::size_t B,
          class Advance>
std::string life_text(const EnumNames<Status, S>& statuses, const EnumNames<Action, A>& actions,
                      const EnumNames<Side, B>& sides, Advance advance, std::string_view refusal) {
  std::ostringstream lines;
  for (const auto& from : statuses) {
    for (const auto& action : actions) {
      for (const auto& by : sides) {
        const auto to = advance(from.value, action.value, by.value);
        if (!to) {
          EXPECT_EQ(to.error().code, refusal);
          EXPECT_EQ(to.error().params.at("status"), from.name);
          continue;
        }
        lines << from.name << ": " << action.name << " by " << by.name << " -> "
              << name_of(statuses, *to) << "\n";
      }
    }
  }
  return lines.str();
}

/// Expects that a side is offered exactly what `advance` allows it, without what nobody chooses.
template <class Status, class Action, class Side, std::size_t S, std::size_t A, std::size_t B,
          class Advance, class NextActions>
void expect_offers(const EnumNames<Status, S>& statuses, const EnumNames<Action, A>& actions,
                   const EnumNames<Side, B>& sides, Advance advance, NextActions next_actions,
                   const std::vector<Action>& hidden) {
  for (const auto& from : statuses) {
    for (const auto& by : sides) {
      std::vector<Action> expected;
      for (const auto& action : actions) {
        const bool chosen = std::ranges::find(hidden, action.value) == hidden.end();
        if (chosen && advance(from.value, action.value, by.value)) expected.push_back(action.value);
      }
      EXPECT_EQ(next_actions(from.value, by.value), expected) << from.name << " " << by.name;
    }
  }
}

/// Expects that a life has ended in exactly the states in which no side may do more than `left`.
template <class Status, class Action, class Side, std::size_t S, std::size_t B, class NextActions,
          class HasEnded>
void expect_ends(const EnumNames<Status, S>& statuses, const EnumNames<Side, B>& sides,
                 NextActions next_actions, HasEnded has_ended, Action left) {
  for (const auto& status : statuses) {
    bool moves = false;
    for (const auto& by : sides) {
      for (const Action action : next_actions(status.value, by.value)) {
        moves = moves || action != left;
      }
    }
    EXPECT_EQ(has_ended(status.value), !moves) << status.name;
  }
}

}  // namespace hd::base::testing
