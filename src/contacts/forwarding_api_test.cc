// What is reported, and passing denunciations on.

#include <gtest/gtest.h>

#include "contacts/api.h"
#include "contacts/testing_api.h"

namespace hd::contacts::testing {
namespace {

class ContactForwarding : public ContactScene {};

/// R-080, R-106, R-136: the blocks of safe migration and of what is reported.
TEST_F(ContactForwarding, KeepsSafeMigrationAdviceAndWhatIsReported) {
  const auto made =
      post("", start(R"(,"safe_migration":{"destination_country":"kh","offer":"việc nhẹ",)"
                     R"("company":"Công ty Mẫu","licence_checked":"no","advice_given":"kiểm tra"},)"
                     R"("report_kind":"related_situation","safe_contact":{"when":"tối",)"
                     R"("do_not_call":true})"));
  EXPECT_EQ(member(made, "safe_migration"),
            R"({"destination_country":"kh","offer":"việc nhẹ","company":"Công ty Mẫu",)"
            R"("licence_checked":"no","advice_given":"kiểm tra"})");
  EXPECT_EQ(text_of(made, "report_kind"), "related_situation");
  EXPECT_EQ(member(made, "safe_contact"),
            R"({"when":"tối","how":null,"code_word":null,"may_leave_message":null,)"
            R"("who_else_hears":null,"do_not_call":true})");
  EXPECT_EQ(fields(post("", start(R"(,"safe_contact":{"wenn":"x"})"))),
            "safe_contact.wenn unknown_field; ");
}

/// R-098, R-070: a denunciation is taken, closed, and can go on to an agency; what it is about
/// (victim, crime, a situation) and that an agency told it are kept as codes.
TEST_F(ContactForwarding, TakesADenunciationFromAnAgency) {
  const auto id = draft(R"(,"kind":"report_of_crime","topics":["rescue_request"],)"
                        R"("caller_relation":"coordinating_agency","province":"33",)"
                        R"("report_kind":"victim","summary":"báo tin về một nạn nhân")");
  const auto closed = post("/" + id + "/finalisations", R"({"version":1})");
  EXPECT_EQ(closed.status, 200);
  EXPECT_EQ(text_of(closed, "report_kind"), "victim");
  EXPECT_EQ(text_of(closed, "caller_relation"), "coordinating_agency");
  EXPECT_NE(member(closed, "next_actions").find("start_connection"), std::string::npos);
}

/// T7, R-070, R-098, R-136: it goes on to a body that may look into it, at once, and the act is
/// kept.
TEST_F(ContactForwarding, ForwardsADenunciationToACompetentBody) {
  const auto id = draft(R"(,"kind":"report_of_crime","topics":["rescue_request"],)"
                        R"("caller_relation":"public","province":"33","summary":"báo tin")");
  const auto body = [](const std::string& version, const std::string& org,
                       const std::string& more = R"("at":"2026-03-02T02:14:00Z")") {
    return R"({"version":)" + version + R"(,"organisation_id":")" +
           directory::testing::org(org).str() + R"(","channel":"phone","told":"Báo vụ việc.",)" +
           more + "}";
  };
  const std::string path = "/" + id + "/forwardings";
  EXPECT_EQ(text_of(post(path, body("1", "police_hung_yen")), "code"), "contact.not_final");
  const auto closed = post("/" + id + "/finalisations", R"({"version":1})");
  EXPECT_NE(member(closed, "next_actions").find("\"forward\""), std::string::npos);
  EXPECT_EQ(duties(), "T7 open ");
  EXPECT_EQ(fields(post(path, body("2", "health_hung_yen"))), "organisation_id not_competent; ");
  EXPECT_EQ(fields(post(path, body("2", "no_such_body"))), "organisation_id unknown_value; ");
  EXPECT_EQ(fields(post(path, body("2", "police_hung_yen", R"("at":"2027-01-01T00:00:00Z")"))),
            "at in_future; ");
  EXPECT_EQ(text_of(post(path, body("9", "police_hung_yen")), "code"), "stale");
  EXPECT_EQ(duties(), "T7 open ");
  const auto told = post(path, body("2", "police_hung_yen"));
  EXPECT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(duties(), "T7 done ");
  const auto shown = member(get("/" + id), "forwardings");
  for (const auto* part :
       {"Công an tỉnh Hưng Yên", "Báo vụ việc.", "\"phone\"", "2026-03-02T02:14:00.000Z"}) {
    EXPECT_NE(shown.find(part), std::string::npos) << part << shown;
  }
  EXPECT_EQ(audited("contact.forward"), 1);
  const auto elsewhere = person(9, Role::counsellor, kOtherHotline);
  EXPECT_EQ(as(elsewhere, [&] { return post(path, body("3", "police_hung_yen")); }).status, 404);
}

TEST_F(ContactForwarding, NamesTheBodiesOfThePlaceFirst) {
  const auto id = final_record(R"(,"report_kind":"incident")");
  const auto listed = get("/" + id + "/competent-bodies");
  EXPECT_EQ(listed.status, 200);
  const auto items = member(listed, "items");
  const auto own = items.find("Công an thành phố Hà Nội");
  const auto central = items.find("Cục Cảnh sát hình sự (C02)");
  const auto other = items.find("Công an tỉnh Hưng Yên");
  EXPECT_LT(own, central);
  EXPECT_LT(central, other);
  EXPECT_NE(other, std::string::npos);
  EXPECT_EQ(items.find("Sở Y tế"), std::string::npos);
}

TEST_F(ContactForwarding, ACorrectionOpensAndEndsTheDutyToForward) {
  const auto id = final_record();
  EXPECT_EQ(duties(), "");
  const auto amend = [&](const std::string& version, const std::string& kind) {
    return post(
        "/" + id + "/amendments",
        R"({"version":)" + version + R"(,"reason":"sửa","changes":{"report_kind":)" + kind + "}}");
  };
  EXPECT_EQ(amend("2", "\"victim\"").status, 200);
  EXPECT_EQ(duties(), "T7 open ");
  EXPECT_EQ(amend("3", "null").status, 200);
  EXPECT_EQ(duties(), "T7 cancelled ");
}

TEST_F(ContactForwarding, OnlyADenunciationIsForwarded) {
  const auto id = final_record();
  const auto refused =
      post("/" + id + "/forwardings",
           R"({"version":2,"channel":"phone","told":"x","at":"2026-03-02T02:14:00Z",)"
           R"("organisation_id":")" +
               kAgency.str() + "\"}");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, "code"), "contact.no_denunciation");
}

}  // namespace
}  // namespace hd::contacts::testing
