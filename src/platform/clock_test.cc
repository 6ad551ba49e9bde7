#include "platform/clock.h"

#include <fstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "base/testing.h"
#include "platform/testing.h"

namespace hd::platform {
namespace {

TEST(ClockTest, TheMachineClockRunsForward) {
  const auto clock = system_clock();
  EXPECT_GT(clock(), base::testing::at("2024-01-01T00:00:00Z"));
  EXPECT_LE(clock(), clock());
}

TEST(ClockTest, AFileDecidesTheTimeAndABrokenOneKeepsTheLast) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() + "/now";
  const auto write = [&](const char* text) { std::ofstream(path) << text; };
  const auto clock = file_clock(path);
  EXPECT_THROW(clock(), std::runtime_error);
  write("2026-03-02T09:00:00+07:00\n");
  EXPECT_EQ(clock(), base::testing::at("2026-03-02T02:00:00Z"));
  write("soon");
  EXPECT_EQ(clock(), base::testing::at("2026-03-02T02:00:00Z"));
  write("2026-03-02T03:00:00Z");
  EXPECT_EQ(clock(), base::testing::at("2026-03-02T03:00:00Z"));
}

}  // namespace
}  // namespace hd::platform
