// What overrides of consent open, as a case worker could check it, and what must hold for all.

#include "cases/consent_override.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/testing.h"

namespace hd::cases {
namespace {

using base::testing::at_minute;
using base::testing::id;

const auto kHealth = id<directory::OrgId>(2);
const auto kPolice = id<directory::OrgId>(3);
constexpr int kCases = 100000;

/// Asked at minute 0, approved at minute 10, ends at minute 100.
ConsentOverride approved(Categories categories = bit(Category::identity)) {
  return {.id = id<OverrideId>(1),
          .person = id<PersonId>(1),
          .recipient = kHealth,
          .categories = categories,
          .requested_by = id<access::UserId>(1),
          .requested_at = at_minute(0),
          .until = at_minute(100),
          .ruling = Ruling{id<access::UserId>(2), at_minute(10), true}};
}

std::string state(const ConsentOverride& one, int minute) {
  return std::string(base::name_of(kOverrideStateNames, state_at(one, at_minute(minute))));
}

TEST(ConsentOverride, OpensFromApprovalUntilItsTimeAndEndsByItself) {
  ConsentOverride one = approved();
  EXPECT_EQ(state(one, 99), "in_force");
  EXPECT_EQ(state(one, 100), "expired");
  one.ended_at = at_minute(50);
  EXPECT_EQ(state(one, 60), "ended");
  one = approved();
  one.ruling->approved = false;
  EXPECT_EQ(state(one, 20), "refused");
  one.ruling.reset();
  EXPECT_EQ(state(one, 20), "requested");
  EXPECT_EQ(state(one, 100), "lapsed");
}

TEST(ConsentOverride, OpensToItsRecipientForItsPurposeAlone) {
  const std::vector<ConsentOverride> all{approved()};
  EXPECT_EQ(overridden(all, kHealth, Purpose::support, at_minute(20)), bit(Category::identity));
  EXPECT_EQ(overridden(all, kPolice, Purpose::support, at_minute(20)), 0);
  EXPECT_EQ(overridden(all, kHealth, Purpose::protection, at_minute(20)), 0);
  EXPECT_EQ(overridden(all, kHealth, Purpose::support, at_minute(100)), 0);
}

TEST(ConsentOverride, NeverServesStatisticsResearchMediaOrTheFamily) {
  std::string allowed;
  for (const auto& entry : kPurposeNames) {
    if (may_be_overridden(entry.value)) allowed += std::string(entry.name) + " ";
  }
  EXPECT_EQ(allowed, "support protection identification repatriation ");
}

TEST(ConsentOverride, IsRefusedWithoutALimit) {
  ConsentOverride one = approved(0);
  one.purpose = Purpose::media;
  one.until = at_minute(0);
  std::string found;
  for (const auto& fault : check(one, at_minute(0), at_minute(500))) {
    found += fault.field + " " + fault.code + "; ";
  }
  EXPECT_EQ(found, "purpose not_overridable; categories required; until in_past; ");
  one.until = at_minute(501);
  EXPECT_EQ(check(one, at_minute(0), at_minute(500)).back().code, "too_late");
}

TEST(ConsentOverride, OwesThePersonThatSheIsToldAndThatItIsWrittenDown) {
  ConsentOverride one = approved();
  EXPECT_EQ(owed(one).size(), 2U);
  one.told_at = at_minute(200);
  EXPECT_EQ(owed(one), std::vector<std::string_view>{"account"});
  one.ruling->approved = false;
  EXPECT_TRUE(owed(one).empty());
}

/// Overrides of every kind, to two recipients, in all states.
ConsentOverride any(std::mt19937& random) {
  const auto number = [&](int most) { return static_cast<int>(random() % (most + 1U)); };
  ConsentOverride one = approved(static_cast<Categories>(number(kAllCategories)));
  one.purpose = number(1) == 0 ? Purpose::support : Purpose::protection;
  if (number(1) == 0) one.recipient = kPolice;
  one.until = at_minute(number(200));
  if (number(3) == 0) one.ruling.reset();
  if (one.ruling && number(3) == 0) one.ruling->approved = false;
  if (number(3) == 0) one.ended_at = at_minute(number(200));
  return one;
}

// Whatever is opened, one of them names it for this recipient and purpose, approved and in time;
// one less never opens more.
TEST(ConsentOverride, NeverWidensBeyondItsCategoriesRecipientPurposeAndTime) {
  std::mt19937 random{20261122};
  int opened = 0;
  for (int i = 0; i < kCases; ++i) {
    std::vector<ConsentOverride> all;
    for (int n = static_cast<int>(random() % 4U); n >= 0; --n) all.push_back(any(random));
    const auto now = at_minute(static_cast<int>(random() % 200U));
    const Categories open = overridden(all, kHealth, Purpose::support, now);
    Categories named = 0;
    for (const ConsentOverride& one : all) {
      const bool counts = one.recipient == kHealth && one.purpose == Purpose::support &&
                          one.ruling && one.ruling->approved && !one.ended_at && now < one.until;
      if (counts) named |= one.categories;
    }
    ASSERT_EQ(open, named) << "case " << i;
    if (open != 0) ++opened;
    all.pop_back();
    ASSERT_EQ(overridden(all, kHealth, Purpose::support, now) & ~open, 0) << "case " << i;
  }
  EXPECT_GT(opened, kCases / 20);
}

}  // namespace
}  // namespace hd::cases
