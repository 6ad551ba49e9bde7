#include "platform/backup_rotation.h"

#include <chrono>

#include <gtest/gtest.h>

namespace hd::platform {
namespace {

using std::chrono::hours;

base::Timestamp at(std::string_view text) {
  return *base::parse_rfc3339(text);
}

/// One an hour, the newest first.
std::vector<std::string> hourly(std::string_view newest, int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.push_back(backup_name(at(newest) - hours(i)));
  return names;
}

std::size_t left(const std::vector<std::string>& names, const Rotation& rules) {
  return names.size() - superfluous(names, rules).size();
}

TEST(BackupRotationTest, ANameSaysWhenAndIsReadAgain) {
  EXPECT_EQ(backup_name(at("2026-03-02T02:15:00.123Z")), "haidang-20260302T021500Z.sealed");
  EXPECT_EQ(time_of_backup("haidang-20260302T021500Z.sealed"), at("2026-03-02T02:15:00.000Z"));
  for (const auto* other : {"", "haidang.sqlite", "haidang-20260302T021500Z.sealed.part",
                            "haidang-20261302T021500Z.sealed", "haidang-2026-03-02T0215.sealed"}) {
    EXPECT_FALSE(time_of_backup(other)) << other;
  }
}

TEST(BackupRotationTest, HoursDaysAndMonthsKeepTheirLastOne) {
  const auto year = hourly("2026-12-31T10:00:00.000Z", 24 * 400);
  // 24 hours; 30 days, two of which they share; 12 months, one of which the days share.
  EXPECT_EQ(left(year, {.hours = 24, .days = 30, .months = 12}), 24U + 30 - 2 + 12 - 1);
  EXPECT_EQ(left(year, {.hours = 0, .days = 0, .months = 12}), 12U);
}

TEST(BackupRotationTest, ADayBeginsAtMidnightInVietNam) {
  const std::vector<std::string> names{backup_name(at("2026-03-01T16:59:00.000Z")),
                                       backup_name(at("2026-03-01T17:01:00.000Z"))};
  EXPECT_EQ(left(names, {.hours = 0, .days = 2, .months = 0}), 2U);
  EXPECT_EQ(left(names, {.hours = 0, .days = 1, .months = 0}), 1U);
}

TEST(BackupRotationTest, AGapDoesNotEatWhatIsThere) {
  const std::vector<std::string> names{backup_name(at("2024-01-01T00:00:00.000Z")),
                                       backup_name(at("2026-03-01T17:01:00.000Z"))};
  EXPECT_TRUE(superfluous(names, {}).empty());
}

TEST(BackupRotationTest, TheNewestAlwaysStaysAndStrangersAreLeftAlone) {
  auto names = hourly("2026-03-01T17:00:00.000Z", 3);
  names.emplace_back("notes.txt");
  const auto rest = superfluous(names, {.hours = 0, .days = 0, .months = 0});
  EXPECT_EQ(rest, (std::vector<std::string>{names[1], names[2]}));
}

}  // namespace
}  // namespace hd::platform
