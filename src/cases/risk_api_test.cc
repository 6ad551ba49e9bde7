// Assessing risk and planning for safety over the routes.

#include <string>

#include "cases/testing_care.h"

namespace hd::cases::testing {
namespace {

class RiskApi : public CareScene {
 protected:
  /// All factors of the day answered no, but for `yes`.
  static std::string factors(const std::string& yes = "") {
    std::string text;
    for (const std::string code :
         {"offender_knows_address", "threats", "relative_involved", "debt", "no_papers",
          "injury_illness", "pregnancy", "suicide_risk", "drug_dependence", "child", "disability",
          "language_barrier", "no_home", "media_attention", "offender_at_large"}) {
      text += (text.empty() ? "" : ",");
      text += R"({"code":")" + code + R"(","answer":")" + (code == yes ? "yes" : "no") + "\"}";
    }
    return "[" + text + "]";
  }
  HttpResponse assess(int user, const std::string& level, const std::string& yes = "",
                      const std::string& more = "") {
    return post(user, "/risk-assessments",
                R"({"level":")" + level + R"(","able_to_travel_alone":"yes","factors":)" +
                    factors(yes) + more + "}");
  }
  HttpResponse plan(int user, int version, const std::string& more = "") {
    return call(user, "PUT", "/persons/" + kPerson.str() + "/safety-plan",
                R"({"version":)" + std::to_string(version) + more + "}");
  }
};

// Source: R-015.
TEST_F(RiskApi, ALevelBelowWhatTheFactorsAskForIsRefused) {
  const auto refused = assess(1, "low", "threats");
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.body.find("below_minimum"), std::string::npos) << refused.body;
  EXPECT_EQ(assess(1, "high", "threats").status, 201);
  EXPECT_EQ(text("SELECT risk_level AS t FROM case_file"), "high");
  const auto unknown = post(1, "/risk-assessments",
                            R"({"level":"low","able_to_travel_alone":"no",)"
                            R"("factors":[{"code":"weather","answer":"yes"}]})");
  EXPECT_NE(unknown.body.find(R"("factors.0.code","code":"unknown_value")"), std::string::npos)
      << unknown.body;
}

TEST_F(RiskApi, ComparesWithTheLastOne) {
  assess(1, "high", "threats");
  const auto second = assess(2, "low");
  EXPECT_EQ(text_of(second, "level_change"), "lower") << second.body;
  EXPECT_NE(second.body.find(R"({"code":"threats","before":"yes","now":"no"})"), std::string::npos);
  EXPECT_EQ(text("SELECT risk_level AS t FROM case_file"), "low");
}

// Her envelope is spoilt: who may open it gets an error, a stranger the same answer as ever.
TEST_F(RiskApi, NothingOfAPersonIsOpenedForAStranger) {
  stage_.database->write([](platform::Transaction& tx) {
    const platform::Blob spoilt{std::string(40, char{1})};
    return tx.execute("UPDATE person SET identity = $1", {spoilt});
  });
  EXPECT_EQ(get(5, "/risk-assessments").status, 404);
  EXPECT_EQ(get(1, "/risk-assessments").status, 500);
}

// Source: T13, T14: Decree 56/2017.
TEST_F(RiskApi, AChildInGraveDangerStartsTwelveHoursAndThePlanEndsThem) {
  change_person(2015);
  const auto given = assess(1, "emergency", "", R"(,"emergency":true)");
  EXPECT_EQ(given.status, 201) << given.body;
  EXPECT_EQ(clocks(), "T13 open, T14 open");
  EXPECT_EQ(text("SELECT CAST((due_at - started_at) / 3600000 AS TEXT) AS t FROM duty "
                 "WHERE rule_code = 'T13'"),
            "12");
  assess(1, "emergency", "", R"(,"emergency":true)");
  EXPECT_EQ(clocks(), "T13 open, T14 open") << "the clocks run once";
  EXPECT_EQ(plan(1, 0, R"(,"emergency_measures":"đưa đến nơi tạm lánh")").status, 200);
  EXPECT_EQ(clocks(), "T13 done, T14 open");
  EXPECT_EQ(plan(1, 1, R"(,"support_plan_made":true)").status, 200);
  EXPECT_EQ(clocks(), "T13 done, T14 done");
}

TEST_F(RiskApi, GrownUpsStartNoChildClock) {
  EXPECT_EQ(assess(1, "emergency", "", R"(,"emergency":true)").status, 201);
  EXPECT_EQ(clocks(), "");
}

// Source: security 1.3 number 3: where it is safe is for the lead and for protection.
TEST_F(RiskApi, SafePlacesAreForTheLeadAndForProtectionOnly) {
  assess(1, "low", "",
         R"(,"safe_places":["nhà dì ở xã Mẫu"],"dangerous_people":[{"name":"Ông X"}])");
  EXPECT_NE(get(1, "/risk-assessments").body.find("nhà dì"), std::string::npos);
  EXPECT_NE(get(3, "/risk-assessments").body.find("nhà dì"), std::string::npos);
  EXPECT_EQ(get(2, "/risk-assessments").body.find("nhà dì"), std::string::npos);
  EXPECT_NE(get(2, "/risk-assessments").body.find("Ông X"), std::string::npos);
  const auto investigator = get(4, "/risk-assessments");
  EXPECT_EQ(investigator.status, 200);
  EXPECT_EQ(investigator.body.find("Ông X"), std::string::npos);
  // Who does not see them does not lose them either.
  assess(2, "low", "", R"(,"safe_places":["trạm y tế"])");
  const auto lead = get(1, "/risk-assessments").body;
  EXPECT_NE(lead.find("nhà dì"), std::string::npos);
  EXPECT_NE(lead.find("trạm y tế"), std::string::npos);
}

TEST_F(RiskApi, ThePlanHasOneVersionAfterTheOther) {
  EXPECT_EQ(plan(1, 0, R"(,"steps":["gọi số 111"],"safe_contact":{"do_not_call":true})").status,
            200);
  EXPECT_EQ(text_of(plan(2, 0), "code"), "stale");
  EXPECT_EQ(plan(2, 1, R"(,"review_on":"2020-01-01")").status, 400);
  const auto kept = stage_.database->read([&](platform::Transaction& tx) {
    return safety_plan_of(tx, *stage_.vault, std::nullopt, kPerson);
  });
  ASSERT_TRUE(kept);
  EXPECT_EQ(warnings_before_contact(kept)[0], "do_not_call");
}

TEST_F(RiskApi, IsNobodysBusinessOutsideTheCase) {
  for (const int user : {4, 5, 6}) EXPECT_EQ(assess(user, "low").status, 404) << user;
  for (const int user : {4, 5, 6}) EXPECT_EQ(plan(user, 0).status, 404) << user;
  for (const int user : {5, 6}) EXPECT_EQ(get(user, "/risk-assessments").status, 404) << user;
  EXPECT_FALSE(stage_.database->read([&](platform::Transaction& tx) {
    return latest_risk(tx, *stage_.vault, std::nullopt, kPerson);
  }));
}

}  // namespace
}  // namespace hd::cases::testing
