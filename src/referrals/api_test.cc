// What people on both sides meet over HTTP.

#include "referrals/api.h"

#include "referrals/testing.h"

namespace hd::referrals::testing {
namespace {

class ReferralApi : public ReferralScene {};

// R-015: the card comes from the record; it says nothing that names her.
TEST_F(ReferralApi, ADraftTakesTheCardFromThePersonsRecord) {
  const auto response = call(officer_, "POST", "", start(kHealth));
  ASSERT_EQ(response.status, 201) << response.body;
  const auto body = body_of(response);
  EXPECT_EQ(text_of(response, "status"), "draft");
  EXPECT_EQ(*body.member("card")->member("sex"), platform::Json("female"));
  EXPECT_EQ(*body.member("card")->member("risk_level"), platform::Json("low"));
  EXPECT_EQ(*body.member("card")->member("child"), platform::Json(false));
  EXPECT_EQ(words(body, "next_actions"), "edit,record_step,send,withdraw_by_victim,cancel");
  EXPECT_EQ(get(health_, "/" + text_of(response, "id")).status, 404);
}

/// Whose turn it is has it in "my work"; whose turn it is not, or who has lost sight, has not. What
/// has ended is not looked at: however many there are, one that waits is found.
TEST_F(ReferralApi, WaitsForTheSideWhoseTurnItIs) {
  const auto waiting = [&](const access::Actor& who) {
    return stage_.database->read([&](platform::Transaction& tx) {
      std::string text;
      for (const Seen& seen : operations_.waiting(tx, {who, stage_.now}, 50)) {
        text += seen.referral.number + " ";
      }
      return text;
    });
  };
  const auto first = sent();
  stage_.now += std::chrono::minutes(1);
  const auto second = sent(kWomen);
  EXPECT_EQ(waiting(officer_), "");
  EXPECT_EQ(waiting(colleague_), "");
  EXPECT_EQ(waiting(health_) + waiting(women_), "CT-2026-00001 CT-2026-00002 ");
  EXPECT_EQ(act(women_, second, "decline", R"("reason":"no_capacity")").status, 200);
  EXPECT_EQ(waiting(officer_) + waiting(women_), "CT-2026-00002 ");
  const auto unit = R"("unit_id":")" + kHealthUnit.str() + R"(","reported_to":"Giám đốc")";
  EXPECT_EQ(act(health_, first, "delegate", unit).status, 200);
  EXPECT_EQ(waiting(health_unit_) + waiting(health_), "CT-2026-00001 ");
  EXPECT_EQ(act(officer_, first, "cancel", R"("reason":"entered_in_error")").status, 200);
  EXPECT_EQ(waiting(health_unit_) + waiting(health_), "");
}

// R-015, R-016: without risk and opinion nobody is asked; what is missing is said.
TEST_F(ReferralApi, SendingWaitsForRiskAndOpinion) {
  const std::string id = draft();
  const auto shut = act(officer_, id, "send");
  EXPECT_EQ(shut.status, 409);
  EXPECT_EQ(text_of(shut, "code"), "referral.gate_closed");
  EXPECT_EQ(words(body_of(shut), "fields", "field"), "risk_assessment,victim_opinion");
  EXPECT_EQ(refusals("gate_closed"), 1);
  ASSERT_EQ(step(officer_, id, "risk_assessment", "{}").status, 200);
  ASSERT_EQ(step(officer_, id, "victim_opinion", opinion()).status, 200);
  const auto gone = act(officer_, id, "send");
  ASSERT_EQ(gone.status, 200) << gone.body;
  EXPECT_EQ(text_of(gone, "number"), "CT-2026-00001");
  EXPECT_EQ(clocks(id), "RA1 open, T4 open");
}

TEST_F(ReferralApi, ARiskNobodyAssessedIsNoStep) {
  const std::string id = draft();
  stage_.database->write(
      [&](platform::Transaction& tx) { return tx.execute("DELETE FROM risk_assessment", {}) > 0; });
  const auto response = step(officer_, id, "risk_assessment", "{}");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(words(body_of(response), "fields", "code"), "no_assessment");
}

// R-016, R-018: her no ends it at either step.
TEST_F(ReferralApi, HerNoEndsTheReferral) {
  const std::string first = draft();
  const auto response = step(officer_, first, "victim_opinion", opinion("refuses"));
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(status(first), "withdrawn_by_victim");
  const std::string second = accepted();
  EXPECT_EQ(step(officer_, second, "final_decision", decision("not_go")).status, 200);
  EXPECT_EQ(status(second), "withdrawn_by_victim");
  EXPECT_EQ(get(health_, "/" + second).status, 404);
}

// R-126: the step names the agency and the officer who did it, not who typed it.
TEST_F(ReferralApi, AStepNamesWhoPerformedIt) {
  const std::string id = draft();
  const auto response = call(
      officer_, "PUT", "/" + id + "/steps/victim_opinion",
      with_version(id, R"("officer":"Người Thử Chín","organisation_id":")" + kWomen.str() +
                           R"(","done_at":"2026-03-02T02:00:00Z","victim_opinion":)" + opinion()));
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_NE(response.body.find("Người Thử Chín"), std::string::npos);
  EXPECT_NE(response.body.find(kWomen.str()), std::string::npos);
  const auto later = step(officer_, id, "risk_assessment", "{}");
  ASSERT_EQ(later.status, 200);
  const auto future =
      call(officer_, "PUT", "/" + id + "/steps/victim_opinion",
           with_version(id, R"("officer":"A","done_at":"2031-01-01T00:00:00Z","victim_opinion":)" +
                                opinion()));
  EXPECT_EQ(words(body_of(future), "fields", "code"), "in_future");
}

// R-017, R-026, R-030: the receiver sees the card, accepts in writing, and the paper is there.
TEST_F(ReferralApi, TheReceiverSeesTheCardAndAcceptsInWriting) {
  const std::string id = sent();
  const auto before = get(health_, "/" + id);
  ASSERT_EQ(before.status, 200) << before.body;
  EXPECT_EQ(before.body.find(kName), std::string::npos);
  EXPECT_EQ(before.body.find(kPerson.str()), std::string::npos);
  EXPECT_EQ(before.body.find(kCase.str()), std::string::npos);
  EXPECT_EQ(before.body.find("gần nhà"), std::string::npos);
  EXPECT_EQ(text_of(before, "party"), "receiver");
  EXPECT_EQ(words(body_of(before), "next_actions"), "acknowledge,accept,delegate,decline");
  EXPECT_EQ(act(health_, id, "accept").status, 400);
  const auto accepted = act(health_, id, "accept", acceptance());
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(text_of(accepted, "status"), "accepted");
  EXPECT_EQ(clocks(id), "RA1 done, T4 open");
  const auto paper = get(officer_, "/" + id + "/papers/acceptance/pdf");
  EXPECT_EQ(paper.status, 200);
  EXPECT_TRUE(paper.body.starts_with("%PDF"));
  EXPECT_EQ(act(health_, id, "accept", acceptance()).status, 409);
}

// R-017, R-019: who she is, only with acceptance and consent; and no longer without.
TEST_F(ReferralApi, IdentityNeedsAcceptanceAndConsent) {
  const std::string id = sent();
  const std::string reason = R"({"reason":"reception"})";
  consent(kHealth);
  const auto early = call(health_, "POST", "/" + id + "/identity-reveals", reason);
  EXPECT_EQ(early.status, 409);
  EXPECT_EQ(words(body_of(early), "fields", "field"), "service_info_acceptance");
  EXPECT_EQ(refusals("gate_closed"), 1);
  EXPECT_FALSE(flag_of(get(health_, "/" + id), "identity_available"));

  const std::string second = accepted();
  const auto seen = call(health_, "POST", "/" + second + "/identity-reveals", reason);
  ASSERT_EQ(seen.status, 200) << seen.body;
  EXPECT_NE(seen.body.find(kName), std::string::npos);
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM audit_entry WHERE action = 'referral.reveal'"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM disclosure"), 1);
}

// R-017, R-019: her consent does not speak for those who go along.
TEST_F(ReferralApi, WhoGoesAlongIsShownByTheirOwnConsentOnly) {
  const auto sister = base::testing::id<cases::PersonId>(2);
  const auto child = base::testing::id<cases::PersonId>(3);
  add_person(sister, cases::PersonKind::relative, "Người Thân Hư Cấu");
  add_person(child, cases::PersonKind::accompanying_minor, "Bé Hư Cấu");
  const std::string id = ready();
  const std::string along =
      R"("accompanying_person_ids":[")" + sister.str() + R"(",")" + child.str() + "\"]";
  ASSERT_EQ(call(officer_, "PUT", "/" + id, with_version(id, along)).status, 200);
  ASSERT_EQ(act(officer_, id, "send").status, 200);
  ASSERT_EQ(act(health_, id, "accept", acceptance()).status, 200);
  consent(kHealth);
  const auto of_child = consent(kHealth, false, child);
  const std::string reason = R"({"reason":"reception"})";
  const auto names = [&](const access::Actor& actor) {
    const auto seen = call(actor, "POST", "/" + id + "/identity-reveals", reason);
    EXPECT_EQ(seen.status, 200) << seen.body;
    return words(body_of(seen), "persons", "full_name");
  };
  EXPECT_EQ(names(health_), kName + ",Bé Hư Cấu");
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM disclosure"), 2);
  withdraw(of_child);
  EXPECT_EQ(names(health_), kName);
  EXPECT_EQ(names(officer_), kName + ",Người Thân Hư Cấu,Bé Hư Cấu");
}

TEST_F(ReferralApi, AnOffenderIsNeitherReferredNorGoesAlong) {
  const auto offender = base::testing::id<cases::PersonId>(2);
  add_person(offender, cases::PersonKind::offender, "Kẻ Xấu Hư Cấu");
  const std::string id = draft();
  const std::string with = R"("accompanying_person_ids":[")" + offender.str() + "\"]";
  const auto along = call(officer_, "PUT", "/" + id, with_version(id, with));
  EXPECT_EQ(along.status, 400);
  EXPECT_EQ(words(body_of(along), "fields", "field"), "accompanying_person_ids.0");
  change_person([](cases::Person& person) { person.kind = cases::PersonKind::offender; });
  const auto alone = call(officer_, "POST", "", start(kHealth));
  EXPECT_EQ(alone.status, 400);
  EXPECT_EQ(words(body_of(alone), "fields", "field"), "person_id");
}

TEST_F(ReferralApi, WithdrawnConsentClosesIdentityAndTravelAtOnce) {
  const std::string id = accepted();
  const auto given = consent(kHealth);
  ASSERT_EQ(step(officer_, id, "final_decision", decision()).status, 200);
  ASSERT_EQ(step(officer_, id, "documents_consent", papers()).status, 200);
  ASSERT_EQ(step(officer_, id, "travel", escorted()).status, 200);
  const std::string reason = R"({"reason":"travel"})";
  ASSERT_EQ(call(health_, "POST", "/" + id + "/identity-reveals", reason).status, 200);
  withdraw(given);
  const auto closed = call(health_, "POST", "/" + id + "/identity-reveals", reason);
  EXPECT_EQ(closed.status, 409);
  EXPECT_EQ(words(body_of(closed), "fields", "field"), "consent");
  const auto stays = act(officer_, id, "depart");
  EXPECT_EQ(stays.status, 409);
  EXPECT_EQ(words(body_of(stays), "fields", "field"), "documents_consent");
  EXPECT_EQ(act(officer_, id, "release_pack").status, 409);
}

// R-013, R-031: no sight in the same transaction; the chain goes on without the one that declined.
TEST_F(ReferralApi, DecliningClosesTheCardAndAsksTheSenderToGoOn) {
  const std::string id = sent();
  EXPECT_EQ(act(health_, id, "decline").status, 400);
  const auto declined = act(health_, id, "decline", R"("reason":"no_capacity")");
  ASSERT_EQ(declined.status, 200) << declined.body;
  EXPECT_TRUE(body_of(declined).member("card")->is_null());
  EXPECT_EQ(get(health_, "/" + id).status, 404);
  EXPECT_EQ(words(body_of(get(health_, "")), "items", "id"), "");
  EXPECT_EQ(clocks(id), "R31 open, RA1 done, T4 open");
  EXPECT_EQ(get(officer_, "/" + id + "/suggested-targets").body.find(kHealth.str()),
            std::string::npos);
  const std::string again = R"("target":{"organisation_id":")" + kHealth.str() + "\"}";
  EXPECT_EQ(post(officer_, id, "reroutes", again).status, 400);
  const auto next =
      post(officer_, id, "reroutes", R"("target":{"organisation_id":")" + kWomen.str() + "\"}");
  ASSERT_EQ(next.status, 201) << next.body;
  EXPECT_EQ(words(body_of(next), "chain", "status"), "rerouted,draft");
  const std::string second = text_of(next, "id");
  ASSERT_EQ(act(officer_, second, "send").status, 200);
  EXPECT_EQ(clocks(id), "R31 done, RA1 done, T4 open");
  EXPECT_EQ(get(women_, "/" + second).status, 200);
  EXPECT_EQ(words(body_of(get(women_, "/" + second)), "chain", "status"), "sent");
}

// R-032: only inside the receiver's own system; its superior is told; it keeps following.
TEST_F(ReferralApi, DelegatingStaysInsideTheReceiversSystem) {
  const std::string id = sent();
  const std::string out = R"("unit_id":")" + kPoliceUnit.str() + R"(","reported_to":"Giám đốc")";
  const auto outside = act(health_, id, "delegate", out);
  EXPECT_EQ(outside.status, 409);
  EXPECT_EQ(text_of(outside, "code"), "referral.not_allowed");
  EXPECT_EQ(refusals("not_allowed"), 1);
  const std::string own = R"("unit_id":")" + kHealthUnit.str() + "\"";
  EXPECT_EQ(act(health_, id, "delegate", own).status, 400);
  const auto delegated = act(health_, id, "delegate", own + R"(,"reported_to":"Giám đốc Sở")");
  ASSERT_EQ(delegated.status, 200) << delegated.body;
  EXPECT_EQ(clocks(id), "R32 open, RA1 open, T4 open");
  EXPECT_EQ(text_of(get(health_unit_, "/" + id), "party"), "unit");
  const auto back = act(health_unit_, id, "give_back", R"("reason":"no_staff")");
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_EQ(status(id), "acknowledged");
  EXPECT_EQ(get(health_unit_, "/" + id).status, 404);
  ASSERT_EQ(act(health_, id, "delegate", own + R"(,"reported_to":"Giám đốc Sở")").status, 200);
  const auto accepted = act(health_unit_, id, "accept", acceptance());
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(get(health_, "/" + id).status, 200);
}

// R-031: silence is an answer after two working days.
TEST_F(ReferralApi, WhatNobodyAnswersExpires) {
  const std::string id = sent();
  EXPECT_EQ(operations_.expire_due(*stage_.database, stage_.now + std::chrono::hours(24)), 0U);
  EXPECT_EQ(operations_.expire_due(*stage_.database, stage_.now + std::chrono::hours(72)), 1U);
  EXPECT_EQ(operations_.expire_due(*stage_.database, stage_.now + std::chrono::hours(72)), 0U);
  EXPECT_EQ(status(id), "expired");
  EXPECT_EQ(get(health_, "/" + id).status, 404);
  EXPECT_EQ(clocks(id), "R31 open, RA1 cancelled, T4 open");
  EXPECT_EQ(
      post(officer_, id, "reroutes", R"("target":{"organisation_id":")" + kWomen.str() + "\"}")
          .status,
      201);
}

// The sender is told of every turn, by a number and nothing else.
TEST_F(ReferralApi, TheSenderIsToldOfEveryTurnByTheNumberAlone) {
  const std::string id = accepted();
  EXPECT_GE(count("SELECT COUNT(*) AS n FROM outbox WHERE code = 'CT-2026-00001'"), 1);
  EXPECT_GE(count("SELECT COUNT(*) AS n FROM outbox WHERE to_user = '" + officer_.user.str() +
                  "' AND code = 'CT-2026-00001'"),
            1);
}

// Need to know: a colleague without a part in the case has no sight; strangers cannot tell a
// referral from nothing.
TEST_F(ReferralApi, AStrangerCannotTellAReferralFromNothing) {
  const std::string id = sent();
  const std::string nothing = "/00000000-0000-4000-8000-00000000dead";
  for (const auto* who : {&colleague_, &women_, &police_, &health_unit_}) {
    const auto mine = get(*who, "/" + id);
    const auto none = get(*who, nothing);
    EXPECT_EQ(mine.status, 404);
    EXPECT_EQ(mine.body, none.body);
    EXPECT_EQ(act(*who, id, "accept", acceptance()).status, 404);
    EXPECT_EQ(words(body_of(get(*who, "")), "items", "id"), "");
  }
  EXPECT_EQ(get(admin_, "/" + id).status, 403);
  EXPECT_GE(refusals("not_found"), 12);
}

TEST_F(ReferralApi, ListsShowWhatOpens) {
  const std::string id = sent();
  EXPECT_EQ(words(body_of(get(officer_, "?scope=sent")), "items", "id"), id);
  EXPECT_EQ(words(body_of(get(lead_, "?scope=sent")), "items", "id"), id);
  EXPECT_EQ(words(body_of(get(officer_, "?scope=inbox")), "items", "id"), "");
  EXPECT_EQ(words(body_of(get(health_, "?scope=inbox")), "items", "id"), id);
  EXPECT_EQ(words(body_of(get(health_, "?scope=inbox&state=draft")), "items", "id"), "");
  EXPECT_EQ(words(body_of(get(officer_, "?case_id=" + kCase.str())), "items", "id"), id);
  EXPECT_EQ(get(officer_, "?scope=theirs").status, 400);
}

TEST_F(ReferralApi, WhoDecidedOnAnOlderVersionHasToLookAgain) {
  const std::string id = sent();
  const auto stale = call(health_, "POST", "/" + id + "/status-changes",
                          R"({"version":1,"action":"acknowledge"})");
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(text_of(stale, "code"), "stale");
}

}  // namespace
}  // namespace hd::referrals::testing
