#include "cases/safety_plan.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace hd::cases {
namespace {

using base::testing::id;
using Words = std::vector<std::string_view>;

SafetyPlan plan(SafeContact safe) {
  return {.person = id<PersonId>(1),
          .updated_at = base::testing::at_minute(0),
          .updated_by = id<access::UserId>(1),
          .safe_contact = std::move(safe)};
}

// Source: good practice 6.3: never call back without knowing that it is safe.
TEST(SafetyPlan, NobodyCallsWithoutKnowingWhatIsSafe) {
  EXPECT_EQ(warnings_before_contact(std::nullopt), Words{"safe_contact_unknown"});
  EXPECT_EQ(warnings_before_contact(plan({})), Words{"safe_contact_unknown"});
}

TEST(SafetyPlan, SaysWhatToHeedBeforeACall) {
  EXPECT_EQ(warnings_before_contact(plan({.do_not_call = true})),
            (Words{"do_not_call", "no_message"}));
  EXPECT_EQ(warnings_before_contact(plan({.when = "sau 20 giờ",
                                          .how = "tin nhắn",
                                          .code_word = "hoa mai",
                                          .who_else_hears = "mẹ chồng",
                                          .may_leave_message = Answer::no})),
            (Words{"code_word", "only_at", "only_by", "no_message", "others_hear"}));
  EXPECT_EQ(warnings_before_contact(plan({.may_leave_message = Answer::yes})), Words{});
}

}  // namespace
}  // namespace hd::cases
