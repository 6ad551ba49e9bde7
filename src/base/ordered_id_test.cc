#include "base/ordered_id.h"

#include <set>

#include <gtest/gtest.h>

#include "base/testing.h"

namespace hd::base {
namespace {

TEST(OrderedId, IsAUuidOfVersionSevenWithTheMillisecondInFront) {
  const auto id = ordered_uuid(testing::at("2026-03-02T02:00:00.123Z"));
  EXPECT_TRUE(is_uuid(id));
  EXPECT_EQ(id.substr(0, 15), "019cac46-157b-7");
}

TEST(OrderedId, StandsInTheOrderOfTimeAndIsDifferentWithinAMillisecond) {
  const auto now = testing::at("2026-03-02T02:00:00Z");
  EXPECT_LT(ordered_uuid(now), ordered_uuid(now + std::chrono::milliseconds(1)));
  std::set<std::string> made;
  for (int i = 0; i < 1000; ++i) made.insert(ordered_uuid(now));
  EXPECT_EQ(made.size(), 1000U);
}

}  // namespace
}  // namespace hd::base
