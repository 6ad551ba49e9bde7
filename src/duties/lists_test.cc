// Who sees which duties, in lists and on the board.

#include <set>

#include <gtest/gtest.h>

#include "duties/operations.h"
#include "duties/testing_scene.h"

namespace hd::duties::testing {
namespace {

using access::Permission;

/// Everybody who might look.
std::vector<access::Actor> everybody() {
  std::vector<access::Actor> people;
  int user = 30;
  for (const auto& role : access::kRoleNames) {
    for (const auto& org : {kHotline, kAgency, kOther}) {
      people.push_back(actor(role.value, org, user++));
      people.push_back(actor(role.value, org, user++, kUnit));
    }
  }
  return people;
}

class DutyLists : public DutyScene {};

TEST_F(DutyLists, LookLikeNothingToOutsiders) {
  const DutyId id = open_one(t1());
  const auto outsider = actor(Role::hotline_lead, kOther, 8);
  const auto show = [&](const DutyId& which) {
    return read([&](platform::Transaction& tx) {
      return operations_.show(tx, at_minute(1), outsider, which);
    });
  };
  EXPECT_EQ(show(id).error(), base::not_found());
  EXPECT_EQ(show(DutyId::random()).error(), base::not_found());
}

TEST_F(DutyLists, ListExactlyWhatMayBeRead) {
  std::vector<Duty> all;
  int number = 0;
  for (const auto& org : {kHotline, kAgency}) {
    for (const bool of_unit : {false, true}) {
      for (const bool escalated : {false, true}) {
        for (const bool at_once : {false, true}) {
          Duty duty = testing::duty(100 + ++number);
          duty.rule = calendar::RuleId::of_key("rule.T1.2021-01-01");
          duty.org = org;
          duty.stage_org = escalated ? kOther : org;
          duty.stage = escalated ? 2 : 0;
          if (of_unit) duty.unit = kUnit;
          if (number % 3 == 0) duty.user = base::testing::id<access::UserId>(30 + number);
          if (at_once) {
            duty.due_at.reset();
            duty.target_at = at_minute(120 + number);
          }
          all.push_back(duty);
        }
      }
    }
  }
  write([&](platform::Transaction& tx) {
    for (const Duty& duty : all) store::insert(tx, duty);
    return true;
  });
  const base::Date today = base::local_date(at_minute(0));
  for (const auto& who : everybody()) {
    std::set<DutyId> may;
    for (const Duty& duty : all) {
      if (allowed(who, Permission::duties_read, duty, today)) may.insert(duty.id);
    }
    std::set<DutyId> listed;
    Query query{.limit = 3};
    do {
      const auto page = read([&](platform::Transaction& tx) {
        return operations_.list(tx, at_minute(0), who, query);
      });
      ASSERT_TRUE(page);
      for (const View& view : page->items) {
        EXPECT_TRUE(listed.insert(view.duty.id).second) << "listed twice";
      }
      query.cursor = page->next;
    } while (!query.cursor.empty());
    EXPECT_EQ(listed, may) << base::name_of(access::kRoleNames, who.posts.front().role);
  }
}

TEST_F(DutyLists, StandInTheColumnOfTheDayTheyEnd) {
  const auto lead = actor(Role::hotline_lead, kHotline);
  const auto due = [&](std::string_view when, int number) {
    Duty duty = testing::duty(200 + number);
    duty.rule = calendar::RuleId::of_key("rule.T1.2021-01-01");
    duty.due_at = at(when);
    write([&](platform::Transaction& tx) {
      store::insert(tx, duty);
      return true;
    });
  };
  due("2026-03-02T01:00:00Z", 1);  // before now
  due("2026-03-02T17:00:00Z", 2);  // 24:00 today
  due("2026-03-03T17:00:00Z", 3);  // 24:00 tomorrow
  due("2026-03-04T17:00:00Z", 4);
  due("2026-03-08T17:00:00Z", 5);
  due("2026-03-09T17:00:00Z", 6);
  NewDuty asked = t1();
  asked.rule = "T4";
  open_one(asked);
  const auto board = read([&](platform::Transaction& tx) {
    return operations_.board(tx, at_minute(0), lead, Scope::organisation);
  });
  std::vector<std::size_t> counts;
  for (const auto& column : board.columns) {
    counts.push_back(column.count);
    EXPECT_EQ(column.cards.size(), column.count);
  }
  EXPECT_EQ(counts, (std::vector<std::size_t>{1, 1, 1, 2, 1, 1}));
  ASSERT_EQ(board.by_agency.size(), 1U);
  EXPECT_EQ(board.by_agency[0].open, 6);
  EXPECT_EQ(board.by_agency[0].overdue, 1);
}

TEST_F(DutyLists, RefuseAForgedCursor) {
  const auto page = read([&](platform::Transaction& tx) {
    return operations_.list(tx, at_minute(0), actor(Role::counsellor, kHotline),
                            {.cursor = "not a cursor"});
  });
  EXPECT_EQ(page.error(), base::invalid({{"cursor", "malformed"}}));
}

}  // namespace
}  // namespace hd::duties::testing
