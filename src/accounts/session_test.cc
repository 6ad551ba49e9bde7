#include "accounts/session.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace hd::accounts {
namespace {

using base::testing::at_minute;

SessionRecord session_seen_at(int minute) {
  return {.id = base::testing::id<access::SessionId>(1),
          .user = base::testing::id<access::UserId>(2),
          .device = "firefox_linux",
          .created_at = at_minute(0),
          .last_seen_at = at_minute(minute),
          .proved_at = at_minute(0)};
}

TEST(Session, EndsAfterFifteenMinutesWithoutUse) {
  EXPECT_TRUE(is_live(session_seen_at(30), at_minute(44)));
  EXPECT_FALSE(is_live(session_seen_at(30), at_minute(45)));
}

TEST(Session, EndsAfterTenHoursHoweverBusy) {
  EXPECT_TRUE(is_live(session_seen_at(599), at_minute(599)));
  EXPECT_FALSE(is_live(session_seen_at(599), at_minute(600)));
  EXPECT_EQ(expires_at(session_seen_at(0)), at_minute(600));
}

TEST(Session, EndsWhenItWasEnded) {
  auto session = session_seen_at(0);
  session.ended_at = at_minute(1);
  EXPECT_FALSE(is_live(session, at_minute(1)));
}

TEST(Session, TheDeviceIsSaidCoarsely) {
  EXPECT_EQ(device_code("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
            "firefox_linux");
  EXPECT_EQ(device_code("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
                        "Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"),
            "edge_windows");
  EXPECT_EQ(
      device_code("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
                  "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"),
      "safari_ios");
  EXPECT_EQ(device_code("curl/8.0"), "");
  EXPECT_EQ(device_code("Firefox/128.0"), "firefox");
  EXPECT_EQ(device_code("curl/8.0 Linux"), "linux");
}

TEST(Codes, ReadAloudAndTypedBackAreTheSame) {
  const std::string code = readable_code(std::string("\x00\xff\x10\x83\x42", 5));
  EXPECT_EQ(code, "03ZH1-0T2");
  EXPECT_EQ(normal_code(" o3zh-l 0t2"), normal_code(code));
  EXPECT_EQ(readable_code(""), "");
  EXPECT_EQ(readable_code(std::string(5, '\0')), "00000-000");
  EXPECT_EQ(readable_code("abcdefghij"), "C5H66-S35CS-KPGTB-A");
  EXPECT_EQ(normal_code("az AZ-09 {`@["), "AZAZ09{`@[");
  EXPECT_EQ(normal_code("oO iI lL"), "001111");
  EXPECT_EQ(readable_code(std::string(16, '\xff')), "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-W");
}

}  // namespace
}  // namespace hd::accounts
