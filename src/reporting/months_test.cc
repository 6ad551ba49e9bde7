#include "reporting/months.h"

#include <gtest/gtest.h>

#include "contacts/testing.h"

namespace hd::reporting {
namespace {

using directory::testing::day;

std::string names_of(std::string_view from, std::string_view to) {
  std::string text;
  for (const auto& stretch : stretches_of({day(from), day(to)})) text += stretch.name + "; ";
  return text;
}

TEST(Stretches, AreMonthsAndSayWhereThePeriodCutsThem) {
  EXPECT_EQ(names_of("2025-11-01", "2026-02-28"),
            "Tháng 11/2025; Tháng 12/2025; Tháng 01/2026; Tháng 02/2026; ");
  EXPECT_EQ(names_of("2025-12-15", "2026-01-20"),
            "Tháng 12/2025 (15/12–31/12); Tháng 01/2026 (01/01–20/01); ");
  EXPECT_EQ(stretches_of({day("2024-02-15"), day("2024-03-01")}),
            (std::vector<Stretch>{
                {{day("2024-02-15"), day("2024-02-29")}, "Tháng 02/2024 (15/02–29/02)"},
                {{day("2024-03-01"), day("2024-03-01")}, "Tháng 03/2024 (01/03–01/03)"}}));
}

TEST(Stretches, ThereAreNoneOfOneMonth) {
  EXPECT_EQ(names_of("2026-03-01", "2026-03-31"), "");
  EXPECT_EQ(names_of("2026-03-02", "2026-03-02"), "");
}

TEST(Stretches, AreYearsBeyondTwoYears) {
  EXPECT_EQ(stretches_of({day("2024-03-01"), day("2026-02-28")}).size(), 24U);
  EXPECT_EQ(names_of("2024-03-01", "2026-03-31"),
            "Năm 2024 (01/03–31/12); Năm 2025; Năm 2026 (01/01–31/03); ");
  EXPECT_EQ(names_of("1900-01-01", "2026-12-31"), "");
}

Columns records(const std::vector<std::pair<std::string, std::string>>& times_and_kinds) {
  Columns columns;
  int number = 1;
  for (const auto& [time, kind] : times_and_kinds) {
    auto contact = contacts::testing::blank(number++, contacts::testing::kHotline);
    contact.state = contacts::State::final;
    contact.started_at = base::testing::at(time);
    contact.kind = kind;
    columns.put(contact);
  }
  return columns;
}

/// Every month adds up to the row of the period, also where nothing was recorded.
TEST(Months, AddUpToTheReportGroupsOfThePeriod) {
  const Columns columns = records({{"2025-12-31T17:00:00Z", "information"},  // 1/1 in Viet Nam
                                   {"2026-03-31T16:59:59Z", "counselling"},
                                   {"2026-03-15T02:00:00Z", "information"},
                                   {"2026-03-31T17:00:00Z", "information"},   // April
                                   {"2026-02-01T02:00:00Z", "no_content"}});  // of no group
  const auto database = directory::testing::filled_database();
  const MonthTable months = database->read([&](platform::Transaction& tx) {
    const Frame frame{.directory = directory::current(tx),
                      .period = {day("2026-01-01"), day("2026-03-31")},
                      .age_set = "tongdai_caller",
                      .geography = directory::Geography::p34};
    return by_month(frame, columns);
  });
  ASSERT_EQ(months.groups.size(), 3U);
  EXPECT_EQ(months.groups[0].code, "information");
  EXPECT_EQ(months.groups[1].code, "counselling");
  EXPECT_EQ(months.rows, (std::vector<MonthTable::Row>{{"Tháng 01/2026", {1, 0, 0}},
                                                       {"Tháng 02/2026", {0, 0, 0}},
                                                       {"Tháng 03/2026", {1, 1, 0}}}));
}

}  // namespace
}  // namespace hd::reporting
