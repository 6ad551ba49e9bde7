#include "base/phone.h"

#include <gtest/gtest.h>

namespace hd::base {
namespace {

TEST(NormalPhone, OneNumberHasOneSpelling) {
  for (const char* text : {"0900 000 012", "0900.000.012", "0900-000-012", "(0900) 000012",
                           "+84 900 000 012", "+84900000012", "84900000012", "0084900000012"}) {
    EXPECT_EQ(normal_phone(text), "84900000012") << text;
  }
}

// Source: plan 798/QĐ-BTTTT of 2018.
TEST(NormalPhone, PrefixesFromBefore2018AreTodays) {
  EXPECT_EQ(normal_phone("0168 000 0012"), normal_phone("038 000 0012"));
  EXPECT_EQ(normal_phone("0123 000 0012"), normal_phone("083 000 0012"));
  EXPECT_EQ(normal_phone("+84 120 000 0012"), normal_phone("070 000 0012"));
  EXPECT_EQ(normal_phone("0188 000 0012"), normal_phone("058 000 0012"));
  EXPECT_EQ(normal_phone("0127 000 0012"), normal_phone("081 000 0012"));
}

TEST(NormalPhone, LandLinesWithTenDigitsAreNotTakenForOldMobileNumbers) {
  EXPECT_EQ(normal_phone("0240 000 0012"), "842400000012");
}

// Found by tests/fuzz/targets/phone.cc: the spelling of a spelling was another one.
TEST(NormalPhone, NoCountryCodeBeginsWithZeroAndNoNumberHasMoreThanFifteenDigits) {
  for (const char* text : {"000467460467", "+0467460467", "012345678901234", "0123 45678901234"}) {
    EXPECT_EQ(normal_phone(text), std::nullopt) << text;
  }
}

TEST(NormalPhone, ShortNumbersAndForeignOnesStay) {
  EXPECT_EQ(normal_phone("111"), "111");
  EXPECT_EQ(normal_phone("18001567"), "18001567");
  EXPECT_EQ(normal_phone("+86 10 0000 0012"), "861000000012");
  EXPECT_EQ(normal_phone("0086 10 0000 0012"), "861000000012");
}

TEST(NormalPhone, WhatCanBeNoNumberIsRefused) {
  for (const char* text : {"", "12", "0900x00012", "không nhớ", "1234567890123456", "++84900000012",
                           "0900+000012", "0900,000,012"}) {
    EXPECT_FALSE(normal_phone(text)) << text;
  }
}

TEST(MaskedPhone, ShowsTheLastThreeDigitsOnly) {
  EXPECT_EQ(masked_phone("0900 000 012"), "•••• 012");
  EXPECT_EQ(masked_phone("84900000012"), "•••• 012");
  EXPECT_EQ(masked_phone("111"), "••••");
  EXPECT_EQ(masked_phone(""), "••••");
}

}  // namespace
}  // namespace hd::base
