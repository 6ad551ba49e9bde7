// Asking for, deciding on and ending an override of consent over the routes.

#include <chrono>
#include <string>

#include "cases/testing_care.h"

namespace hd::cases::testing {
namespace {

class OverrideApi : public CareScene {
 protected:
  std::string asked(const std::string& categories = R"("work","identity")",
                    std::chrono::hours hours = std::chrono::hours(24),
                    const std::string& purpose = "support") const {
    return R"({"purpose":")" + purpose + R"(","recipient_organisation_id":")" + kHealth.str() +
           R"(","categories":[)" + categories + R"(],"until":")" +
           base::to_rfc3339(stage_.now + hours) +
           R"(","reason":"life_danger","why":"bị đe dọa giết"})";
  }
  /// As somebody of the hotline in a post with this role.
  HttpResponse as(int user, Role role, const std::string& path, const std::string& body) {
    return stage_.ask(contacts::testing::person(user, role), "POST", path, body);
  }
  std::string request() {
    const auto response = post(1, "/consent-overrides", asked());
    EXPECT_EQ(response.status, 201) << response.body;
    return text_of(response, "id");
  }
  HttpResponse decide(int user, Role role, const std::string& id, bool approve = true,
                      int version = 1) {
    return as(user, role, "/consent-overrides/" + id + "/decisions",
              R"({"version":)" + std::to_string(version) + R"(,"approve":)" +
                  (approve ? "true" : "false") + R"(,"note":"đã xem"})");
  }
  HttpResponse after(int user, const std::string& id, const std::string& act, int version) {
    return call(
        user, "POST", "/consent-overrides/" + id + "/after-acts",
        R"({"version":)" + std::to_string(version) + R"(,"act":")" + act + R"(","note":"đã báo"})");
  }
  int marks(const directory::OrgId& recipient = kHealth, Purpose purpose = Purpose::support) {
    return stage_.database->read([&](platform::Transaction& tx) {
      return override_marks(tx, kPerson, recipient, purpose, stage_.now);
    });
  }
  int consents() {
    return stage_.database->read([&](platform::Transaction& tx) {
      return consent_marks(tx, kPerson, kHealth, Purpose::support, base::local_date(stage_.now));
    });
  }
  std::string refusals() {
    return text(
        "SELECT CAST(COUNT(*) AS TEXT) AS t FROM audit_entry "
        "WHERE action = 'refused' AND purpose = 'not_allowed'");
  }
};

// Source: spec processes section 5, good practice 6.3; R-016.
TEST_F(OverrideApi, OpensOnlyWithASecondPersonAndOnlyWhatWasAsked) {
  const std::string id = request();
  EXPECT_EQ(marks(), 0);
  EXPECT_EQ(clocks(), "OVD open");
  const auto approved = decide(7, Role::hotline_lead, id);
  EXPECT_EQ(approved.status, 200) << approved.body;
  EXPECT_EQ(text_of(approved, "state"), "in_force");
  EXPECT_EQ(marks(), access::kWork | access::kIdentity);
  EXPECT_EQ(marks(kPolice), 0);
  EXPECT_EQ(marks(kHealth, Purpose::protection), 0);
  EXPECT_EQ(consents(), 0) << "it is not a consent";
  EXPECT_EQ(clocks(), "OVD done, OVR open, OVT open");
  const auto matrix = get(1, "/consents");
  EXPECT_NE(matrix.body.find(R"("state":"in_force")"), std::string::npos) << matrix.body;
  EXPECT_NE(matrix.body.find(R"("known_from":"disclosure")"), std::string::npos) << "a holder now";
  EXPECT_EQ(text("SELECT CAST(COUNT(*) AS TEXT) AS t FROM audit_entry WHERE action IN "
                 "('override.ask', 'override.approve') AND purpose = 'life_danger'"),
            "2");
}

TEST_F(OverrideApi, WhoAskedNeverDecidesWhateverPostsSheHas) {
  const std::string id = request();
  const auto own = decide(1, Role::hotline_lead, id);
  EXPECT_EQ(own.status, 403);
  EXPECT_EQ(text_of(own, "code"), "override.own_request_not_allowed");
  EXPECT_EQ(decide(1, Role::hotline_lead, id, false).status, 403);
  EXPECT_EQ(refusals(), "2") << "it is on record";
  EXPECT_EQ(marks(), 0);
  EXPECT_EQ(decide(2, Role::counsellor, id).status, 403) << "no manager";
  EXPECT_EQ(decide(6, Role::hotline_lead, id).status, 404) << "on the exclusion list";
  EXPECT_EQ(marks(), 0);
}

TEST_F(OverrideApi, IsAskedForByTheLeadOfficerAlone) {
  for (const int user : {2, 3, 4, 5, 6}) {
    EXPECT_EQ(post(user, "/consent-overrides", asked()).status, 404) << user;
  }
  EXPECT_EQ(
      as(7, Role::hotline_lead, "/persons/" + kPerson.str() + "/consent-overrides", asked()).status,
      404);
}

TEST_F(OverrideApi, EndsByItselfAtItsTimeAndAtOnceByHand) {
  const std::string first = request();
  EXPECT_EQ(decide(7, Role::hotline_lead, first).status, 200);
  stage_.now += std::chrono::hours(24);
  EXPECT_EQ(marks(), 0);
  EXPECT_NE(get(1, "/consents").body.find(R"("state":"expired")"), std::string::npos);
  const std::string second = request();
  EXPECT_EQ(decide(7, Role::hotline_lead, second).status, 200);
  EXPECT_NE(marks(), 0);
  const std::string path = "/consent-overrides/" + second + "/endings";
  const auto ended = as(7, Role::hotline_lead, path, R"({"version":2,"reason":"đã an toàn"})");
  EXPECT_EQ(ended.status, 200) << ended.body;
  EXPECT_EQ(marks(), 0);
  EXPECT_EQ(text_of(as(7, Role::hotline_lead, path, R"({"version":3,"reason":"x"})"), "code"),
            "override.wrong_state");
  EXPECT_EQ(text_of(as(7, Role::hotline_lead, path, R"({"version":1,"reason":"x"})"), "code"),
            "stale");
}

TEST_F(OverrideApi, ALateApprovalOpensNothing) {
  const std::string id = request();
  stage_.now += std::chrono::hours(25);
  EXPECT_EQ(text_of(decide(7, Role::hotline_lead, id), "code"), "override.wrong_state");
  EXPECT_EQ(marks(), 0);
  EXPECT_EQ(decide(7, Role::hotline_lead, id, false).status, 200) << "it can still be closed";
  EXPECT_EQ(clocks(), "OVD done");
}

TEST_F(OverrideApi, ARefusalOpensNothingAndOwesNothing) {
  const std::string id = request();
  EXPECT_EQ(text_of(decide(7, Role::shift_lead, id, false), "state"), "refused");
  EXPECT_EQ(marks(), 0);
  EXPECT_EQ(clocks(), "OVD done");
  EXPECT_EQ(text_of(after(1, id, "tell", 2), "code"), "override.wrong_state");
}

// Good practice 6.3: she is told as soon as it is safe, and what was shared is written down.
TEST_F(OverrideApi, TheAfterDutiesEndWithTheRecordAlone) {
  const std::string id = request();
  EXPECT_EQ(decide(7, Role::hotline_lead, id).status, 200);
  EXPECT_EQ(after(2, id, "tell", 2).status, 404) << "the lead officer's";
  const auto told = after(1, id, "tell", 2);
  EXPECT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(clocks(), "OVD done, OVR open, OVT done");
  EXPECT_EQ(text_of(after(1, id, "tell", 3), "code"), "override.wrong_state");
  EXPECT_EQ(after(1, id, "account", 3).status, 200);
  EXPECT_EQ(clocks(), "OVD done, OVR done, OVT done");
  EXPECT_NE(marks(), 0) << "it still holds until its time";
}

TEST_F(OverrideApi, RefusesWhatHasNoBounds) {
  const auto refused = [&](const std::string& body) {
    return post(1, "/consent-overrides", body).status;
  };
  EXPECT_EQ(refused(asked("")), 400);
  EXPECT_EQ(refused(asked(R"("everything")")), 400);
  EXPECT_EQ(refused(asked(R"("work")", std::chrono::hours(73))), 400) << "longer than rule OVX";
  EXPECT_EQ(refused(asked(R"("work")", std::chrono::hours(0))), 400);
  EXPECT_EQ(refused(asked(R"("work")", std::chrono::hours(1), "media")), 400);
  EXPECT_EQ(refused(R"({"purpose":"support"})"), 400);
  EXPECT_EQ(clocks(), "");
}

TEST_F(OverrideApi, HidesTheDangerFromThoseWhoDoNotSeeIdentity) {
  request();
  EXPECT_NE(get(2, "/consents").body.find("bị đe dọa giết"), std::string::npos);
  const auto investigator = get(4, "/consents");
  EXPECT_EQ(investigator.status, 200);
  EXPECT_EQ(investigator.body.find("bị đe dọa giết"), std::string::npos);
  EXPECT_EQ(investigator.body.find("life_danger"), std::string::npos);
}

}  // namespace
}  // namespace hd::cases::testing
