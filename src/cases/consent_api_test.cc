// Recording and withdrawing consents over the routes, by those who may and those who may not.

#include <string>

#include "cases/testing_care.h"

namespace hd::cases::testing {
namespace {

class ConsentApi : public CareScene {
 protected:
  static std::string asked(const std::string& more = R"("given_by":"self")",
                           const std::string& agrees = "yes",
                           const std::string& purpose = "support") {
    return R"({"purpose":")" + purpose + R"(","recipient_organisation_id":")" + kHealth.str() +
           R"(","categories":["work","identity"],"form":"signed","language":"vi",)"
           R"("text_version":"2026-01","answers":{"agrees":")" +
           agrees +
           R"(","told_purpose":"yes","told_use":"yes","told_research":"yes",)"
           R"("told_right_to_ask":"yes","told_storage_time":"yes","told_how_to_withdraw":"yes"},)" +
           more + "}";
  }
  std::string recorded() {
    const auto response = post(1, "/consents", asked());
    EXPECT_EQ(response.status, 201) << response.body;
    return text_of(response, "id");
  }
  HttpResponse withdraw(int user, const std::string& id, const std::string& version = "1") {
    return call(user, "POST", "/consents/" + id + "/withdrawals",
                R"({"version":)" + version + R"(,"reason":"đổi ý","given_by":"self"})");
  }
  /// How often the open screens of the health body were told to look again, without being told at
  /// whom.
  std::int64_t told() {
    return stage_.database->read([&](platform::Transaction& tx) {
      constexpr std::string_view kTold =
          "SELECT COUNT(*) AS n FROM event WHERE topic = 'consent.changed' AND scope_org = $1 "
          "AND object_id = $1";
      return tx.query(kTold, {kHealth.str()}).front().number("n");
    });
  }
  int marks() {
    return stage_.database->read([&](platform::Transaction& tx) {
      return consent_marks(tx, kPerson, kHealth, Purpose::support, base::local_date(stage_.now));
    });
  }
};

// Source: R-016, R-019.
TEST_F(ConsentApi, OpensTheMarksThatWereAgreedAndAWithdrawalClosesThemAtOnce) {
  EXPECT_EQ(marks(), 0);
  const std::string id = recorded();
  EXPECT_EQ(marks(), access::kWork | access::kIdentity);
  EXPECT_EQ(told(), 1);
  const auto done = withdraw(1, id);
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_NE(done.body.find(kHealth.str()), std::string::npos) << "the holder has to be told";
  EXPECT_EQ(marks(), 0);
  EXPECT_EQ(told(), 2);
  EXPECT_EQ(clocks(), "CONSENT_TELL open");
  EXPECT_EQ(text_of(withdraw(1, id, "2"), "code"), "consent.already_withdrawn");
  EXPECT_EQ(text_of(withdraw(1, id), "code"), "stale");
}

TEST_F(ConsentApi, ARefusalLaterEndsWhatWasAgreedBefore) {
  recorded();
  const auto refused = post(1, "/consents", asked(R"("given_by":"self")", "no"));
  EXPECT_EQ(refused.status, 201) << refused.body;
  EXPECT_EQ(text_of(refused, "state"), "refused");
  EXPECT_EQ(marks(), 0);
  EXPECT_EQ(clocks(), "CONSENT_TELL open");
}

TEST_F(ConsentApi, TellsWhoWasHandedWhat) {
  recorded();
  stage_.database->write([&](platform::Transaction& tx) {
    note_disclosure(tx, stage_.now,
                    {kPerson, kPolice, bit(Category::documents), "referral", base::random_uuid()});
    return true;
  });
  const auto seen = get(1, "/consents");
  EXPECT_NE(seen.body.find(kPolice.str()), std::string::npos) << seen.body;
  EXPECT_NE(seen.body.find(R"("known_from":"disclosure")"), std::string::npos);
}

// Source: R-022, Law 91/2025 Art. 24.
TEST_F(ConsentApi, OfAChildNeedsARepresentativeWhoIsNotAgainstHer) {
  change_person(2014, {{.name = "Ông Mẫu", .relation = "cha", .adverse = true}});
  const auto alone = post(1, "/consents", asked());
  EXPECT_EQ(text_of(alone, "state"), "incomplete");
  EXPECT_NE(alone.body.find(R"("missing":["representative"])"), std::string::npos) << alone.body;
  const auto with = [&](const std::string& representative, const std::string& more = "") {
    return post(1, "/consents",
                asked(R"("given_by":"both","representative":)" + representative + more));
  };
  const auto adverse = with(R"({"kind":"parent","name":"Ông Mẫu"})");
  EXPECT_EQ(adverse.status, 403);
  EXPECT_EQ(text_of(adverse, "code"), "consent.representative_not_allowed");
  const auto excluded = with(R"({"kind":"guardian","name":"Chú","user_id":")" +
                             contacts::testing::user(6).str() + "\"}");
  EXPECT_EQ(excluded.body, adverse.body) << "who is excluded is nobody's business";
  EXPECT_EQ(text("SELECT CAST(COUNT(*) AS TEXT) AS t FROM audit_entry "
                 "WHERE action = 'refused' AND purpose = 'not_allowed'"),
            "2");
  EXPECT_EQ(marks(), 0);

  const auto waiting =
      post(1, "/consents",
           asked(R"("given_by":"self","representative_excluded_reason":"cha là đối tượng")"));
  EXPECT_EQ(waiting.status, 201) << waiting.body;
  EXPECT_EQ(clocks(), "CONSENT_OFFICER open");
  const auto officer = with(R"({"kind":"child_protection_officer","name":"Cán bộ Mẫu"})",
                            R"(,"representative_excluded_reason":"cha là đối tượng")");
  EXPECT_EQ(text_of(officer, "state"), "in_force") << officer.body;
  EXPECT_EQ(clocks(), "CONSENT_OFFICER done");
}

TEST_F(ConsentApi, OfASmallChildEndsTheDayBeforeSheTurnsSeven) {
  change_person(2022);  // born on 2 January: seven on 2 January 2029
  const auto given =
      post(1, "/consents",
           asked(R"("given_by":"guardian","representative":{"kind":"parent","name":"Bà Mẫu"})"));
  EXPECT_EQ(text_of(given, "valid_to"), "2029-01-01") << given.body;
}

TEST_F(ConsentApi, IsNobodysBusinessOutsideTheCase) {
  const std::string id = recorded();
  for (const int user : {4, 5, 6}) EXPECT_EQ(post(user, "/consents", asked()).status, 404) << user;
  for (const int user : {4, 5, 6}) EXPECT_EQ(withdraw(user, id).status, 404) << user;
  EXPECT_EQ(get(5, "/consents").status, 404);
  EXPECT_EQ(get(6, "/consents").status, 404);
  EXPECT_EQ(get(5, "/consents").body,
            call(5, "GET", "/persons/" + base::random_uuid() + "/consents").body);
  EXPECT_NE(marks(), 0);
}

TEST_F(ConsentApi, HidesWhoSpokeFromThoseWhoDoNotSeeIdentity) {
  post(1, "/consents", asked(R"("given_by":"self","evidence":"bản ký số 12")"));
  EXPECT_NE(get(2, "/consents").body.find("bản ký số 12"), std::string::npos);
  const auto investigator = get(4, "/consents");
  EXPECT_EQ(investigator.status, 200);
  EXPECT_EQ(investigator.body.find("bản ký số 12"), std::string::npos);
  EXPECT_NE(investigator.body.find(R"("masked":["evidence")"), std::string::npos);
}

TEST_F(ConsentApi, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(post(1, "/consents", asked(R"("given_by":"self","wider":true)")).status, 400);
  EXPECT_EQ(post(1, "/consents", asked(R"("given_by":"self")", "maybe")).status, 400);
  EXPECT_EQ(post(1, "/consents", asked(R"("given_by":"self")", "yes", "anything")).status, 400);
  EXPECT_EQ(marks(), 0);
}

}  // namespace
}  // namespace hd::cases::testing
