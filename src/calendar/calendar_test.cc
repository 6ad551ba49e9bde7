#include "calendar/calendar.h"

#include <random>
#include <sstream>

#include <gtest/gtest.h>

#include "base/testing.h"
#include "calendar/operations.h"

namespace hd::calendar {
namespace {

using base::testing::at;
using base::testing::day;

std::string due(const Calendar& calendar, std::string_view from, std::int64_t amount,
                Unit unit = Unit::working_day, bool rollover = true) {
  const auto answer = due_date(calendar, day(from), {amount, unit, rollover});
  return answer ? base::to_text(answer->date) : answer.error().code;
}

class VietnameseCalendar : public ::testing::Test {
 protected:
  const Calendar calendar_ = embedded_calendar();
};

// The vectors of the working-day arithmetic: R-007 (5 days) and R-010 (1 day).
TEST_F(VietnameseCalendar, GivesTheDueDatesWorkedOutByHand) {
  EXPECT_EQ(due(calendar_, "2021-02-09", 1), "2021-02-17");
  EXPECT_EQ(due(calendar_, "2021-10-06", 5), "2021-10-13");
  EXPECT_EQ(due(calendar_, "2024-04-26", 5), "2024-05-07");
  EXPECT_EQ(due(calendar_, "2025-01-24", 1), "2025-02-03");
  EXPECT_EQ(due(calendar_, "2025-01-24", 5), "2025-02-07");
  EXPECT_EQ(due(calendar_, "2026-02-13", 1), "2026-02-23");
  EXPECT_EQ(due(calendar_, "2026-02-13", 5), "2026-02-27");
  EXPECT_EQ(due(calendar_, "2026-11-20", 1), "2026-11-23");
  EXPECT_EQ(due(calendar_, "2026-11-20", 5), "2026-11-30");
}

TEST(ProposedSwap, MovesOneDayAndLeavesFiveDaysWhereTheyWere) {
  const Year year{.number = 2026, .known = true};
  const std::vector<Day> days{{.date = day("2026-11-23"),
                               .kind = DayKind::swapped_off,
                               .audience = Audience::public_sector},
                              {.date = day("2026-11-24"), .kind = DayKind::holiday},
                              {.date = day("2026-11-28"),
                               .kind = DayKind::swapped_work,
                               .audience = Audience::public_sector}};
  const Calendar adopted({year}, days);
  EXPECT_EQ(due(adopted, "2026-11-20", 1), "2026-11-25");
  EXPECT_EQ(due(adopted, "2026-11-20", 5), "2026-11-30");

  const Calendar private_sector({year}, days, Audience::all);
  EXPECT_EQ(due(private_sector, "2026-11-20", 1), "2026-11-23");
}

TEST_F(VietnameseCalendar, HasTheWorkingDaysOfEveryYear) {
  const std::vector<std::pair<int, int>> expected{
      {2020, 252}, {2021, 250}, {2022, 249}, {2023, 249}, {2024, 251}, {2025, 250}, {2026, 249}};
  for (const auto& [year, days] : expected) {
    const auto counted = calendar_.working_days(year);
    ASSERT_TRUE(counted);
    EXPECT_EQ(*counted, days) << year;
  }
}

TEST_F(VietnameseCalendar, NamesTheYearItHasNoDataFor) {
  const auto answer = due_date(calendar_, day("2026-12-31"), {1, Unit::working_day});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, base::ErrorKind::conflict);
  EXPECT_EQ(answer.error().code, "calendar.year_missing");
  EXPECT_EQ(answer.error().params.at("year"), "2027");
  EXPECT_FALSE(calendar_.knows(2027));
  EXPECT_FALSE(calendar_.working_days(2019));
}

TEST_F(VietnameseCalendar, NamesSkippedDaysWithTheirDocument) {
  const auto answer = due_date(calendar_, day("2024-04-26"), {1, Unit::working_day});
  ASSERT_TRUE(answer);
  const std::vector<Skipped> expected{
      {day("2024-04-27"), DayKind::weekly_rest, ""},
      {day("2024-04-28"), DayKind::weekly_rest, ""},
      {day("2024-04-29"), DayKind::swapped_off, "1570/TB-LĐTBXH"},
      {day("2024-04-30"), DayKind::holiday, "Bộ luật Lao động 2019 Điều 112"},
      {day("2024-05-01"), DayKind::holiday, "Bộ luật Lao động 2019 Điều 112"},
  };
  EXPECT_EQ(answer->date, day("2024-05-02"));
  EXPECT_EQ(answer->skipped, expected);
}

TEST_F(VietnameseCalendar, CountsAWorkingSaturday) {
  EXPECT_TRUE(*calendar_.is_working(day("2024-05-04")));
  EXPECT_EQ(due(calendar_, "2024-05-03", 1), "2024-05-04");
  EXPECT_FALSE(*calendar_.is_working(day("2024-05-11")));
}

TEST_F(VietnameseCalendar, MovesAnEndOnADayOffToTheNextWorkingDay) {
  EXPECT_EQ(due(calendar_, "2026-02-10", 5, Unit::calendar_day), "2026-02-23");
  EXPECT_EQ(due(calendar_, "2026-02-10", 5, Unit::calendar_day, false), "2026-02-15");
  EXPECT_EQ(due(calendar_, "2026-03-02", 3, Unit::calendar_day), "2026-03-05");
}

TEST_F(VietnameseCalendar, EndsMonthsOnTheSameNumberOrTheLastDay) {
  EXPECT_EQ(due(calendar_, "2026-01-31", 1, Unit::month, false), "2026-02-28");
  EXPECT_EQ(due(calendar_, "2024-01-31", 1, Unit::month, false), "2024-02-29");
  EXPECT_EQ(due(calendar_, "2025-10-15", 3, Unit::month), "2026-01-15");
  EXPECT_EQ(due(calendar_, "2026-01-31", 1, Unit::month), "2026-03-02");  // 28/2 is a Saturday
}

// A call on Saturday night: its day is not counted, the clock starts on Monday.
TEST_F(VietnameseCalendar, EndsPeriodsInDaysAt24HoursInVietNam) {
  const auto end = due_at(calendar_, at("2026-03-07T16:30:00Z"), {1, Unit::working_day});
  ASSERT_TRUE(end);
  EXPECT_EQ(**end, at("2026-03-09T17:00:00Z"));
  // 18:00Z is already the next day in Viet Nam.
  const auto later = due_at(calendar_, at("2026-03-09T18:00:00Z"), {1, Unit::working_day});
  EXPECT_EQ(**later, at("2026-03-11T17:00:00Z"));
}

TEST_F(VietnameseCalendar, RunsHoursFromTheMoment) {
  const auto end = due_at(calendar_, at("2026-03-07T16:30:00Z"), {4, Unit::hour, false});
  EXPECT_EQ(**end, at("2026-03-07T20:30:00Z"));
  const auto rolled = due_at(calendar_, at("2026-03-07T08:00:00Z"), {4, Unit::hour, true});
  EXPECT_EQ(**rolled, at("2026-03-09T17:00:00Z"));
  EXPECT_EQ(*due_at(calendar_, at("2026-03-07T16:30:00Z"), {0, Unit::at_once}), std::nullopt);
  EXPECT_FALSE(due_date(calendar_, day("2026-03-07"), {4, Unit::hour}));
}

TEST_F(VietnameseCalendar, CountsWorkingMinutesOverAWeekend) {
  EXPECT_EQ(working_minutes(calendar_, at("2026-03-06T05:00:00Z"), at("2026-03-09T05:00:00Z")),
            24 * 60);
  EXPECT_EQ(working_minutes(calendar_, at("2026-03-09T05:00:00Z"), at("2026-03-06T05:00:00Z")),
            -24 * 60);
  EXPECT_EQ(working_minutes(calendar_, at("2027-03-08T05:00:00Z"), at("2027-03-08T06:00:00Z")), 60);
}

TEST_F(VietnameseCalendar, HoldsTheLawsOfItsArithmeticForEveryDay) {
  std::mt19937 random(20260302);
  std::uniform_int_distribution<int> any_day(0, 365 * 6);
  std::uniform_int_distribution<int> any_amount(1, 40);
  for (int round = 0; round < 2000; ++round) {
    const base::Date event = base::plus_days(day("2020-01-02"), any_day(random));
    const int amount = any_amount(random);
    const auto first = due_date(calendar_, event, {amount, Unit::working_day});
    const auto next = due_date(calendar_, event, {amount + 1, Unit::working_day});
    ASSERT_TRUE(first && next) << base::to_text(event);
    EXPECT_GT(first->date, event);
    EXPECT_TRUE(*calendar_.is_working(first->date));
    EXPECT_GT(next->date, first->date);
    // One more day is one day after: counting in one go or in two gives the same end.
    EXPECT_EQ(due_date(calendar_, first->date, {1, Unit::working_day})->date, next->date);
    // Every day passed is either counted or named as skipped.
    const auto passed = std::chrono::sys_days(first->date) - std::chrono::sys_days(event);
    EXPECT_EQ(passed.count(), amount + static_cast<int>(first->skipped.size()));
    // A calendar period with roll-over never ends on a day off and never before its plain end.
    const auto plain = due_date(calendar_, event, {amount, Unit::calendar_day, false});
    const auto rolled = due_date(calendar_, event, {amount, Unit::calendar_day, true});
    EXPECT_GE(rolled->date, plain->date);
    EXPECT_TRUE(*calendar_.is_working(rolled->date));
  }
}

class DueCommand : public ::testing::Test {
 protected:
  int run(const std::vector<std::string>& arguments) {
    out_.str("");
    err_.str("");
    return run_due(embedded_calendar(), arguments, out_, err_);
  }
  std::ostringstream out_, err_;
};

TEST_F(DueCommand, PrintsTheDueDateFirstAndThenTheDaysOff) {
  EXPECT_EQ(run({"--from", "2025-04-25", "--amount", "5", "--unit", "working_day"}), 0);
  EXPECT_EQ(out_.str(),
            "2025-05-06\n"
            "2025-04-27 weekly_rest\n"
            "2025-04-30 holiday Bộ luật Lao động 2019 Điều 112\n"
            "2025-05-01 holiday Bộ luật Lao động 2019 Điều 112\n"
            "2025-05-02 swapped_off 6150/TB-BLĐTBXH\n"
            "2025-05-03 weekly_rest\n"
            "2025-05-04 weekly_rest\n");
  EXPECT_EQ(run({"--from", "2021-02-09", "--amount", "5", "--unit", "working_day"}), 0);
  EXPECT_EQ(out_.str().substr(0, 11), "2021-02-23\n");
}

TEST_F(DueCommand, SaysWhichYearIsMissing) {
  EXPECT_EQ(run({"--from", "2026-12-30", "--amount", "5", "--unit", "working_day"}), 1);
  EXPECT_EQ(out_.str(), "");
  EXPECT_EQ(err_.str(), "calendar.year_missing: no official calendar for 2027\n");
}

TEST_F(DueCommand, RefusesWrongArguments) {
  const std::vector<std::vector<std::string>> wrong{
      {},
      {"--from", "2021-02-30", "--amount", "5", "--unit", "working_day"},
      {"--from", "2021-02-09", "--amount", "five", "--unit", "working_day"},
      {"--from", "2021-02-09", "--amount", "-1", "--unit", "working_day"},
      {"--from", "2021-02-09", "--amount", "5", "--unit", "hour"},
      {"--from", "2021-02-09", "--amount", "5", "--unit"},
      {"--from", "2021-02-09", "--amount", "5", "--unit", "month", "--rollover", "maybe"},
      {"--from", "2021-02-09", "--amount", "5", "--unit", "month", "--colour", "red"},
  };
  for (const auto& arguments : wrong) EXPECT_EQ(run(arguments), 2);
  EXPECT_EQ(out_.str(), "");
}

}  // namespace
}  // namespace hd::calendar
