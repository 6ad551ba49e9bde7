#include "referrals/gates.h"

#include <gtest/gtest.h>

#include "access/decide.h"

namespace hd::referrals {
namespace {

const base::Timestamp kNoon = base::parse_rfc3339("2026-03-02T05:00:00Z").value();
const base::Date kDay = base::local_date(kNoon);

Performed by() {
  return {.org = directory::OrgId::of_key("org.hotline_111"),
          .officer = "Người Thử Một",
          .at = kNoon,
          .recorded_by = access::UserId::of_key("user.1")};
}

/// Steps 1 to 6 of an escorted adult, all done.
Steps all_done() {
  Steps steps;
  steps.risk = RiskStep{.by = by(), .level = "high", .assessed_at = kNoon};
  steps.opinion = OpinionStep{.by = by(), .how_asked = "hỏi riêng, có phiên dịch"};
  steps.service = ServiceStep{by(), "mang giấy giới thiệu", "Người Thử Hai", "0900000001", "đón"};
  steps.decision = DecisionStep{
      by(),       "tạm lánh", "hai tuần",   "không nhận con trai lớn", "Người Thử Hai", kNoon,
      Choice::go, kDay,       "tôi muốn đi"};
  steps.documents = DocumentsStep{by(), {{"Giấy giới thiệu", access::kIdentity, false}}};
  steps.travel =
      TravelStep{by(),
                 {.mode = Mode::escorted,
                  .notified = {{.kind = BodyKind::pc_commune, .name = "UBND xã", .at = kNoon}},
                  .escort = Escort{.name = "Người Thử Ba", .organisation = "Công an xã"}}};
  return steps;
}

Facts all_there() {
  return {.traveller = {.risk_level = "high"},
          .consent = access::kWork | access::kIdentity,
          .needs_named = true,
          .target_named = true};
}

std::string words(const std::vector<base::FieldError>& missing) {
  std::string text;
  for (const auto& fault : missing) {
    text += (text.empty() ? "" : ", ") + fault.field + " " + fault.code;
  }
  return text.empty() ? "open" : text;
}

// The numbers are steps; * may follow afterwards on the emergency path.
//
TEST(Gates, AskExactlyThis) {
  EXPECT_EQ(gates_as_text(),
            "send: 1 2*; a need is named; a receiver is named; abroad: the criminal police were "
            "called or the duty to call is open\n"
            "identity: 3; consent of the person to show her identity to this receiver, or a "
            "manager's override in danger to life\n"
            "pack: 1 2 3 4 5; consent of the person to show her identity to this receiver; consent "
            "for the mark of every paper\n"
            "travel: 1 2* 3* 4* 5* 6; a receiver is named\n"
            "hand_over:; she has set out; the hand-over record is written; giver, receiver, and "
            "the person or her guardian have signed\n"
            "completion: 1 2 3 4 5 6 7; she was handed over; no skipped step is left\n");
}

TEST(Gates, OpenWhenEverythingIsThere) {
  for (const Gate gate : {Gate::send, Gate::identity, Gate::pack, Gate::travel}) {
    EXPECT_EQ(words(missing_at(gate, all_done(), all_there())), "open");
  }
}

TEST(Gates, OfAnEmptyDraftAreAllShut) {
  const Steps none;
  EXPECT_EQ(words(missing_at(Gate::send, none, {})),
            "risk_assessment required, victim_opinion required, needs required, target required");
  EXPECT_EQ(words(missing_at(Gate::identity, none, {})),
            "service_info_acceptance required, consent required");
  EXPECT_EQ(words(missing_at(Gate::travel, none, {})),
            "risk_assessment required, victim_opinion required, service_info_acceptance required, "
            "final_decision required, documents_consent required, travel required, "
            "target required");
  EXPECT_EQ(words(missing_at(Gate::hand_over, none, {})),
            "departure required, record required, signatures required");
}

// acceptance alone does not open identity, nor does consent alone.
TEST(Identity, OpensWithWrittenAcceptanceAndConsentTogether) {
  Steps steps = all_done();
  Facts facts = all_there();
  facts.consent = access::kWork;
  EXPECT_EQ(words(missing_at(Gate::identity, steps, facts)), "consent required");
  facts.consent = access::kAllMarks;
  steps.service.reset();
  EXPECT_EQ(words(missing_at(Gate::identity, steps, facts)), "service_info_acceptance required");
  facts.emergency = true;
  EXPECT_EQ(words(missing_at(Gate::identity, steps, facts)), "service_info_acceptance required");
}

// Spec processes section 5: danger to life opens identity after acceptance, no step and no pack.
TEST(Identity, AnOverrideOpensItAndNeitherAStepNorThePack) {
  const Steps steps = all_done();
  Facts facts = all_there();
  facts.consent = 0;
  facts.overridden = access::kNarrative;
  EXPECT_EQ(words(missing_at(Gate::identity, steps, facts)), "consent required");
  facts.overridden = access::kAllMarks;
  EXPECT_EQ(words(missing_at(Gate::identity, steps, facts)), "open");
  EXPECT_EQ(words(missing_at(Gate::pack, steps, facts)),
            "documents_consent required, consent required, documents no_consent");
  EXPECT_FALSE(is_done(Step::documents_consent, steps, facts));
  EXPECT_EQ(words(missing_at(Gate::identity, {}, facts)), "service_info_acceptance required");
}

// every paper of the pack is covered by what she consented to.
TEST(ThePack, HoldsNoPaperSheDidNotConsentTo) {
  Steps steps = all_done();
  steps.documents->documents.push_back({"Kết quả khám", access::kNarrative, true});
  EXPECT_EQ(words(missing_at(Gate::pack, steps, all_there())),
            "documents_consent no_consent, documents no_consent");
  Facts facts = all_there();
  facts.consent = access::kAllMarks;
  EXPECT_EQ(words(missing_at(Gate::pack, steps, facts)), "open");
}

TEST(AnOpinion, IsAskedInAWayThatIsWrittenDown) {
  Steps steps = all_done();
  steps.opinion->opinion = Opinion::cannot_express;
  EXPECT_EQ(words(missing_of(Step::victim_opinion, steps, all_there())), "speaker required");
  steps.opinion->opinion = Opinion::agrees_with_conditions;
  EXPECT_EQ(words(missing_of(Step::victim_opinion, steps, all_there())), "proposals required");
  steps.opinion->opinion = Opinion::refuses;
  EXPECT_EQ(words(missing_at(Gate::send, steps, all_there())), "victim_opinion refused");
}

// her no ends it, except where a life is in danger.
TEST(HerNo, EndsTheReferralUnlessALifeIsInDanger) {
  Steps steps = all_done();
  EXPECT_FALSE(ends_referral(Step::victim_opinion, steps, false));
  EXPECT_FALSE(ends_referral(Step::final_decision, steps, false));
  steps.opinion->opinion = Opinion::refuses;
  steps.decision->decision = Choice::not_go;
  EXPECT_TRUE(ends_referral(Step::victim_opinion, steps, false));
  EXPECT_TRUE(ends_referral(Step::final_decision, steps, false));
  EXPECT_FALSE(ends_referral(Step::victim_opinion, steps, true));
  EXPECT_FALSE(ends_referral(Step::travel, steps, false));
}

TEST(TheEmergencyPath, LetsStepsTwoToFiveFollowAndNothingElse) {
  Steps steps = all_done();
  steps.opinion.reset();
  steps.service.reset();
  steps.decision.reset();
  steps.documents.reset();
  Facts facts = all_there();
  facts.emergency = true;
  EXPECT_EQ(words(missing_at(Gate::send, steps, facts)), "open");
  EXPECT_EQ(words(missing_at(Gate::travel, steps, facts)), "open");
  EXPECT_EQ(skipped(steps, facts).size(), 4U);
  EXPECT_NE(words(missing_at(Gate::pack, steps, facts)), "open");
  EXPECT_NE(words(missing_at(Gate::completion, steps, facts)), "open");
  steps.travel.reset();
  EXPECT_EQ(words(missing_at(Gate::travel, steps, facts)), "travel required");
  steps.risk.reset();
  EXPECT_EQ(words(missing_at(Gate::send, steps, facts)), "risk_assessment required");
  facts.emergency = false;
  EXPECT_TRUE(skipped(steps, facts).empty());
}

// a person abroad is not referred before the criminal police are called, or have to be.
TEST(SomebodyAbroad, IsNotReferredBeforeThePoliceAreToldOrHaveToBe) {
  Facts facts = all_there();
  facts.abroad = true;
  EXPECT_EQ(words(missing_at(Gate::send, all_done(), facts)), "abroad_call required");
  facts.abroad_told = true;
  EXPECT_EQ(words(missing_at(Gate::send, all_done(), facts)), "open");
}

// the risk is that of the latest assessment, not of the day of step 1.
TEST(Travel, IsJudgedByHerRiskOnTheDayItself) {
  Steps steps = all_done();
  steps.travel->travel = {.mode = Mode::self_travel,
                          .information_sheet = true,
                          .papers = {"căn cước"},
                          .allowance = 200000,
                          .receipt = "PC-1"};
  Facts facts = all_there();
  facts.traveller = {.risk_level = "low", .able_alone = true};
  EXPECT_EQ(words(missing_at(Gate::travel, steps, facts)), "open");
  facts.traveller.risk_level = "high";
  EXPECT_EQ(words(missing_at(Gate::travel, steps, facts)), "mode not_at_this_risk");
}

// three signatures, and a look at what became of her.
TEST(TheEnd, NeedsTheSignedRecordAndAnEvaluation) {
  Facts facts = all_there();
  facts.departed = true;
  facts.record_written = true;
  facts.signatures_missing = 1;
  EXPECT_EQ(words(missing_at(Gate::hand_over, all_done(), facts)), "signatures required");
  facts.signatures_missing = 0;
  EXPECT_EQ(words(missing_at(Gate::hand_over, all_done(), facts)), "open");
  facts.handed_over = true;
  EXPECT_EQ(words(missing_at(Gate::completion, all_done(), facts)), "follow_up_handover required");
  facts.evaluations = 1;
  EXPECT_EQ(words(missing_at(Gate::completion, all_done(), facts)), "open");
}

}  // namespace
}  // namespace hd::referrals
