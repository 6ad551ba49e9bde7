#include "platform/totp.h"

#include <regex>

#include <gtest/gtest.h>

#include "base/testing.h"

namespace hd::platform {
namespace {

using base::testing::at;

constexpr std::string_view kSecret = "12345678901234567890";  // of RFC 6238, appendix B

TEST(TotpTest, TheVectorsOfTheStandardHold) {
  EXPECT_EQ(totp_code(kSecret, at("1970-01-01T00:00:59Z")), "287082");
  EXPECT_EQ(totp_code(kSecret, at("2005-03-18T01:58:29Z")), "081804");
  EXPECT_EQ(totp_code(kSecret, at("2009-02-13T23:31:30Z")), "005924");
  EXPECT_EQ(totp_code(kSecret, at("2033-05-18T03:33:20Z")), "279037");
}

TEST(TotpTest, TheCodeBeforeCountsDuringTheFirstFiveSecondsOnly) {
  const auto code = totp_code(kSecret, at("2026-03-02T02:00:29Z"));
  const auto step = totp_step(kSecret, code, at("2026-03-02T02:00:00Z"));
  ASSERT_TRUE(step);
  EXPECT_EQ(totp_step(kSecret, code, at("2026-03-02T02:00:34.999Z")), step);
  EXPECT_EQ(totp_step(kSecret, code, at("2026-03-02T02:00:35Z")), std::nullopt);
  EXPECT_EQ(totp_step(kSecret, code, at("2026-03-02T01:59:59Z")), std::nullopt);
}

TEST(TotpTest, AWrongOrOddCodeIsRefused) {
  for (const auto* code : {"", "000000", "28708", "2870820", "28708x"}) {
    EXPECT_EQ(totp_step(kSecret, code, at("1970-01-01T00:00:59Z")), std::nullopt) << code;
  }
}

TEST(TotpTest, TheAddressForTheApplicationCarriesSecretAndAccount) {
  EXPECT_EQ(otpauth_uri(kSecret, "tư vấn&1"),
            "otpauth://totp/Hai%20Dang:t%c6%b0%20v%e1%ba%a5n%261"
            "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Hai%20Dang"
            "&algorithm=SHA1&digits=6&period=30");
}

TEST(TotpTest, ASecretOfAnyLengthIsWrittenWithoutFillers) {
  EXPECT_NE(otpauth_uri("1", "a").find("?secret=GE&"), std::string::npos);
}

TEST(TotpTest, ThePictureKeepsToItsSquare) {
  const auto svg = qr_svg(otpauth_uri(kSecret, "tuvan1"));
  std::smatch found;
  ASSERT_TRUE(std::regex_search(svg, found, std::regex("viewBox=\"0 0 (\\d+) \\1\"")));
  const int side = std::stoi(found[1]);
  const std::regex run("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
  int runs = 0;
  for (std::sregex_iterator at(svg.begin(), svg.end(), run); at != std::sregex_iterator(); ++at) {
    ++runs;
    EXPECT_GE(std::stoi((*at)[1]), 4);
    EXPECT_GE(std::stoi((*at)[2]), 4);
    EXPECT_LE(std::stoi((*at)[1]) + std::stoi((*at)[3]), side - 4);
    EXPECT_EQ((*at)[3], (*at)[4]);
  }
  EXPECT_GT(runs, 100);
  EXPECT_NE(svg.find("M4 4h7v1h-7z"), std::string::npos) << "the corner";
}

TEST(TotpTest, ThePictureNeedsNoStyleAndNoScript) {
  const auto svg = qr_svg(otpauth_uri(kSecret, "tuvan1"));
  EXPECT_TRUE(svg.starts_with("<svg xmlns="));
  EXPECT_TRUE(svg.ends_with("</svg>"));
  EXPECT_EQ(svg.find("style"), std::string::npos);
  EXPECT_EQ(svg.find("script"), std::string::npos);
  EXPECT_GT(svg.size(), 1'000U);
  EXPECT_THROW(qr_svg(std::string(3'000, 'x')), std::runtime_error) << "too much for one picture";
}

}  // namespace
}  // namespace hd::platform
