// Figures from before this installation: which are taken, and what they are added to.

#include <gtest/gtest.h>

#include "directory/operations.h"
#include "reporting/store.h"
#include "statistics/operations.h"
#include "statistics/series.h"
#include "statistics/testing_sources.h"

namespace hd::statistics {
namespace {

using testing::at;
using testing::day;
using testing::kHotline;
using testing::kMarch;
using testing::Transaction;

class Openings : public testing::SourceScene {
 protected:
  Openings() {
    write([](Transaction& tx) { load_first_content(tx); });
  }

  void add(const char* series, const char* row, std::int64_t amount, const char* as_of) {
    write([&](Transaction& tx) {
      reporting::store::insert(tx,
                               {.id = base::random_uuid(),
                                .hotline = kHotline,
                                .as_of = day(as_of),
                                .section = series,
                                .code = row,
                                .count = amount,
                                .source = "Bảng thử",
                                .note = "ghi chú"},
                               testing::kNow, testing::user(1));
    });
  }

  /// One conversation and one confirmed victim on each of these days.
  Figures count(const char* report) {
    static constexpr auto kDays = std::to_array<const char*>(
        {"2019-05-01T03:00:00Z", "2021-02-01T03:00:00Z", "2026-03-05T03:00:00Z"});
    return database_->read([&](Transaction& tx) {
      const auto definition = Operations::definition(tx, report).value();
      const Order order{.report = report, .period = kMarch};
      const auto source_of = [](Unit unit) -> Source {
        return [unit](Transaction&, base::Timestamp, const Days&, const Progress&,
                      const std::function<void(const Fact&)>& each) {
          int number = 0;
          for (const char* when : kDays) {
            each({.id = base::testing::id<RunId>(++number).str(),
                  .happened = at(when),
                  .recorded = at(when),
                  .codes = {{Field::owner, kHotline.str()},
                            {Field::kind, "information"},
                            {Field::identification, "confirmed"},
                            {Field::sex, "female"},
                            {Field::purposes, "begging"}}});
          }
          static_cast<void>(unit);
        };
      };
      const auto gathered =
          gather(tx, testing::kNow, definition, order, source_of, [](auto, auto) {});
      const auto frame = frame_of(directory::current(tx), definition, kMarch, "", std::nullopt);
      return figures_of(frame, definition, gathered);
    });
  }

  static std::optional<std::int64_t> total(const Figures& figures, const char* part,
                                           const char* table) {
    return find_table(*find_part(figures, part), table)->cumulative_total;
  }
};

TEST_F(Openings, WithoutAnyEveryRecordSinceTheFirstIsCounted) {
  const auto figures = count("hotline");
  EXPECT_EQ(total(figures, "contacts", "report_group"), 3);
  EXPECT_EQ(total(figures, "persons", "total"), 3);
}

/// The printed cumulative figures of 2021: conversations and victims were not counted up to the
/// same day, and the one must not hide the other.
TEST_F(Openings, EachUnitGoesOnFromTheLatestDayOfItsOwnFigures) {
  add("report_group", "information", 1, "2018-12-31");  // an older one is not added up with it
  add("report_group", "information", 14300, "2020-12-31");
  add("person/total", "total", 457, "2021-09-30");
  const auto figures = count("hotline");
  EXPECT_EQ(total(figures, "contacts", "report_group"), 14302);
  EXPECT_EQ(total(figures, "persons", "total"), 458);
  EXPECT_EQ(total(figures, "cases", "total"), 3);
  EXPECT_EQ(figures.sources, std::vector<std::string>{"Bảng thử (ghi chú)"});
}

TEST_F(Openings, ATableWithoutFiguresOfItsOwnPrintsNoCumulativeOne) {
  add("person/total", "total", 457, "2021-09-30");
  EXPECT_EQ(total(count("hotline"), "persons", "sex"), std::nullopt);
}

TEST_F(Openings, RowsInWhichAPersonStandsTwiceDoNotTellTheTotal) {
  add("person/purpose", "begging", 7, "2021-09-30");
  EXPECT_EQ(total(count("victims"), "victims", "purpose"), std::nullopt);
  add("person/total", "total", 5, "2021-09-30");
  EXPECT_EQ(total(count("victims"), "victims", "purpose"), 6);
}

/// Figures of all victims say nothing about those who were confirmed.
TEST_F(Openings, AreNotAddedToAPartThatLetsOnlySomeThrough) {
  add("person/sex", "female", 457, "2021-09-30");
  const auto figures = count("victims");
  EXPECT_EQ(total(figures, "victims", "sex"), 458);
  EXPECT_EQ(total(figures, "confirmed", "sex"), std::nullopt);
}

TEST_F(Openings, SeriesAreNamedByUnitAndDimension) {
  EXPECT_EQ(series_of(Unit::contact, "sex"), "sex");
  EXPECT_EQ(series_of(Unit::person, "sex"), "person/sex");
  EXPECT_EQ(unit_of_series("referral_event/total"), Unit::referral_event);
  EXPECT_EQ(unit_of_series("nobody/sex"), std::nullopt);
}

TEST_F(Openings, OnlyRowsThatAReportCanPrintAreTaken) {
  const auto faults = [&](const char* series, const char* row) {
    return database_->read([&](Transaction& tx) {
      return check_series(directory::current(tx), day("2020-12-31"), series, row);
    });
  };
  const std::vector<base::FieldError> section{{"section", "unknown_value"}};
  const std::vector<base::FieldError> code{{"code", "unknown_value"}};
  EXPECT_TRUE(faults("person/sex", "female").empty());
  EXPECT_TRUE(faults("person/sex", "not_recorded").empty());
  EXPECT_TRUE(faults("person/age_band", "15_16").empty());
  EXPECT_TRUE(faults("case/total", "total").empty());
  EXPECT_TRUE(faults("person/province", "24").empty());
  EXPECT_EQ(faults("person/sex", "purple"), code);
  EXPECT_EQ(faults("case/total", "2020"), code);
  EXPECT_EQ(faults("person/topic", "services"), section);
  EXPECT_EQ(faults("person/month", "2020-12"), section);
  EXPECT_EQ(faults("nobody/sex", "female"), section);
}

}  // namespace
}  // namespace hd::statistics
