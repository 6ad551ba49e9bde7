#include "reporting/figures.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "contacts/testing.h"
#include "reporting/operations_facts.h"

namespace hd::reporting {
namespace {

using contacts::Contact;
using contacts::testing::full;
using directory::Geography;
using directory::testing::day;

constexpr std::string_view kIn2021 = "2021-03-02T02:00:00Z";

class ReportFigures : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { database = directory::testing::filled_database(); }
  static void TearDownTestSuite() { database.reset(); }

  template <class Work>
  static auto with_directory(Work work) {
    return database->read([&](platform::Transaction& tx) { return work(directory::current(tx)); });
  }
  static Contact record(int number) {
    Contact contact = full(number);
    contact.state = contacts::State::final;
    contact.facts.province = "33";
    return contact;
  }
  static const Heading& heading(std::string_view code) {
    return *std::ranges::find(kHeadings, code, &Heading::code);
  }
  /// "row 3, row 1" of a heading for one period of all time.
  static std::string rows(const Columns& columns, std::string_view code,
                          Geography geography = Geography::p34,
                          const std::string& age_set = "tongdai_caller") {
    return with_directory([&](const directory::Directory& directory) {
      const Frame frame{directory, {day("2015-01-01"), day("2026-12-31")}, age_set, geography};
      std::string text;
      for (const auto& [row, amount] :
           rows_of(frame, heading(code), count(columns, frame.period, directory))) {
        text += row + " " + std::to_string(amount) + "; ";
      }
      return text;
    });
  }
  inline static std::unique_ptr<platform::Database> database;
};

TEST_F(ReportFigures, CountsClosedRecordsOfThePeriodOnly) {
  Columns columns;
  columns.put(record(1));
  Contact draft = record(2);
  draft.state = contacts::State::draft;
  columns.put(draft);
  Contact midnight = record(3);  // 00:00 of 3 March in Viet Nam
  midnight.started_at = base::testing::at("2026-03-02T17:00:00Z");
  columns.put(midnight);
  const auto counted = [&](std::string_view from, std::string_view to) {
    return with_directory([&](const directory::Directory& directory) {
      return count(columns, {day(from), day(to)}, directory).counted;
    });
  };
  EXPECT_EQ(counted("2026-03-02", "2026-03-02"), 1);
  EXPECT_EQ(counted("2026-03-03", "2026-03-03"), 1);
  EXPECT_EQ(counted("2026-03-01", "2026-03-31"), 2);
  EXPECT_EQ(counted("2026-03-04", "2026-03-31"), 0);
}

TEST_F(ReportFigures, ARecordThatChangesIsCountedOnceAsItIsNow) {
  Columns columns;
  Contact contact = record(1);
  columns.put(contact);
  contact.facts.sex = "male";
  columns.put(contact);
  EXPECT_EQ(columns.size(), 1U);
  EXPECT_EQ(rows(columns, "sex"), "male 1; ");
}

/// calls without content are listed and not part of the total.
TEST_F(ReportFigures, LeavesCallsWithoutContentOutOfTheTotal) {
  Columns columns;
  columns.put(record(1));
  Contact silent = record(2);
  silent.kind = "no_content";
  columns.put(silent);
  EXPECT_EQ(rows(columns, "total"), "no_content 1; total 1; ");
  EXPECT_EQ(rows(columns, "report_group"), "counselling 1; ");
  EXPECT_EQ(rows(columns, "kind"), "counselling 1; no_content 1; ");
  EXPECT_EQ(rows(columns, "sex"), "female 1; ");
}

TEST_F(ReportFigures, CountsEveryTopicOfARecord) {
  Columns columns;
  columns.put(record(1));
  EXPECT_EQ(rows(columns, "topic"), "labour_export_check 1; safe_migration 1; ");
}

TEST_F(ReportFigures, TellsEmptyAnswersApart) {
  Columns columns;
  int number = 1;
  for (const auto* answer : {"unknown", "refused", "not_asked", ""}) {
    Contact contact = record(number++);
    contact.facts.sex = contact.facts.caller_relation = contact.facts.province = answer;
    contact.facts.age.reset();
    contact.facts.age_band = answer;
    columns.put(contact);
  }
  const std::string expected = "not_asked 1; not_recorded 1; refused 1; unknown 1; ";
  for (const auto* code :
       {"sex", "caller_relation", "caller_group", "province", "region", "age_band"}) {
    EXPECT_EQ(rows(columns, code), expected) << code;
  }
}

/// code 24 was Bắc Giang and is Bắc Ninh; the old 27 lies in the new 24, the old 34 in 33.
TEST_F(ReportFigures, CountsOldProvincesWhereTheirGroundLiesToday) {
  Columns columns;
  int number = 1;
  for (const auto* code : {"24", "27", "34"}) {
    Contact old = record(number++);
    old.started_at = base::testing::at(kIn2021);
    old.facts.province = code;
    columns.put(old);
  }
  columns.put(record(number++));  // Hưng Yên today
  EXPECT_EQ(rows(columns, "province"), "24 2; 33 2; ");
  EXPECT_EQ(rows(columns, "region"), "dbsh 4; ");
  EXPECT_EQ(rows(columns, "province", Geography::p63), "24 1; 27 1; 34 1; elsewhere 1; ");
  EXPECT_EQ(rows(columns, "region", Geography::p63), "dbsh 2; elsewhere 1; tdmnpb 1; ");
}

/// Region schemes differ by year: a report of 2021 prints the eight regions of its time.
TEST_F(ReportFigures, UsesTheRegionSchemeOfItsTime) {
  Columns columns;
  Contact old = record(1);
  old.started_at = base::testing::at(kIn2021);
  old.facts.province = "24";  // Bắc Giang
  columns.put(old);
  const auto regions = [&](std::string_view last, Geography geography) {
    return with_directory([&](const directory::Directory& directory) {
      const Frame frame{directory, {day("2021-01-01"), day(last)}, "law", geography};
      std::string text;
      for (const auto& row : fixed_rows(frame, heading("region"))) text += row.code + " ";
      const auto counts = count(columns, frame.period, directory);
      return text + "→ " + rows_of(frame, heading("region"), counts).begin()->first;
    });
  };
  EXPECT_EQ(regions("2021-06-30", Geography::p63),
            "dbsh dong_bac tay_bac btb dntb tn dnb dbscl → dong_bac");
  EXPECT_EQ(regions("2024-06-30", Geography::p63), "tdmnpb dbsh btb_dhmt tn dnb dbscl → tdmnpb");
  EXPECT_EQ(regions("2026-06-30", Geography::p34), "tdmnpb dbsh btb dhntb_tn dnb dbscl → dbsh");
}

/// Printed bands overlap and change: a set is data, and an age that fits no band is said to.
TEST_F(ReportFigures, PutsAgesIntoTheBandsOfASet) {
  Columns columns;
  int number = 1;
  for (const int age : {0, 10, 11, 40, 41, 99}) {
    Contact contact = record(number++);
    contact.facts.age = age;
    columns.put(contact);
  }
  Contact wide = record(number++);
  wide.facts.age.reset();
  wide.facts.age_band = "45_59";
  columns.put(wide);
  wide = record(number++);
  wide.facts.age.reset();
  wide.facts.age_band = "10_14";
  columns.put(wide);
  EXPECT_EQ(rows(columns, "age_band"), "0_10 2; 11_14 1; 26_40 1; not_computable 1; over_40 3; ");
  EXPECT_EQ(rows(columns, "age_band", Geography::p34, "law"), "18_plus 4; 7_15 3; under_7 1; ");
}

/// 15–16 and 16–18 were printed side by side: sixteen stands in neither.
TEST_F(ReportFigures, AnAgeInTwoBandsAsPrintedStandsInNone) {
  const auto row = [&](const std::string& age) {
    return with_directory([&](const directory::Directory& directory) {
      const Frame frame{.directory = directory,
                        .period = {day("2024-09-30"), day("2024-09-30")},
                        .age_set = "tongdai_victim_2024",
                        .geography = Geography::p63};
      return row_of(frame, "age_band", age);
    });
  };
  EXPECT_EQ(row("9"), "under_10");
  EXPECT_EQ(row("15"), "15_16");
  EXPECT_EQ(row("16"), "not_computable");
  EXPECT_EQ(row("17"), "16_18");
  EXPECT_EQ(row("15-16"), "15_16");
  EXPECT_EQ(row("16-18"), "16_18");
  EXPECT_EQ(row("15-18"), "not_computable");
  EXPECT_EQ(row("19-"), "over_18");
}

TEST_F(ReportFigures, OpensTheRecordsBehindEveryFigure) {
  Columns columns;
  for (int i = 1; i <= 40; ++i) {
    Contact contact = record(i);
    contact.started_at += std::chrono::minutes(i % 7);
    contact.kind = i % 5 == 0 ? "no_content" : i % 3 == 0 ? "information" : "counselling";
    contact.facts.sex = i % 2 == 0 ? "male" : "";
    contact.facts.age = i;
    columns.put(contact);
  }
  with_directory([&](const directory::Directory& directory) {
    const Frame frame{
        directory, {day("2026-01-01"), day("2026-12-31")}, "tongdai_caller", Geography::p34};
    const auto counts = count(columns, frame.period, directory);
    for (const auto& one : kHeadings) {
      for (const auto& [row, amount] : rows_of(frame, one, counts)) {
        std::set<Position> found;
        std::optional<Position> after;
        for (;;) {
          const auto page = records_of(frame, columns, {std::string(one.code), row}, after, 7);
          if (page.empty()) break;
          EXPECT_TRUE(std::ranges::is_sorted(page, std::greater<>()));
          found.insert(page.begin(), page.end());
          after = page.back();
        }
        EXPECT_EQ(static_cast<std::int64_t>(found.size()), amount) << one.code << " " << row;
      }
    }
    return 0;
  });
}

/// Counts that follow every change say the same as counting all records again.
TEST_F(ReportFigures, FollowARecordThroughItsChanges) {
  HotlineFacts facts;
  const Period march{day("2026-03-01"), day("2026-03-31")};
  const Period april{day("2026-04-01"), day("2026-04-30")};
  const auto agree = [&] {
    return with_directory([&](const directory::Directory& directory) {
      bool same = true;
      for (const auto& period : {march, april}) {
        same = same && facts.count(period, directory) == count(facts.columns(), period, directory);
      }
      return same;
    });
  };
  EXPECT_TRUE(agree());
  for (int i = 1; i < 40; ++i) {
    Contact contact = record(i % 7 + 1);
    contact.started_at += std::chrono::days(i * 5 % 60);
    contact.kind = i % 5 == 0 ? "no_content" : "counselling";
    contact.facts.sex = i % 2 == 0 ? "male" : "female";
    if (i % 3 == 0) contact.facts.topics.pop_back();
    facts.put(contact, contact.updated_at);
    EXPECT_TRUE(agree()) << i;
  }
}

TEST(ReportColumns, KeepAnIdAsItIs) {
  const std::string uuid = "0f9d23a1-7b6e-4c55-8a01-00000000beef";
  EXPECT_EQ(uuid_of(key_of(uuid)), uuid);
}

TEST(ReportColumns, HoldAMillionRecordsInFiftyMegabytes) {
  Columns columns;
  Contact contact = full();
  contact.state = contacts::State::final;
  constexpr std::size_t kMany = 98'304;  // whole pieces, as nearly all of a million are
  for (std::size_t i = 0; i < kMany; ++i) {
    contact.id = contacts::ContactId::random();
    columns.put(contact);
  }
  EXPECT_EQ(columns.size(), kMany);
  EXPECT_LT(columns.bytes(), kMany * 50);
}

TEST(ReportShare, IsRoundedAndNeverCorrected) {
  EXPECT_EQ(permille(870, 1020), 853);
  EXPECT_EQ(permille(98, 1020), 96);
  EXPECT_EQ(permille(1, 3), 333);  // three of them are 99,9 %
  EXPECT_EQ(permille(1, 2000), 1);
  EXPECT_EQ(permille(0, 5), 0);
  EXPECT_EQ(permille(1, 0), std::nullopt);
}

TEST(ReportPeriod, HasTheSameDaysOfTheYearBefore) {
  EXPECT_EQ(year_before({day("2024-02-01"), day("2024-02-29")}),
            (Period{day("2023-02-01"), day("2023-02-28")}));
}

}  // namespace
}  // namespace hd::reporting
