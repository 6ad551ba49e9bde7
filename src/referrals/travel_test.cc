#include "referrals/travel.h"

#include <sstream>

#include <gtest/gtest.h>

namespace hd::referrals {
namespace {

const base::Timestamp kNoon = base::parse_rfc3339("2026-03-02T05:00:00Z").value();

Traveller adult_at_low_risk() {
  return {.risk_level = "low", .able_alone = true};
}

Travel alone() {
  return {.mode = Mode::self_travel,
          .information_sheet = true,
          .papers = {"giấy giới thiệu"},
          .allowance = 350000,
          .receipt = "PC-12"};
}

Travel with_escort() {
  return {.mode = Mode::escorted,
          .notified = {{.kind = BodyKind::pc_commune, .name = "UBND xã", .at = kNoon}},
          .escort = Escort{.name = "Người Thử Tám", .organisation = "Công an xã"}};
}

Travel with_her_guardian(const std::string& name) {
  return {.mode = Mode::with_guardian, .guardian_name = name, .best_interests = "ở gần mẹ"};
}

/// "mode not_under_18, receipt required", or "may set out".
std::string verdict(const Travel& travel, const Traveller& traveller) {
  std::string text;
  for (const auto& fault : faults(travel, traveller)) {
    text += (text.empty() ? "" : ", ") + fault.field + " " + fault.code;
  }
  return text.empty() ? "may set out" : text;
}

// alone only at low risk, when able, and not under 18.
TEST(TravellingAlone, IsForAdultsAtLowRiskWhoAreAble) {
  EXPECT_EQ(verdict(alone(), adult_at_low_risk()), "may set out");
  std::ostringstream lines;
  for (const auto* level : {"low", "medium", "high", "emergency", "unknown", ""}) {
    for (const bool able : {true, false}) {
      for (const bool child : {false, true}) {
        Traveller who{.risk_level = level, .able_alone = able, .under_18 = child};
        Travel how = alone();
        how.best_interests = "đã cân nhắc";
        lines << (*level == '\0' ? "never assessed" : level) << (able ? " able" : " unable")
              << (child ? " child" : " adult") << ": " << verdict(how, who) << "\n";
      }
    }
  }
  EXPECT_EQ(
      lines.str(),
      "low able adult: may set out\n"
      "low able child: mode not_under_18\n"
      "low unable adult: mode not_able_alone\n"
      "low unable child: mode not_under_18, mode not_able_alone\n"
      "medium able adult: mode not_at_this_risk\n"
      "medium able child: mode not_under_18, mode not_at_this_risk\n"
      "medium unable adult: mode not_at_this_risk, mode not_able_alone\n"
      "medium unable child: mode not_under_18, mode not_at_this_risk, mode not_able_alone\n"
      "high able adult: mode not_at_this_risk\n"
      "high able child: mode not_under_18, mode not_at_this_risk\n"
      "high unable adult: mode not_at_this_risk, mode not_able_alone\n"
      "high unable child: mode not_under_18, mode not_at_this_risk, mode not_able_alone\n"
      "emergency able adult: mode not_at_this_risk\n"
      "emergency able child: mode not_under_18, mode not_at_this_risk\n"
      "emergency unable adult: mode not_at_this_risk, mode not_able_alone\n"
      "emergency unable child: mode not_under_18, mode not_at_this_risk, mode not_able_alone\n"
      "unknown able adult: mode not_at_this_risk\n"
      "unknown able child: mode not_under_18, mode not_at_this_risk\n"
      "unknown unable adult: mode not_at_this_risk, mode not_able_alone\n"
      "unknown unable child: mode not_under_18, mode not_at_this_risk, mode not_able_alone\n"
      "never assessed able adult: mode not_at_this_risk\n"
      "never assessed able child: mode not_under_18, mode not_at_this_risk\n"
      "never assessed unable adult: mode not_at_this_risk, mode not_able_alone\n"
      "never assessed unable child: mode not_under_18, mode not_at_this_risk, mode "
      "not_able_alone\n");
}

TEST(TravellingAlone, NeedsSheetPapersAllowanceAndReceipt) {
  Travel bare{.mode = Mode::self_travel};
  EXPECT_EQ(verdict(bare, adult_at_low_risk()),
            "information_sheet required, papers required, allowance required, receipt required");
  Travel nothing_paid = alone();
  nothing_paid.allowance = 0;
  EXPECT_EQ(verdict(nothing_paid, adult_at_low_risk()), "allowance required");
}

// somebody who was told, with name and time, and an escort.
TEST(TravellingEscorted, NeedsANotifiedBodyAndAnEscort) {
  const Traveller at_risk{.risk_level = "high"};
  EXPECT_EQ(verdict(with_escort(), at_risk), "may set out");
  EXPECT_EQ(verdict({.mode = Mode::escorted}, at_risk), "notified required, escort required");
  EXPECT_EQ(verdict({.mode = Mode::handed_over_at_border}, at_risk),
            "notified required, escort required");
}

// her parent or guardian, unless against her; and why it is best for her.
TEST(AChild, TravelsWithAGuardianWhoIsNotAgainstHerOrEscorted) {
  const Traveller child{.risk_level = "medium",
                        .under_18 = true,
                        .guardians = {{.name = "Mẹ Thử"}, {.name = "Cha Thử", .adverse = true}}};
  EXPECT_EQ(verdict(with_her_guardian("Mẹ Thử"), child), "may set out");
  EXPECT_EQ(verdict(with_her_guardian("Cha Thử"), child), "guardian_name adverse");
  EXPECT_EQ(verdict(with_her_guardian("cha thu"), child), "guardian_name adverse");
  EXPECT_EQ(verdict(with_her_guardian("Ông Lạ"), child), "guardian_name not_a_guardian");
  EXPECT_EQ(verdict(with_her_guardian(""), child), "guardian_name required");
  Travel escort = with_escort();
  EXPECT_EQ(verdict(escort, child), "best_interests required");
  escort.best_interests = "có cán bộ nữ đi cùng";
  EXPECT_EQ(verdict(escort, child), "may set out");
}

TEST(AGuardian, KnownAsAPersonIsFoundByThePersonAndNotByTheName) {
  const Traveller child{.under_18 = true,
                        .guardians = {{.person = "p1", .name = "Mẹ Thử", .adverse = true}}};
  Travel travel = with_her_guardian("Mẹ Thử");
  travel.guardian_person = "p2";
  EXPECT_EQ(verdict(travel, child), "guardian_name not_a_guardian");
  travel.guardian_person = "p1";
  EXPECT_EQ(verdict(travel, child), "guardian_name adverse");
}

std::string modes(const Traveller& traveller) {
  std::string text;
  for (const Mode mode : allowed_modes(traveller)) {
    text += (text.empty() ? "" : " ") + std::string(base::name_of(kModeNames, mode));
  }
  return text;
}

TEST(Modes, AreOfferedAsTheRulesAllowThem) {
  EXPECT_EQ(modes(adult_at_low_risk()), "self_travel escorted handed_over_at_border remote");
  EXPECT_EQ(modes({.risk_level = "high", .able_alone = true}),
            "escorted handed_over_at_border remote");
  EXPECT_EQ(modes({.risk_level = "low",
                   .able_alone = true,
                   .under_18 = true,
                   .guardians = {{.name = "Mẹ Thử"}}}),
            "escorted with_guardian handed_over_at_border remote");
  EXPECT_EQ(modes({.under_18 = true, .guardians = {{.name = "Cha Thử", .adverse = true}}}),
            "escorted handed_over_at_border remote");
}

}  // namespace
}  // namespace hd::referrals
