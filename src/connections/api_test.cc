#include "connections/api.h"

#include <set>

#include "connections/testing.h"

namespace hd::connections::testing {
namespace {

class ConnectionApi : public ConnectionScene {};

// R-005, R-006, R-036, R-128: a record of its own; what is asked, how, and the measure both sides
// agreed on.
TEST_F(ConnectionApi, ADraftTakesTheCardFromTheConversation) {
  const auto response = call(counsellor_, "POST", "", start(target(kPolice)));
  ASSERT_EQ(response.status, 201) << response.body;
  const auto body = body_of(response);
  EXPECT_EQ(text_of(response, "status"), "draft");
  EXPECT_EQ(text_of(response, "agreed_measure"), "gọi lại sau 20 giờ");
  EXPECT_EQ(text_of(response, "channel_used"), "phone");
  EXPECT_EQ(*body.member("card")->member("sex"), platform::Json("female"));
  EXPECT_EQ(*body.member("card")->member("province"), platform::Json("33"));
  EXPECT_EQ(words(body, "next_actions"), "edit,send,cancel");
  EXPECT_TRUE(body.member("number")->is_null());
  EXPECT_EQ(get(police_, "/" + text_of(response, "id")).status, 404);
}

TEST_F(ConnectionApi, ADraftIsChangedUntilItIsSent) {
  const std::string id = draft();
  const auto saved = call(counsellor_, "PUT", "/" + id,
                          R"({"version":1,"urgency":"at_once","target":)" + target(kWomen) + "}");
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(text_of(saved, "urgency"), "at_once");
  EXPECT_EQ(words(body_of(saved), "needs"), "rescue");
  const auto stale = call(counsellor_, "PUT", "/" + id, R"({"version":1})");
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(text_of(stale, "code"), "stale");
  ASSERT_EQ(act(counsellor_, id, "send").status, 200);
  EXPECT_EQ(call(counsellor_, "PUT", "/" + id, R"({"version":3})").status, 409);
}

// R-007, R-010, R-025, R-008: four clocks from the call.
TEST_F(ConnectionApi, SendingNumbersItAndStartsTheClocksOfBothSides) {
  const std::string id = sent();
  EXPECT_EQ(clocks(id), "R8 open, T1 open, T2 open, T4 open");
  const auto hotline = get(counsellor_, "/" + id);
  EXPECT_EQ(text_of(hotline, "number"), "KN-2026-00001");
  EXPECT_EQ(text_of(hotline, "contact_number"), "111-2026-000001");
  EXPECT_EQ(words(body_of(hotline), "clocks", "rule_code"), "R8,T1,T2,T4");
  const auto agency = get(police_, "/" + id);
  ASSERT_EQ(agency.status, 200) << agency.body;
  const auto body = body_of(agency);
  EXPECT_EQ(text_of(agency, "party"), "agency");
  EXPECT_EQ(words(body, "clocks", "rule_code"), "T2");
  EXPECT_EQ(text_of(agency, "due_at"), "2026-03-03T17:00:00.000Z");  // one working day, R-010
  EXPECT_EQ(*body.member("turn")->member("side"), platform::Json("agency"));
  EXPECT_TRUE(body.member("contact_id")->is_null());
  EXPECT_TRUE(body.member("contact_number")->is_null());
  EXPECT_EQ(words(body, "next_actions"),
            "acknowledge,start_handling,record_handling,delegate,decline,message");
  const std::string second = sent();
  EXPECT_EQ(text_of(get(counsellor_, "/" + second), "number"), "KN-2026-00002");
}

TEST_F(ConnectionApi, SendingNeedsANeedAndATarget) {
  const auto empty =
      call(counsellor_, "POST", "", R"({"contact_id":"00000000-0000-7000-8000-000000000001"})");
  ASSERT_EQ(empty.status, 201) << empty.body;
  const auto refused = act(counsellor_, text_of(empty, "id"), "send");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(words(body_of(refused), "fields", "field"), "needs,target");
  EXPECT_EQ(clocks(text_of(empty, "id")), "");
}

// R-006: members are looked up as of the day.
TEST_F(ConnectionApi, AMemberOfTheWorkingGroupIsOneOnThatDay) {
  const auto refused = call(counsellor_, "POST", "", start(target(kHealth, "wg_member")));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(words(body_of(refused), "fields", "code"), "not_working_group_member");
  EXPECT_EQ(words(body_of(refused), "fields", "field"), "target.organisation_id");
  const auto consular = directory::testing::org("consular_department");
  EXPECT_EQ(call(counsellor_, "POST", "", start(target(consular, "wg_member"))).status, 400);
  EXPECT_EQ(call(counsellor_, "POST", "", start(target(consular, "grassroots"))).status, 201);
  stage_.now = at("2026-05-05T02:00:00Z");  // 02/2026/TT-BNG, Article 16
  EXPECT_EQ(call(counsellor_, "POST", "", start(target(consular, "wg_member"))).status, 201);
}

TEST_F(ConnectionApi, SuggestsWhoServesTheNeedWithoutThoseThatDeclined) {
  const std::string id = sent();
  const auto before = get(counsellor_, "/" + id + "/suggested-targets");
  ASSERT_EQ(before.status, 200) << before.body;
  EXPECT_NE(before.body.find(kPolice.str()), std::string::npos);
  act(police_, id, "decline", R"("reason":"no_capacity")");
  const auto after = get(counsellor_, "/" + id + "/suggested-targets");
  EXPECT_EQ(after.body.find(kPolice.str()), std::string::npos);
  EXPECT_EQ(get(police_, "/" + id + "/suggested-targets").status, 403);
}

TEST_F(ConnectionApi, TheTimelineTellsTheStoryNewestFirst) {
  const std::string id = sent();
  stage_.now += std::chrono::minutes(5);
  act(police_, id, "acknowledge");
  stage_.now += std::chrono::minutes(5);
  post(police_, id, "results", R"("situation":"a","result":"b")");
  const auto agency = body_of(get(police_, "/" + id + "/timeline"));
  EXPECT_EQ(words(agency, "items", "kind"), "result,acknowledged,duty_opened,sent,draft_made");
  const auto page = body_of(get(police_, "/" + id + "/timeline?limit=2"));
  EXPECT_EQ(words(page, "items", "kind"), "result,acknowledged");
  const auto cursor = *page.member("next")->get_if<std::string>();
  const auto rest = body_of(get(police_, "/" + id + "/timeline?limit=9&cursor=" + cursor));
  EXPECT_EQ(words(rest, "items", "kind"), "duty_opened,sent,draft_made");
}

TEST_F(ConnectionApi, RefusesStepsThatAreNotDueInThisState) {
  const std::string id = sent();
  const auto wrong = act(counsellor_, id, "acknowledge");
  EXPECT_EQ(wrong.status, 409);
  EXPECT_EQ(text_of(wrong, "code"), "connection.wrong_state");
  EXPECT_EQ(act(counsellor_, id, "complete").status, 409);
  EXPECT_EQ(act(police_, id, "withdraw", R"("reason":"other","note":"x")").status, 409);
  EXPECT_EQ(act(police_, id, "fly").status, 400);
  EXPECT_EQ(
      post(counsellor_, id, "handling-records", R"("handled_by":"a","reported_to":"b")").status,
      409);
}

TEST_F(ConnectionApi, RefusesBadInputFieldByField) {
  const auto fields = [&](const std::string& body) {
    const auto response = call(counsellor_, "POST", "", body);
    EXPECT_EQ(response.status, 400) << response.body;
    return words(body_of(response), "fields", "field") + " " +
           words(body_of(response), "fields", "code");
  };
  const std::string contact = R"({"contact_id":"00000000-0000-7000-8000-000000000001")";
  EXPECT_EQ(fields(contact + R"(,"needs":[{"service":"magic"}]})"),
            "needs.0.service unknown_value");
  EXPECT_EQ(fields(contact + R"(,"card":{"sex":"x","province":"999","nickname":"n"}})"),
            "card.nickname unknown_field");
  EXPECT_EQ(fields(contact + R"(,"card":{"sex":"x","province":"999"}})"),
            "card.sex,card.province unknown_value,unknown_value");
  EXPECT_EQ(fields(contact + R"(,"channel_used":"pigeon"})"), "channel_used unknown_value");
  EXPECT_EQ(fields(contact + R"(,"urgency":"soon"})"), "urgency unknown_value");
  EXPECT_EQ(fields(contact + R"(,"target":{"organisation_id":"x","kind":"wg_member"}})"),
            "target.organisation_id malformed_id");
  EXPECT_EQ(fields(contact + R"(,"target":)" + target(directory::OrgId::random()) + "}"),
            "target.organisation_id unknown_value");
  EXPECT_EQ(fields(contact + R"(,"target":)" + target(kHotline) + "}"),
            "target.organisation_id own_organisation");
  EXPECT_EQ(
      fields(contact + R"(,"target":)" +
             target(kPolice, "grassroots", R"(,"unit_id":")" + kHealthUnit.str() + "\"") + "}"),
      "target.unit_id unknown_value");
  EXPECT_EQ(fields(R"({"needs":[]})"), "contact_id required");
}

TEST_F(ConnectionApi, OutsidersCannotTellAConnectionFromNothing) {
  const std::string id = sent();
  const std::string nothing = "/00000000-0000-4000-8000-000000000000";
  for (const auto& who : {other_hotline_, health_, health_unit_, police_unit_}) {
    EXPECT_EQ(get(who, "/" + id).body, get(who, nothing).body);
    EXPECT_EQ(get(who, "/" + id).status, 404);
  }
  EXPECT_EQ(get(admin_, "/" + id).status, 403);
  EXPECT_EQ(call(other_hotline_, "POST", "", start(target(kPolice))).status, 404);
}

TEST_F(ConnectionApi, RecordsEveryOpeningAndEveryChange) {
  const std::string id = sent();
  get(police_, "/" + id);
  act(police_, id, "acknowledge");
  const auto entries = [&](const std::string& action) {
    return count("SELECT COUNT(*) AS n FROM audit_entry WHERE action = 'connection." + action +
                 "' AND object_id = '" + id + "'");
  };
  EXPECT_EQ(entries("create"), 1);
  EXPECT_EQ(entries("send"), 1);
  EXPECT_EQ(entries("open"), 1);
  EXPECT_EQ(entries("acknowledge"), 1);
}

TEST_F(ConnectionApi, ListsExactlyWhatMayBeOpened) {
  std::vector<std::string> all{
      draft(), sent(), sent(target(kHealth)),
      sent(target(kHealth, "grassroots", R"(,"unit_id":")" + kHealthUnit.str() + "\""))};
  act(police_, all[1], "delegate", R"("unit_id":")" + kPoliceUnit.str() + "\"");
  all.push_back(sent());
  act(police_, all.back(), "decline", R"("reason":"no_staff")");
  for (const auto& who :
       {counsellor_, lead_, police_, police_unit_, health_, health_unit_, other_hotline_}) {
    std::set<std::string> may;
    for (const auto& id : all) {
      if (get(who, "/" + id).status == 200) may.insert(id);
    }
    std::set<std::string> listed;
    std::string path = "?limit=2";
    while (!path.empty()) {
      const auto page = body_of(get(who, path));
      for (const auto& item : *page.member("items")->get_if<platform::JsonArray>()) {
        EXPECT_TRUE(listed.insert(*item.member("id")->get_if<std::string>()).second);
      }
      const auto* next = page.member("next")->get_if<std::string>();
      path = next == nullptr ? "" : "?limit=2&cursor=" + *next;
    }
    EXPECT_EQ(listed, may);
  }
  EXPECT_EQ(get(counsellor_, "?cursor=xx").status, 400);
  EXPECT_EQ(get(counsellor_, "?status=flying").status, 400);
  EXPECT_EQ(words(body_of(get(counsellor_, "?status=draft")), "items", "status"), "draft");
}

// R-009: what the monthly report counts.
TEST_F(ConnectionApi, TellsTheReportsWhatWasAnsweredInTime) {
  const std::string in_time = sent();
  act(police_, in_time, "acknowledge");
  post(police_, in_time, "handling-records", R"("handled_by":"a","reported_to":"b")");
  stage_.now += std::chrono::minutes(1);
  const std::string late = sent();
  stage_.now = at("2026-03-04T02:00:00Z");
  post(police_, late, "handling-records", R"("handled_by":"a","reported_to":"b")");
  std::string told;
  stage_.database->read([&](platform::Transaction& tx) {
    const auto march = *base::parse_date("2026-03-01");
    for (const Fact& fact : operations_.facts(tx, stage_.now, march, base::plus_days(march, 30))) {
      told += fact.number + (fact.answered_in_time ? " in time" : " late") +
              (fact.open ? " open;" : ";");
    }
    return true;
  });
  EXPECT_EQ(told, "KN-2026-00001 in time open;KN-2026-00002 late open;");
}

}  // namespace
}  // namespace hd::connections::testing
