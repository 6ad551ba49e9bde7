// The way to the other side: travel, hand-over, follow-up; danger, from abroad, back home.

#include "referrals/api.h"
#include "referrals/testing.h"

namespace hd::referrals::testing {
namespace {

class ReferralJourney : public ReferralScene {};

// R-020 to R-022: refused when it is written, and on record.
TEST_F(ReferralJourney, NobodyAtRiskAndNoChildTravelsAlone) {
  const std::string alone =
      R"({"mode":"self_travel","information_sheet":true,"papers":["căn cước"],)"
      R"("allowance":300000,"receipt":"PC-7"})";
  const std::string id = accepted();
  ASSERT_EQ(step(officer_, id, "travel", alone).status, 200);
  assess("high", true);
  const auto risky = step(officer_, id, "travel", alone);
  EXPECT_EQ(risky.status, 409);
  EXPECT_EQ(words(body_of(risky), "fields", "code"), "not_at_this_risk");
  assess("low", true);
  change_person([](cases::Person& her) { her.identity.birth.year = 2011; });
  const auto child = step(officer_, id, "travel", alone);
  EXPECT_EQ(child.status, 409);
  EXPECT_EQ(words(body_of(child), "fields", "code"), "not_under_18");
  EXPECT_EQ(refusals("not_allowed"), 2);
}

TEST_F(ReferralJourney, AnAdverseGuardianNeverTakesOrSignsForAChild) {
  change_person([](cases::Person& her) {
    her.identity.birth.year = 2011;
    her.identity.guardians = {{.name = "Mẹ Thử", .relation = "mother"},
                              {.name = "Cha Thử", .relation = "father", .adverse = true}};
  });
  const auto with = [](const std::string& name) {
    return R"({"mode":"with_guardian","guardian_name":")" + name +
           R"(","best_interests":"được ở với mẹ"})";
  };
  const std::string id = prepared(with("Mẹ Thử"));
  const auto adverse = step(officer_, id, "travel", with("Cha Thử"));
  EXPECT_EQ(adverse.status, 409);
  EXPECT_EQ(words(body_of(adverse), "fields", "code"), "adverse");
  ASSERT_EQ(act(officer_, id, "depart").status, 200);
  ASSERT_EQ(post(officer_, id, "hand-over-records", record()).status, 201);
  const auto signs = post(officer_, id, "signatures",
                          R"("role":"guardian","name":"Cha Thử","strokes":[[{"x":1,"y":1},)"
                          R"({"x":2,"y":2}]])");
  EXPECT_EQ(signs.status, 409);
  EXPECT_EQ(text_of(signs, "code"), "referral.not_allowed");
}

TEST_F(ReferralJourney, NobodySetsOutBeforeTheGateOpens) {
  const std::string id = accepted();
  const auto shut = act(officer_, id, "depart");
  EXPECT_EQ(shut.status, 409);
  EXPECT_EQ(words(body_of(shut), "fields", "field"), "final_decision,documents_consent,travel");
  EXPECT_EQ(status(id), "accepted");
}

// R-023, R-127: three signatures hand her over; the paper is issued; five looks are due.
TEST_F(ReferralJourney, TheThirdSignatureHandsHerOver) {
  const std::string id = on_the_way();
  EXPECT_EQ(post(officer_, id, "signatures", signature("giver")).status, 409);
  ASSERT_EQ(post(officer_, id, "hand-over-records", record()).status, 201);
  EXPECT_EQ(post(officer_, id, "signatures", signature("receiver")).status, 400);
  ASSERT_EQ(post(officer_, id, "signatures", signature("giver")).status, 201);
  const auto twice = post(officer_, id, "signatures", signature("giver"));
  EXPECT_EQ(twice.status, 409);
  EXPECT_EQ(text_of(twice, "code"), "referral.signed_already");
  EXPECT_EQ(refusals("signed_already"), 1);
  ASSERT_EQ(post(health_, id, "signatures", signature("receiver")).status, 201);
  EXPECT_EQ(status(id), "in_transit");
  const auto last = post(health_, id, "signatures", signature("person"));
  ASSERT_EQ(last.status, 201) << last.body;
  EXPECT_EQ(text_of(last, "status"), "handed_over");
  const auto own = get(officer_, "/" + id);
  EXPECT_EQ(words(body_of(own), "follow_ups", "due_on"),
            "2026-04-02,2026-06-02,2026-09-02,2027-03-02,2028-03-02");
  EXPECT_EQ(words(body_of(own), "papers", "number"), "1/XN-CT,1/BBBG-CT");
  const auto paper = get(health_, "/" + id + "/papers/hand_over/pdf");
  EXPECT_EQ(paper.status, 200);
  EXPECT_TRUE(paper.body.starts_with("%PDF"));
}

TEST_F(ReferralJourney, ANewTextOfTheRecordHasToBeSignedAnew) {
  const std::string id = on_the_way();
  ASSERT_EQ(post(officer_, id, "hand-over-records", record()).status, 201);
  ASSERT_EQ(post(officer_, id, "signatures", signature("giver")).status, 201);
  ASSERT_EQ(post(health_, id, "hand-over-records", record()).status, 201);
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM referral_signature"), 0);
}

TEST_F(ReferralJourney, CompletingNeedsAnEvaluationAndAnOutcomePerNeed) {
  const std::string id = handed_over();
  ASSERT_EQ(act(health_, id, "start_service").status, 200);
  const std::string outcomes = R"("outcomes":[{"service":"shelter","outcome":"met"}])";
  EXPECT_EQ(act(officer_, id, "complete", outcomes).status, 409);
  const std::string evaluation =
      R"("evaluated_on":"2026-03-02","outcome":"safe_and_well","re_trafficking_risk":"low",)"
      R"("words":"tôi ổn")";
  ASSERT_EQ(post(officer_, id, "follow-ups/1/evaluations", evaluation).status, 200);
  EXPECT_EQ(post(officer_, id, "follow-ups/1/evaluations", evaluation).status, 409);
  EXPECT_EQ(post(officer_, id, "follow-ups/9/evaluations", evaluation).status, 404);
  EXPECT_EQ(act(officer_, id, "complete").status, 400);
  const auto done = act(officer_, id, "complete", outcomes);
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(text_of(done, "status"), "completed");
  EXPECT_EQ(post(officer_, id, "follow-ups/2/evaluations", evaluation).status, 200);
  EXPECT_NE(clocks(id).find("RF3 open"), std::string::npos);
}

// The emergency path: a manager, a reason, a duty for each step that follows; no identity sooner.
TEST_F(ReferralJourney, InDangerStepsTwoToFiveFollowAndEachIsADuty) {
  const std::string id = draft();
  ASSERT_EQ(step(officer_, id, "risk_assessment", "{}").status, 200);
  const std::string danger = R"("reason_code":"danger_to_life","note":"bị đe dọa")";
  EXPECT_EQ(post(officer_, id, "emergency", danger).status, 403);
  const auto opened = post(lead_, id, "emergency", danger);
  ASSERT_EQ(opened.status, 200) << opened.body;
  EXPECT_EQ(clocks(id), "RSK open, RSK open, RSK open, RSK open");
  ASSERT_EQ(act(officer_, id, "send").status, 200);
  EXPECT_EQ(act(officer_, id, "depart").status, 409);
  ASSERT_EQ(step(officer_, id, "travel", escorted()).status, 200);
  const auto off = act(officer_, id, "depart");
  ASSERT_EQ(off.status, 200) << off.body;
  EXPECT_TRUE(flag_of(off, "emergency"));
  consent(kHealth);
  EXPECT_EQ(
      call(health_, "POST", "/" + id + "/identity-reveals", R"({"reason":"emergency"})").status,
      409);
  ASSERT_EQ(step(officer_, id, "victim_opinion", opinion()).status, 200);
  ASSERT_EQ(act(health_, id, "accept", acceptance()).status, 200);
  ASSERT_EQ(step(officer_, id, "final_decision", decision()).status, 200);
  const auto last = step(officer_, id, "documents_consent", papers());
  ASSERT_EQ(last.status, 200) << last.body;
  EXPECT_EQ(words(*body_of(last).member("emergency_path"), "skipped"), "");
  EXPECT_EQ(clocks(id), "RA1 done, RSK done, RSK done, RSK done, RSK done, T4 open");
}

// R-033, R-049, R-055: the duty at once, C02 on that day, the consular route.
TEST_F(ReferralJourney, SomebodyAbroadIsToldToTheCriminalPoliceAtOnce) {
  change_person([](cases::Person& her) { her.facts.where = "abroad"; });
  const std::string id = ready();
  EXPECT_EQ(text_of(get(officer_, "/" + id), "route"), "from_abroad");
  EXPECT_EQ(clocks(id), "T5 open");
  ASSERT_EQ(act(officer_, id, "send").status, 200);
  EXPECT_EQ(clocks(id), "RA1 open, RR49 open, RR55 open, T4 open, T5 open");
  const auto called =
      post(officer_, id, "abroad-calls", R"("at":"2026-03-02T01:00:00Z","spoke_with":"trực ban")");
  ASSERT_EQ(called.status, 200) << called.body;
  EXPECT_NE(called.body.find("C02"), std::string::npos);
  EXPECT_EQ(clocks(id), "RA1 open, RR49 open, RR55 open, T4 open, T5 done");
}

TEST_F(ReferralJourney, SomebodyAbroadIsNotReferredWhenNobodyHasToCall) {
  change_person([](cases::Person& her) { her.facts.where = "abroad"; });
  const std::string id = ready();
  stage_.database->write([&](platform::Transaction& tx) {
    duties::settle_all(tx, stage_.now, lead_, "referral", id, duties::End::cancelled, "cancelled");
    return true;
  });
  const auto shut = act(officer_, id, "send");
  EXPECT_EQ(shut.status, 409);
  EXPECT_EQ(words(body_of(shut), "fields", "field"), "abroad_call");
}

// R-050, R-073: a foreign person goes home on a route of its own.
TEST_F(ReferralJourney, AForeignPersonsReturnHasItsOwnDuties) {
  change_person([](cases::Person& her) {
    her.facts.residence_class = "foreign";
    her.facts.citizenship = "kh";
  });
  const auto made = call(officer_, "POST", "", start(kHealth, "repatriation_out"));
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string id = text_of(made, "id");
  EXPECT_EQ(text_of(made, "route"), "foreign_return");
  ASSERT_EQ(step(officer_, id, "risk_assessment", "{}").status, 200);
  ASSERT_EQ(step(officer_, id, "victim_opinion", opinion()).status, 200);
  ASSERT_EQ(act(officer_, id, "send").status, 200);
  EXPECT_EQ(clocks(id), "RA1 open, RR50 open, RR73 open, T4 open");
}

}  // namespace
}  // namespace hd::referrals::testing
