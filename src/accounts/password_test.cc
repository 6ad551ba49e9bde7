#include "accounts/password.h"

#include <gtest/gtest.h>

#include "accounts/operations.h"

namespace hd::accounts {
namespace {

std::string problem(std::string_view password, std::string_view username = "tuvan1") {
  static const Blocklist kBlocklist = embedded_blocklist();
  return std::string(password_problem(password, username, kBlocklist).value_or("good"));
}

TEST(Password, LengthCountsCharactersNotBytes) {
  EXPECT_EQ(problem("ngắn quá rồi"), "good");  // 12 characters, 16 bytes
  EXPECT_EQ(problem("ngắn quá rồ"), "too_short");
  EXPECT_EQ(problem(std::string(64, 'a') + "bcdefg" + std::string(58, 'z')), "good");
  EXPECT_EQ(problem(std::string(64, 'a') + "bcdefg" + std::string(59, 'z')), "too_long");
}

TEST(Password, AnySentenceWillDoWithoutCompositionRules) {
  EXPECT_EQ(problem("con trâu ăn cỏ bờ sông"), "good");
  EXPECT_EQ(problem("purple-kettle-on-the-roof"), "good");
  EXPECT_EQ(problem("94716350282615"), "good");
}

TEST(Password, WhatPeopleTryFirstIsRefused) {
  EXPECT_EQ(problem("password1234567"), "common");
  EXPECT_EQ(problem("Mật khẩu mới 2026"), "common");
  EXPECT_EQ(problem("anhyeuemnhieu"), "common");
  EXPECT_EQ(problem("Anh Yêu Em Nhiều!!!"), "common");
  EXPECT_EQ(problem("123456123456"), "common");
  EXPECT_EQ(problem("qwertyqwerty12"), "common");
  EXPECT_EQ(problem("aaaaaaaabbbbbb"), "common");
  EXPECT_EQ(problem("password9999999"), "common");
  EXPECT_EQ(problem("xkvxkkvwxkwvkxx"), "common") << "four different characters";
  EXPECT_EQ(problem("xkvxkkvwxkwvkxz"), "good");
}

TEST(Password, WordsOfTheProductAndTheAgenciesAreNoPassword) {
  EXPECT_EQ(problem("hai-dang-demo-2026"), "common");
  EXPECT_EQ(problem("Tổng đài 111 Việt Nam"), "common");
  EXPECT_EQ(problem("phongchongmuabannguoi"), "common");
  EXPECT_EQ(problem("tổng đài và cây đàn tranh"), "good");
}

TEST(Password, TheOwnUsernameIsRefused) {
  EXPECT_EQ(problem("xyz-nguyen.hoa-xyz", "nguyen.hoa"), "contains_username");
  EXPECT_EQ(problem("xyz-nguyen.hoa-xyz", "tran.binh"), "good");
  EXPECT_EQ(problem("xyz-hoa-lan-tre-xyz", "hoa"), "contains_username");
  EXPECT_EQ(problem("xyz-hoa-lan-tre-xyz", "ho"), "good") << "two letters are in many";
}

}  // namespace
}  // namespace hd::accounts
