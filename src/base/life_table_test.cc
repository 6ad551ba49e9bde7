#include "base/life_table.h"

#include <gtest/gtest.h>

namespace hd::base {
namespace {

enum class Status { draft, sent, closed };
enum class Action { send, edit };
enum class Side { author, clock };

constexpr auto kLife = std::to_array<LifeRow<Status, Action, Side>>({
    {Action::send, Side::author, in(Status::draft), Status::sent},
    {Action::edit, Side::author, in(Status::draft, Status::sent), std::nullopt},
});

TEST(LifeTable, FindsTheRowThatAllowsIt) {
  const auto* sending = find_row(kLife, Status::draft, Action::send, Side::author);
  ASSERT_NE(sending, nullptr);
  EXPECT_EQ(sending->to, Status::sent);
  const auto* editing = find_row(kLife, Status::sent, Action::edit, Side::author);
  ASSERT_NE(editing, nullptr);
  EXPECT_EQ(editing->to, std::nullopt);
}

TEST(LifeTable, WhatIsNotInTheTableCannotHappen) {
  EXPECT_EQ(find_row(kLife, Status::sent, Action::send, Side::author), nullptr);
  EXPECT_EQ(find_row(kLife, Status::draft, Action::send, Side::clock), nullptr);
  EXPECT_EQ(find_row(kLife, Status::closed, Action::edit, Side::author), nullptr);
}

}  // namespace
}  // namespace hd::base
