#include "accounts/guessing.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace hd::accounts {
namespace {

using base::testing::at_minute;
using std::chrono::minutes;
using std::chrono::seconds;

/// The waiting time right after `failures` guesses made one after the other.
std::int64_t wait_after(int failures, const BudgetRule& rule) {
  std::optional<Budget> budget;
  for (int i = 0; i < failures; ++i) budget = counted(budget, rule, at_minute(0));
  return waiting_time(budget.value_or(Budget{}), rule, at_minute(0)).count();
}

TEST(Guessing, WaitingDoublesAfterTheFreeGuessesUpToAMinute) {
  std::string waits;
  for (int failures = 0; failures <= 12; ++failures) {
    waits += std::to_string(wait_after(failures, kUnknownDevices)) + " ";
  }
  EXPECT_EQ(waits, "0 0 0 0 1 2 4 8 16 32 60 60 60 ");
}

TEST(Guessing, AHundredGuessesADayFromUnknownBrowsers) {
  EXPECT_EQ(wait_after(99, kUnknownDevices), 60);
  EXPECT_EQ(wait_after(100, kUnknownDevices), 24 * 3600);
}

TEST(Guessing, AMinuteIsTheLongestWaitHoweverManyGuesses) {
  for (int failures = 10; failures < 100; ++failures) {
    EXPECT_EQ(wait_after(failures, kUnknownDevices), 60) << failures;
  }
}

TEST(Guessing, NobodyWaitsBeyondTheEndOfTheWindow) {
  const auto end = at_minute(24 * 60);
  const Budget just_now{50, at_minute(0), end - seconds{1}};
  EXPECT_EQ(waiting_time(just_now, kUnknownDevices, end), seconds{0});
  EXPECT_EQ(waiting_time(just_now, kUnknownDevices, end - seconds{1}), seconds{60});
  EXPECT_EQ(waiting_time({100, at_minute(0), end}, kUnknownDevices, end + minutes{1}), seconds{0});
}

TEST(Guessing, AWindowThatIsOverStartsAnew) {
  const Budget used_up{100, at_minute(0), at_minute(10)};
  const auto next_day = at_minute(24 * 60);
  EXPECT_EQ(waiting_time(used_up, kUnknownDevices, next_day), seconds{0});
  EXPECT_EQ(counted(used_up, kUnknownDevices, next_day), (Budget{1, next_day, next_day}));
  EXPECT_GT(waiting_time(used_up, kUnknownDevices, next_day - minutes{1}), seconds{0});
}

TEST(Guessing, WaitingEndsByItself) {
  const Budget budget{7, at_minute(0), at_minute(0)};
  EXPECT_EQ(waiting_time(budget, kUnknownDevices, at_minute(0) + seconds{7}), seconds{1});
  EXPECT_EQ(waiting_time(budget, kUnknownDevices, at_minute(0) + seconds{8}), seconds{0});
}

TEST(Guessing, ANetworkIsASlash24OrASlash48) {
  EXPECT_EQ(network_of("192.0.2.17"), "192.0.2.0/24");
  EXPECT_EQ(network_of("::ffff:192.0.2.17"), "192.0.2.0/24");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
  EXPECT_EQ(network_of("2001:db8:1::6"), "2001:db8:1::/48");
  EXPECT_EQ(network_of("2001:db8::6"), "2001:db8:0::/48");
  EXPECT_EQ(network_of("::1"), "0:0:0::/48");
  EXPECT_EQ(network_of(""), "");
  EXPECT_EQ(network_of("1::3:4:5:6:7:8"), "1:0:3::/48");
  EXPECT_EQ(network_of("1:2"), "1:2::/48") << "no address, and no harm";
  EXPECT_EQ(network_of("::ffff:1:2"), "0:0:0::/48") << "no IPv4 address";
  EXPECT_EQ(network_of("peer"), "peer");
}

}  // namespace
}  // namespace hd::accounts
