#include "calendar/operations.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "calendar/store.h"
#include "platform/testing.h"

namespace hd::calendar {
namespace {

using base::testing::at_minute;
using base::testing::day;

class CalendarOperations : public ::testing::Test {
 protected:
  CalendarOperations() {
    database_->write([](platform::Transaction& tx) {
      load_first_content(tx);
      return true;
    });
  }

  template <class Work>
  auto write(Work work) {
    return database_->write(work);
  }

  base::Result<Day> set_day(const Operations::DayInput& input) {
    return write([&](platform::Transaction& tx) {
      return operations_.set_day(tx, at_minute(0), access::system_actor(), input);
    });
  }

  Rule rule(std::string_view code, std::string_view as_of) {
    return *database_->read(
        [&](platform::Transaction& tx) { return rule_on(tx, code, day(as_of)); });
  }

  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
  std::vector<base::Date> changed_;
  Operations operations_{[this](platform::Transaction&, base::Timestamp, const access::Actor&,
                                base::Date date) { changed_.push_back(date); }};
};

TEST_F(CalendarOperations, StoresTheFirstContentUnchanged) {
  const auto stored = database_->read([](platform::Transaction& tx) { return load(tx); });
  const Calendar embedded = embedded_calendar();
  for (base::Date date = day("2020-01-01"); date <= day("2026-12-31");
       date = base::plus_days(date, 1)) {
    EXPECT_EQ(*stored.kind(date), *embedded.kind(date)) << base::to_text(date);
    EXPECT_EQ(stored.basis(date), embedded.basis(date));
  }
  EXPECT_FALSE(stored.knows(2027));
}

TEST_F(CalendarOperations, LoadsAgainWithoutTouchingWhatAnAdministratorChanged) {
  ASSERT_TRUE(set_day({.version = {},
                       .day = {.date = day("2026-11-23"),
                               .kind = DayKind::swapped_off,
                               .name = "Nghỉ hoán đổi",
                               .basis = "QĐ 1/QĐ-TTg",
                               .published_at = day("2026-09-20"),
                               .audience = Audience::public_sector},
                       .reason = "decision published"}));
  ASSERT_TRUE(set_day({.version = 1,
                       .day = {.date = day("2026-11-24"), .kind = DayKind::working, .basis = "x"},
                       .reason = "test"}));
  write([](platform::Transaction& tx) {
    load_first_content(tx);
    return true;
  });
  const auto seen =
      database_->read([&](platform::Transaction& tx) { return operations_.year(tx, 2026); });
  EXPECT_TRUE(seen.year.known);
  const auto kind_on = [&](std::string_view date) {
    for (const Day& entry : seen.days) {
      if (entry.date == day(date)) return entry.kind;
    }
    return DayKind::weekly_rest;
  };
  EXPECT_EQ(kind_on("2026-11-23"), DayKind::swapped_off);
  EXPECT_EQ(kind_on("2026-11-24"), DayKind::working);
}

TEST_F(CalendarOperations, SaysThatAChangedDayMovesClocks) {
  ASSERT_TRUE(set_day({.version = {},
                       .day = {.date = day("2026-11-23"), .kind = DayKind::holiday, .basis = "x"},
                       .reason = "test"}));
  EXPECT_EQ(changed_, std::vector{day("2026-11-23")});
}

TEST_F(CalendarOperations, RefusesAChangeDecidedOnAnOlderVersion) {
  const Operations::DayInput first{
      .version = {},
      .day = {.date = day("2026-11-23"), .kind = DayKind::holiday, .basis = "x"},
      .reason = "test"};
  ASSERT_TRUE(set_day(first));
  EXPECT_EQ(set_day(first).error(), base::stale(1));
  auto second = first;
  second.version = 1;
  EXPECT_EQ(set_day(second)->version, 2);
  EXPECT_EQ(set_day(second).error(), base::stale(2));
  EXPECT_EQ(changed_.size(), 2U);
}

TEST_F(CalendarOperations, MakesAYearKnown) {
  const auto set = write([&](platform::Transaction& tx) {
    return operations_.set_year(tx, at_minute(0), access::system_actor(),
                                {.version = {},
                                 .year = {.number = 2027, .basis = "1/TB-BNV", .known = true},
                                 .reason = "notice published"});
  });
  ASSERT_TRUE(set);
  const auto stored = database_->read([](platform::Transaction& tx) { return load(tx); });
  EXPECT_TRUE(stored.knows(2027));
  EXPECT_EQ(changed_, std::vector{day("2027-01-01")});
}

// the numbers of the rules are data with dates.
TEST_F(CalendarOperations, KnowsTheRulesOfADay) {
  const Rule t1 = rule("T1", "2026-03-02");
  EXPECT_EQ(t1.limit, (Limit{5, Unit::working_day, true}));
  EXPECT_EQ(t1.owner, access::Role::counsellor);
  EXPECT_TRUE(t1.legal_number);
  EXPECT_EQ(t1.warning_percent, (std::vector{50, 80, 100}));
  EXPECT_EQ(t1.escalation, (std::vector{access::Role::counsellor, access::Role::shift_lead,
                                        access::Role::wg_member, access::Role::hotline_lead}));
  EXPECT_NE(rule("T1", "2020-06-01").id, t1.id);
  EXPECT_EQ(rule("T2", "2026-03-02").limit.amount, 1);
  EXPECT_EQ(rule("T3", "2026-03-02").target_minutes, 120);
  EXPECT_EQ(rule("R79", "2026-03-02").attempts, 3);
  const auto before = database_->read(
      [](platform::Transaction& tx) { return rule_on(tx, "T1", day("2015-01-01")); });
  EXPECT_FALSE(before);
}

TEST_F(CalendarOperations, EndsARuleTheDayBeforeItsNewVersionStarts) {
  Rule next = rule("T2", "2026-03-02");
  next.id = RuleId::random();
  next.limit.amount = 2;
  next.valid_from = day("2026-07-01");
  const auto add = [&] {
    return write([&](platform::Transaction& tx) {
      return operations_.add_rule(tx, at_minute(0), access::system_actor(), next);
    });
  };
  ASSERT_TRUE(add());
  EXPECT_EQ(rule("T2", "2026-06-30").limit.amount, 1);
  EXPECT_EQ(rule("T2", "2026-06-30").valid_to, day("2026-06-30"));
  EXPECT_EQ(rule("T2", "2026-07-01"), next);
  EXPECT_EQ(add().error().code, "deadline_rule.not_after");
  next.valid_from = day("2026-09-01");
  next.warning_percent = {80, 50};
  EXPECT_EQ(add().error(), base::invalid({{"warning_percent", "out_of_range"}}));
}

}  // namespace
}  // namespace hd::calendar
