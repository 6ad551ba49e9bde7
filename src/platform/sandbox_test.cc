#include "platform/sandbox.h"

#include <gtest/gtest.h>

#include "platform/antivirus.h"

namespace hd::platform {
namespace {

TEST(Sandbox, GivesBackWhatTheChildSays) {
  const std::string megabyte(1 << 20, 'x');
  EXPECT_EQ(run_in_sandbox({"/bin/cat"}, megabyte, {}), megabyte);
}

TEST(Sandbox, HasNoEnvironment) {
  EXPECT_EQ(run_in_sandbox({"/usr/bin/env"}, "", {}), "");
}

TEST(Sandbox, GivesNothingBackFromAChildThatFailsIsSlowOrSaysTooMuch) {
  EXPECT_EQ(run_in_sandbox({"/bin/false"}, "", {}), std::nullopt);
  EXPECT_EQ(run_in_sandbox({"/no/such/program"}, "", {}), std::nullopt);
  EXPECT_EQ(run_in_sandbox({"/bin/sleep", "60"}, "", {.wall = std::chrono::seconds(1)}),
            std::nullopt);
  EXPECT_EQ(run_in_sandbox({"/bin/cat"}, std::string(100'000, 'x'), {.output_bytes = 1000}),
            std::nullopt);
}

TEST(Sandbox, DoesNotHangOnAChildThatReadsNothing) {
  EXPECT_EQ(run_in_sandbox({"/bin/true"}, std::string(1 << 20, 'x'), {}), "");
}

// Fail closed: what is no clear answer is none.
TEST(Antivirus, IsUnavailableWhenNobodyAnswers) {
  EXPECT_EQ(scan_with_clamd("unix:/no/such/socket", "x"), ScanVerdict::unavailable);
  EXPECT_EQ(scan_with_clamd("tcp:127.0.0.1:1", "x"), ScanVerdict::unavailable);
  EXPECT_EQ(scan_with_clamd("somewhere", "x"), ScanVerdict::unavailable);
}

TEST(Antivirus, KnowsItsTwoKindsOfAddress) {
  EXPECT_TRUE(is_clamd_address("unix:/run/clamav/clamd.ctl"));
  EXPECT_TRUE(is_clamd_address("tcp:127.0.0.1:3310"));
  for (const char* other : {"", "unix:", "tcp:", "tcp:3310", "/run/clamav/clamd.ctl"}) {
    EXPECT_FALSE(is_clamd_address(other)) << other;
  }
}

}  // namespace
}  // namespace hd::platform
