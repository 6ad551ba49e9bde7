// Levels, minimum levels and clocks of a risk assessment, as a case worker could check them.

#include "cases/risk.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "base/testing.h"

namespace hd::cases {
namespace {

using base::testing::id;

const std::vector<RiskMinimum> kMinima{{"suicide_risk", RiskLevel::high},
                                       {"threats", RiskLevel::high},
                                       {"no_home", RiskLevel::medium},
                                       {"child", RiskLevel::medium}};
const std::vector<std::string> kToday{"suicide_risk", "threats", "no_home", "child"};

Risk answered(RiskLevel level, std::vector<RiskFactor> factors) {
  return {.id = id<RiskId>(1),
          .person = id<PersonId>(1),
          .at = base::testing::at_minute(0),
          .assessor = id<access::UserId>(1),
          .level = level,
          .factors = std::move(factors)};
}

Risk all(Answer answer, RiskLevel level) {
  std::vector<RiskFactor> factors;
  for (const auto& code : kToday) factors.push_back({.code = code, .answer = answer});
  return answered(level, factors);
}

std::string faults(const Risk& risk) {
  std::string text;
  for (const auto& fault : check(risk, kToday, kMinima))
    text += fault.field + ":" + fault.code + " ";
  return text;
}

// Source: R-015, code list 7.12.
TEST(Risk, LevelIsSetByTheAssessorButNotBelowWhatTheFactorsAskFor) {
  EXPECT_EQ(faults(all(Answer::no, RiskLevel::low)), "");
  EXPECT_EQ(faults(all(Answer::no, RiskLevel::emergency)), "");
  EXPECT_EQ(faults(all(Answer::yes, RiskLevel::medium)), "level:below_minimum ");
  EXPECT_EQ(faults(all(Answer::yes, RiskLevel::high)), "");
}

TEST(Risk, UnknownRefusedAndNotAskedAreAnswersAndRaiseNothing) {
  for (const Answer answer : {Answer::unknown, Answer::refused, Answer::not_asked}) {
    EXPECT_EQ(faults(all(answer, RiskLevel::low)), "");
  }
}

TEST(Risk, EveryFactorOfTheDayIsAnsweredOnce) {
  EXPECT_EQ(faults(answered(RiskLevel::low, {})), "factors:incomplete ");
  Risk twice = all(Answer::no, RiskLevel::low);
  twice.factors.push_back(twice.factors.front());
  EXPECT_EQ(faults(twice), "factors:duplicate ");
}

TEST(Risk, AChildIsAFactorWhetherItWasTickedOrNot) {
  Risk risk = all(Answer::no, RiskLevel::low);
  risk.child = true;
  EXPECT_EQ(minimum_level(risk, kMinima), RiskLevel::medium);
  risk.emergency = true;
  EXPECT_EQ(minimum_level(risk, kMinima), RiskLevel::emergency);
}

// Source: T13, T14, Decree 56/2017.
TEST(Risk, GraveDangerToAChildStartsTheTwelveHoursAndAChildThePlan) {
  Risk risk = all(Answer::no, RiskLevel::emergency);
  EXPECT_FALSE(starts_child_emergency(risk));
  EXPECT_FALSE(starts_child_plan(risk));
  risk.child = true;
  EXPECT_TRUE(starts_child_emergency(risk));
  EXPECT_TRUE(starts_child_plan(risk));
  risk.level = RiskLevel::high;
  EXPECT_FALSE(starts_child_emergency(risk));
}

TEST(Risk, ComparisonNamesWhatWasAnsweredOtherwise) {
  const Risk before = answered(RiskLevel::high, {{.code = "threats", .answer = Answer::yes},
                                                 {.code = "debt", .answer = Answer::yes}});
  const Risk now = answered(RiskLevel::low, {{.code = "no_home", .answer = Answer::yes},
                                             {.code = "threats", .answer = Answer::no}});
  EXPECT_EQ(compare(before, now),
            (std::vector<RiskChange>{{"no_home", Answer::not_asked, Answer::yes},
                                     {"threats", Answer::yes, Answer::no},
                                     {"debt", Answer::yes, Answer::not_asked}}));
  EXPECT_EQ(level_change(before, now), "lower");
  EXPECT_EQ(level_change(now, before), "higher");
  EXPECT_EQ(level_change(now, now), "same");
  EXPECT_EQ(level_change(std::nullopt, now), "first");
}

TEST(Risk, OneMoreYesNeverLowersTheMinimumInAHundredThousandCases) {
  std::mt19937 random{20260302};
  const auto upto = [&](int last) { return std::uniform_int_distribution<int>(0, last)(random); };
  for (int round = 0; round < 100'000; ++round) {
    Risk risk = all(Answer::no, RiskLevel::low);
    risk.child = upto(1) == 0;
    risk.emergency = upto(9) == 0;
    for (auto& factor : risk.factors) factor.answer = static_cast<Answer>(upto(4));
    const RiskLevel before = minimum_level(risk, kMinima);
    risk.factors[static_cast<std::size_t>(upto(3))].answer = Answer::yes;
    ASSERT_GE(minimum_level(risk, kMinima), before);
    risk.level = minimum_level(risk, kMinima);
    ASSERT_EQ(faults(risk), "");
  }
}

}  // namespace
}  // namespace hd::cases
