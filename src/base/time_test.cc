#include "base/time.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace hd::base {
namespace {

using testing::at;

Date day(std::string_view text) {
  return parse_date(text).value();
}

TEST(Rfc3339, GoesThereAndBack) {
  for (const std::string text : {"2026-03-02T02:00:00.000Z", "1970-01-01T00:00:00.000Z",
                                 "2024-02-29T23:59:59.999Z", "1969-12-31T23:59:59.999Z"}) {
    EXPECT_EQ(to_rfc3339(at(text)), text);
  }
}

TEST(Rfc3339, ReadsAnyOffsetAndUpToNineDecimals) {
  EXPECT_EQ(at("2026-03-02T09:00:00+07:00"), at("2026-03-02T02:00:00Z"));
  EXPECT_EQ(at("2026-03-01T21:30:00-04:30"), at("2026-03-02T02:00:00Z"));
  EXPECT_EQ(at("2026-03-02t02:00:00z"), at("2026-03-02T02:00:00Z"));
  EXPECT_EQ(at("2026-03-02T02:00:00.5Z"), at("2026-03-02T02:00:00.500Z"));
  EXPECT_EQ(at("2026-03-02T02:00:00.123456789Z"), at("2026-03-02T02:00:00.123Z"));
}

TEST(Rfc3339, RefusesWhatIsNoInstant) {
  for (const char* text :
       {"", "2026-03-02", "2026-03-02T02:00:00", "2026-02-30T02:00:00Z", "2025-02-29T02:00:00Z",
        "2026-13-02T02:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T02:60:00Z",
        "2026-03-02T02:00:60Z", "2026-03-02T02:00:00.Z", "2026-03-02T02:00:00.1234567890Z",
        "2026-03-02T02:00:00Zx", "2026-03-02T02:00:00+7:00", "2026-03-02T02:00:00+24:00",
        "2026-03-02 02:00:00Z", "26-03-02T02:00:00Z", "2026-03-02T02:00:00+0700", " "}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

TEST(DateText, AcceptsDaysThatExist) {
  EXPECT_EQ(to_text(day("2024-02-29")), "2024-02-29");
  for (const char* text : {"", "2025-02-29", "2026-00-01", "2026-01-00", "2026-1-01", "2026-01-01x",
                           "01/02/2026", "2026-04-31"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

// The day in Viet Nam begins at 17:00 UTC of the day before.
TEST(LocalDate, ChangesAtMidnightInVietNam) {
  EXPECT_EQ(local_date(at("2026-03-01T16:59:59.999Z")), day("2026-03-01"));
  EXPECT_EQ(local_date(at("2026-03-01T17:00:00Z")), day("2026-03-02"));
  EXPECT_EQ(start_of_day(day("2026-03-02")), at("2026-03-01T17:00:00Z"));
  EXPECT_EQ(end_of_day(day("2026-03-02")), at("2026-03-02T17:00:00Z"));
  EXPECT_EQ(end_of_day(day("2026-12-31")), start_of_day(day("2027-01-01")));
}

TEST(PlusDays, CrossesMonthsYearsAndLeapDays) {
  EXPECT_EQ(plus_days(day("2024-02-28"), 1), day("2024-02-29"));
  EXPECT_EQ(plus_days(day("2025-02-28"), 1), day("2025-03-01"));
  EXPECT_EQ(plus_days(day("2026-01-01"), -1), day("2025-12-31"));
  EXPECT_EQ(plus_days(day("2026-03-02"), 365), day("2027-03-02"));
}

TEST(VietnameseTime, IsWrittenAsDocumentsPrintIt) {
  EXPECT_EQ(to_vietnamese(day("2026-03-02")), "02/03/2026");
  EXPECT_EQ(to_vietnamese(at("2026-03-02T02:05:59Z")), "09:05 02/03/2026");
  EXPECT_EQ(to_vietnamese(at("2026-03-01T17:00:00Z")), "00:00 02/03/2026");
}

}  // namespace
}  // namespace hd::base
