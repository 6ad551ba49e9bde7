// The identification over the routes: steps, papers, evidence, and who gets which duty on which
// day.

#include <string>

#include "cases/testing_care.h"

namespace hd::cases::testing {
namespace {

class IdentificationApi : public CareScene {
 protected:
  HttpResponse step(int version, const std::string& action, const std::string& more = "") {
    return post(
        1, "/identification-steps",
        R"({"version":)" + std::to_string(version) + R"(,"action":")" + action + "\"" + more + "}");
  }
  HttpResponse evidence(int version) {
    return post(1, "/evidence",
                R"({"version":)" + std::to_string(version) +
                    R"(,"kind":"ev_e","description":"vé xe, ảnh chụp"})");
  }
  /// "T9 hotline_111": who has which duty.
  std::string owners() {
    return stage_.database->read([&](platform::Transaction& tx) {
      std::string text;
      for (const auto& row :
           tx.query("SELECT d.rule_code, o.key FROM duty d JOIN organisation o ON o.id = d.org "
                    "WHERE d.state = 'open' ORDER BY d.rule_code")) {
        text +=
            (text.empty() ? "" : ", ") + row.text("rule_code") + " " + row.text("key").substr(4);
      }
      return text;
    });
  }
  static std::string at_police() {
    return R"(,"road":"self_report","province":"33","body_id":")" + kPolice.str() + "\"";
  }
};

// Source: T8 to T12, law 2.3 road A; R-072, R-074.
TEST_F(IdentificationApi, ReportedAtThePoliceStartsTheDutiesOfRoadA) {
  const auto suspected = step(0, "suspect", at_police());
  EXPECT_EQ(suspected.status, 200) << suspected.body;
  EXPECT_NE(suspected.body.find(R"("gets_support":true)"), std::string::npos);
  // The commune is not in the directory: the lead officer has to reach it.
  EXPECT_EQ(owners(), "T8 police_hung_yen, T9 hotline_111");
  const auto started = step(1, "start", R"(,"body_id":")" + kHealth.str() + "\"");
  EXPECT_EQ(started.status, 200) << started.body;
  EXPECT_EQ(owners(), "T10 health_hung_yen, T11 health_hung_yen, T12 police_hung_yen");
  EXPECT_NE(started.body.find(R"("turn":{"side":"body")"), std::string::npos);
  EXPECT_EQ(text("SELECT identification AS t FROM person"), "in_identification");
  EXPECT_EQ(text("SELECT identification AS t FROM case_file"), "in_identification");
}

TEST_F(IdentificationApi, NobodyKnowsTheLimitOfT12SinceTheNewLawAndItSaysSo) {
  step(0, "suspect", at_police());
  const auto started = step(1, "start");
  const auto at = started.body.find(R"("rule_code":"T12","actor_type")");
  ASSERT_NE(at, std::string::npos) << started.body;
  EXPECT_NE(started.body.find(R"("trust":"uncertain","limit_known":false)", at), std::string::npos);
  EXPECT_EQ(text("SELECT CAST(legal_number AS TEXT) AS t FROM duty WHERE rule_code = 'T12'"), "0");
  EXPECT_EQ(text("SELECT CAST(legal_number AS TEXT) AS t FROM duty WHERE rule_code = 'T11'"), "1");
}

// Source: law 2.8 number 4: before 1/7/2025 the district bodies.
TEST_F(IdentificationApi, BeforeTheSecondHalfOf2025TheDistrictBodiesHaveTheDuty) {
  step(0, "suspect", R"(,"road":"self_report","province":"33","happened_on":"2025-02-10")");
  const auto started = step(1, "start", R"(,"happened_on":"2025-02-11")");
  EXPECT_NE(started.body.find(R"("rule_code":"T11","actor_type":"div_labour_district",)"
                              R"("towards_type":"police_district")"),
            std::string::npos)
      << started.body;
  EXPECT_EQ(started.body.find("dept_health"), std::string::npos);
}

// Source: T5, R-033, R-055.
TEST_F(IdentificationApi, AVictimAbroadIsPhonedThroughToTheFocalPointOfThatDay) {
  const auto now = step(0, "suspect", R"(,"road":"abroad")");
  EXPECT_EQ(now.status, 200) << now.body;
  EXPECT_EQ(owners(), "R55 hotline_111, T5 hotline_111");
  EXPECT_NE(now.body.find("(C02)"), std::string::npos);
  EXPECT_EQ(now.body.find("(C45)"), std::string::npos);
}

TEST_F(IdentificationApi, InTheDaysOfC45TheFocalPointWasC45) {
  const auto then = step(0, "suspect", R"(,"road":"abroad","happened_on":"2017-05-03")");
  EXPECT_NE(then.body.find("(C45)"), std::string::npos) << then.body;
}

TEST_F(IdentificationApi, APaperConfirmsAndEndsTheDuties) {
  step(0, "suspect", at_police());
  step(1, "start");
  EXPECT_EQ(step(2, "confirm").status, 400);
  const auto done = step(
      2, "confirm", R"(,"paper":{"kind":"police_certificate","number":"12/GXN","issuer":"CA"})");
  EXPECT_EQ(text_of(done, "state"), "confirmed") << done.body;
  EXPECT_EQ(owners(), "T10 health_hung_yen");
  EXPECT_EQ(text_of(step(3, "appeal", R"(,"reason":"x")"), "code"), "identification.wrong_state");
}

TEST_F(IdentificationApi, WhatWasRefusedIsOpenedAgainByAppealOrWithNewEvidence) {
  step(0, "suspect", at_police());
  evidence(1);
  stage_.now += std::chrono::hours(1);
  EXPECT_EQ(text_of(step(1, "refuse", R"(,"reason":"không đủ dấu hiệu")"), "state"), "not_victim");
  stage_.now += std::chrono::hours(1);
  EXPECT_EQ(text_of(step(2, "reopen", R"(,"reason":"có tin mới")"), "code"),
            "identification.needs_new_evidence");
  EXPECT_EQ(evidence(2).status, 201);
  EXPECT_EQ(text_of(step(2, "reopen", R"(,"reason":"có tin mới")"), "state"), "in_identification");
}

TEST_F(IdentificationApi, UnreachableEndsTheClocksAndComingBackNeedsNoEvidence) {
  step(0, "suspect", at_police());
  EXPECT_EQ(text_of(step(1, "lost", R"(,"reason":"đổi số")"), "state"), "unreachable");
  EXPECT_EQ(owners(), "");
  EXPECT_EQ(text_of(step(2, "reopen", R"(,"reason":"gọi lại")"), "state"), "in_identification");
  EXPECT_EQ(owners(), "T10 health_hung_yen, T11 health_hung_yen, T12 police_hung_yen");
}

TEST_F(IdentificationApi, TwoPeopleCannotTakeTheSameStep) {
  step(0, "suspect", at_police());
  EXPECT_EQ(text_of(step(0, "start"), "code"), "stale");
  EXPECT_EQ(step(1, "start", R"(,"road":"by_air")").status, 400);
  EXPECT_EQ(step(1, "start", R"(,"province":"99")").status, 400);
}

TEST_F(IdentificationApi, HidesReasonsAndEvidenceFromThoseWhoDoNotSeeThem) {
  step(0, "suspect", at_police());
  evidence(1);
  step(1, "lost", R"(,"reason":"đổi số")");
  EXPECT_NE(get(2, "/identification").body.find("vé xe"), std::string::npos);
  const auto protection = get(3, "/identification").body;
  EXPECT_EQ(protection.find("vé xe"), std::string::npos);
  EXPECT_NE(protection.find("đổi số"), std::string::npos);
  EXPECT_EQ(get(4, "/identification").body.find("đổi số"), std::string::npos);
  EXPECT_EQ(get(5, "/identification").status, 404);
  EXPECT_EQ(get(6, "/identification").status, 404);
}

}  // namespace
}  // namespace hd::cases::testing
