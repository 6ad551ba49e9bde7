#include "accounts/user.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace hd::accounts {
namespace {

using access::Role;

access::Post post(int number, Role role, std::string_view from, std::string_view to = "") {
  return {.id = base::testing::id<access::PostId>(number),
          .role = role,
          .org = base::testing::id<directory::OrgId>(1),
          .valid_from = *base::parse_date(from),
          .valid_to = base::parse_date(to)};
}

TEST(Username, IsPlainAndLowerCase) {
  EXPECT_EQ(normal_username("Tuvan1"), "tuvan1");
  EXPECT_TRUE(is_username("nguyen.thi-hoa_2"));
  for (const char* bad : {"ab", "", ".abc", "abc-", "nguyễn", "a b c", "a@b.c"}) {
    EXPECT_FALSE(is_username(bad)) << bad;
  }
}

TEST(Email, HasOneAtAndNothingThatBreaksAHeader) {
  EXPECT_TRUE(is_email("truc@example.vn"));
  for (const char* bad : {"", "@x", "x@", "a@b@c", "a b@c", "a@b\r\nBcc:c", "<a@b>"}) {
    EXPECT_FALSE(is_email(bad)) << bad;
  }
}

// R-004: named members are people with a post of their own, not shared accounts.
TEST(Posts, OnePersonMayHoldSeveralPostsOfTheWork) {
  const std::vector held{post(1, Role::counsellor, "2026-01-01")};
  EXPECT_EQ(post_problem(post(2, Role::shift_lead, "2026-01-01"), held), std::nullopt);
}

TEST(Posts, AdministratorsAndAuditorsHoldNoOtherPostAtTheSameTime) {
  for (const Role alone : {Role::administrator, Role::auditor}) {
    for (const auto& entry : access::kRoleNames) {
      const std::vector held{post(1, alone, "2026-01-01", "2026-06-30")};
      const auto beside = post_problem(post(2, entry.value, "2026-06-30"), held);
      EXPECT_EQ(beside.has_value(), entry.value != alone) << entry.name;
      EXPECT_EQ(post_problem(post(2, entry.value, "2026-07-01"), held), std::nullopt);
    }
  }
}

}  // namespace
}  // namespace hd::accounts
