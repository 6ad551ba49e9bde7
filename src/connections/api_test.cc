#include "connections/api.h"

#include <set>

#include "connections/testing.h"

namespace hd::connections {
namespace {

using base::testing::at;
using server::testing::body_of;
using server::testing::text_of;
using testing::kHealth;
using testing::kHealthUnit;
using testing::kPolice;
using testing::kPoliceUnit;
using testing::kWomen;
using testing::Role;

/// "a,b" of an array of texts; with `key` of an array of objects.
std::string words(const platform::Json& body, std::string_view member, std::string_view key = "") {
  std::string text;
  const auto* found = body.member(member);
  const auto* items = found == nullptr ? nullptr : found->get_if<platform::JsonArray>();
  if (items == nullptr) return "?";
  for (const auto& item : *items) {
    const auto* value = key.empty() ? &item : item.member(key);
    const auto* word = value == nullptr ? nullptr : value->get_if<std::string>();
    text += (text.empty() ? "" : ",") + (word == nullptr ? "null" : *word);
  }
  return text;
}

class ConnectionApi : public testing::ConnectionScene {};

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
  ASSERT_EQ(step(counsellor_, id, "send").status, 200);
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
  const auto refused = step(counsellor_, text_of(empty, "id"), "send");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(words(body_of(refused), "fields", "field"), "needs,target");
  EXPECT_EQ(clocks(text_of(empty, "id")), "");
}

// R-010, R-011: handled and reported to the leader ends T2; acknowledging alone does not.
TEST_F(ConnectionApi, TheHandlingRecordEndsTheAgencysClock) {
  const std::string id = sent();
  ASSERT_EQ(step(police_, id, "acknowledge").status, 200);
  EXPECT_EQ(clocks(id), "R8 open, T1 open, T2 open, T4 open");
  const auto handled = post(police_, id, "handling-records",
                            R"("handled_by":"Người Thử Ba","reported_to":"Phó cục trưởng",)"
                            R"("direction":"giao đội nghiệp vụ","units_instructed":"đội 3")");
  ASSERT_EQ(handled.status, 200) << handled.body;
  EXPECT_EQ(text_of(handled, "status"), "handling");
  EXPECT_EQ(words(body_of(handled), "handling", "reported_to"), "Phó cục trưởng");
  EXPECT_EQ(clocks(id), "R8 open, T1 open, T2 done, T4 open");
}

// R-007: the first information on situation and result ends T1; more may follow.
TEST_F(ConnectionApi, TheFirstResultEndsTheHotlinesClock) {
  const std::string id = sent();
  step(police_, id, "acknowledge");
  const std::string result = R"("situation":"đã gặp","result":"đã đưa về nơi an toàn")";
  const auto first = post(police_, id, "results", result);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(text_of(first, "status"), "first_result");
  EXPECT_EQ(clocks(id), "R8 open, T1 done, T2 open, T4 open");
  ASSERT_EQ(post(police_, id, "results", result).status, 200);
  EXPECT_EQ(words(body_of(get(counsellor_, "/" + id)), "results", "situation"), "đã gặp,đã gặp");
}

TEST_F(ConnectionApi, CompletingNeedsAnOutcomePerNeed) {
  const std::string id = sent();
  step(police_, id, "acknowledge");
  post(police_, id, "results", R"("situation":"a","result":"b")");
  EXPECT_EQ(step(counsellor_, id, "complete").status, 400);
  EXPECT_EQ(step(counsellor_, id, "complete",
                 R"("outcomes":[{"service":"identification","outcome":"met"}])")
                .status,
            400);
  EXPECT_EQ(
      step(counsellor_, id, "complete", R"("outcomes":[{"service":"rescue","outcome":"splendid"}])")
          .status,
      400);
  const auto done =
      step(counsellor_, id, "complete", R"("outcomes":[{"service":"rescue","outcome":"met"}])");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(text_of(done, "status"), "completed");
  EXPECT_EQ(clocks(id), "R8 open, T1 done, T2 cancelled, T4 open");
  EXPECT_EQ(get(police_, "/" + id).status, 200);
}

// R-013, T3: answered at once, the receiver loses sight in the same moment, the hotline re-routes.
TEST_F(ConnectionApi, DecliningTakesTheSightAndAsksForAnotherAddress) {
  const std::string id = sent();
  EXPECT_EQ(step(police_, id, "decline").status, 400);
  EXPECT_EQ(step(police_, id, "decline", R"("reason":"no_idea")").status, 400);
  EXPECT_EQ(step(police_, id, "decline", R"("reason":"other")").status, 400);
  const auto declined =
      step(police_, id, "decline", R"("reason":"outside_territory","note":"ngoài địa bàn")");
  ASSERT_EQ(declined.status, 200) << declined.body;
  EXPECT_EQ(words(body_of(declined), "needs"), "");
  EXPECT_EQ(get(police_, "/" + id).status, 404);
  EXPECT_EQ(words(body_of(get(police_, "")), "items", "id"), "");
  EXPECT_EQ(clocks(id), "R13 open, R8 open, T1 cancelled, T2 done, T3 done, T4 open");

  const auto hotline = get(counsellor_, "/" + id);
  EXPECT_EQ(*body_of(hotline).member("decline")->member("reason"),
            platform::Json("outside_territory"));
  EXPECT_EQ(words(body_of(hotline), "next_actions"), "reroute,draft_written_report");
}

TEST_F(ConnectionApi, ReroutingKeepsTheChainAndNeverAsksWhoDeclined) {
  const std::string id = sent();
  step(police_, id, "decline", R"("reason":"no_capacity")");
  const auto again = post(counsellor_, id, "reroutes", R"("target":)" + target(kPolice));
  EXPECT_EQ(again.status, 400);
  EXPECT_EQ(words(body_of(again), "fields", "code"), "declined_before");
  EXPECT_EQ(status(id), "declined");

  const auto next = post(counsellor_, id, "reroutes", R"("target":)" + target(kHealth));
  ASSERT_EQ(next.status, 201) << next.body;
  const std::string second = text_of(next, "id");
  EXPECT_EQ(words(body_of(next), "chain", "status"), "rerouted,draft");
  EXPECT_EQ(words(body_of(next), "needs"), "rescue");
  EXPECT_EQ(status(id), "rerouted");
  EXPECT_EQ(clocks(id), "R13 open, R8 open, T1 cancelled, T2 done, T3 done, T4 open");
  ASSERT_EQ(step(counsellor_, second, "send").status, 200);
  EXPECT_EQ(clocks(id), "R13 done, R8 open, T1 cancelled, T2 done, T3 done, T4 open");
  EXPECT_EQ(words(body_of(get(health_, "/" + second)), "chain", "status"), "sent");
  EXPECT_EQ(get(police_, "/" + second).status, 404);
}

// R-013: the need is still unmet, and whose turn it is stays visible.
TEST_F(ConnectionApi, CancellingTheNextDraftAsksForAnotherAddressAgain) {
  const std::string id = sent();
  step(police_, id, "decline", R"("reason":"no_capacity")");
  const std::string second =
      text_of(post(counsellor_, id, "reroutes", R"("target":)" + target(kHealth)), "id");
  ASSERT_EQ(step(counsellor_, second, "cancel", R"("reason":"entered_in_error")").status, 200);
  EXPECT_EQ(status(id), "declined");
  EXPECT_EQ(clocks(id), "R13 open, R8 open, T1 cancelled, T2 done, T3 done, T4 open");
  const auto shown = body_of(get(counsellor_, "/" + id));
  EXPECT_EQ(words(shown, "next_actions"), "reroute,draft_written_report");
  EXPECT_EQ(*shown.member("turn")->member("side"), platform::Json("hotline"));
  EXPECT_EQ(get(police_, "/" + id).status, 404);
  const auto timeline = body_of(get(counsellor_, "/" + id + "/timeline"));
  EXPECT_NE(words(timeline, "items", "kind").find("reroute_cancelled"), std::string::npos);
  EXPECT_EQ(count("SELECT count(*) AS n FROM audit_entry WHERE action = 'connection.undo_reroute'"),
            1);
  const auto third = post(counsellor_, id, "reroutes", R"("target":)" + target(kWomen));
  ASSERT_EQ(third.status, 201) << third.body;
  ASSERT_EQ(step(counsellor_, text_of(third, "id"), "send").status, 200);
  EXPECT_EQ(clocks(id), "R13 done, R8 open, T1 cancelled, T2 done, T3 done, T4 open");
  // Sent, and then found to be entered in error: the clock starts anew.
  ASSERT_EQ(
      step(counsellor_, text_of(third, "id"), "cancel", R"("reason":"entered_in_error")").status,
      200);
  EXPECT_EQ(status(id), "declined");
  EXPECT_EQ(clocks(id), "R13 done, R13 open, R8 open, T1 cancelled, T2 done, T3 done, T4 open");
}

// R-079: nobody was reached, and the other address was a mistake: the first clocks go on.
TEST_F(ConnectionApi, CancellingTheNextDraftGoesOnWithWhoWasNotReached) {
  const std::string id = sent();
  ASSERT_EQ(step(counsellor_, id, "report_no_answer").status, 200);
  const std::string second =
      text_of(post(counsellor_, id, "reroutes", R"("target":)" + target(kHealth)), "id");
  EXPECT_EQ(clocks(id), "R8 open, T1 cancelled, T2 cancelled, T4 open");
  ASSERT_EQ(step(counsellor_, second, "cancel", R"("reason":"entered_in_error")").status, 200);
  EXPECT_EQ(status(id), "no_answer");
  EXPECT_EQ(clocks(id), "R8 open, T1 cancelled, T1 open, T2 cancelled, T2 open, T4 open");
  EXPECT_EQ(text_of(get(police_, "/" + id), "due_at"), "2026-03-03T17:00:00.000Z");
}

// Bodies that work with paper and telephone: what they said is written down by the hotline, and
// says so.
TEST_F(ConnectionApi, TheHotlineRecordsForABodyWithoutAccounts) {
  const std::string id = sent(target(kWomen));
  const std::string handling =
      R"("handled_by":"Ban Tuyên giáo","reported_to":"Phó Chủ tịch","direction":"cử cán bộ gặp")";
  const std::string result = R"("situation":"đã gặp","result":"đang ở nhà tạm lánh")";
  EXPECT_EQ(post(counsellor_, id, "results", result).status, 409);  // nobody has handled it yet
  const auto handled = post(counsellor_, id, "handling-records", handling);
  ASSERT_EQ(handled.status, 200) << handled.body;
  EXPECT_EQ(clocks(id), "R8 open, T1 open, T2 done, T4 open");
  const auto known = post(counsellor_, id, "results", result);
  ASSERT_EQ(known.status, 200) << known.body;
  EXPECT_EQ(clocks(id), "R8 open, T1 done, T2 done, T4 open");
  const auto shown = get(counsellor_, "/" + id);
  EXPECT_EQ(words(body_of(shown), "results", "organisation_name"),
            "Trung ương Hội Liên hiệp Phụ nữ Việt Nam");
  EXPECT_NE(shown.body.find(R"("recorded_by_hotline":true)"), std::string::npos);
  EXPECT_EQ(shown.body.find(R"("recorded_by_hotline":false)"), std::string::npos);
  const auto paper = post(counsellor_, id, "written-reports");
  EXPECT_NE(paper.body.find("Đường dây nóng ghi theo lời cơ quan."), std::string::npos);

  // As soon as somebody there can sign in, the body writes for itself.
  employ(testing::person(30, access::Role::wg_member, kWomen));
  const auto refused = post(counsellor_, id, "results", result);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, "code"), "connection.agency_has_accounts");
  EXPECT_EQ(words(body_of(get(counsellor_, "/" + id)), "next_actions").find("record_result"),
            std::string::npos);
}

TEST_F(ConnectionApi, TheHotlineWritesNothingForABodyWithAccounts) {
  const std::string id = sent();
  const auto refused = post(counsellor_, id, "handling-records",
                            R"("handled_by":"x","reported_to":"y","direction":"z")");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, "code"), "connection.agency_has_accounts");
  const auto actions = words(body_of(get(counsellor_, "/" + id)), "next_actions");
  EXPECT_EQ(actions.find("record_"), actions.find("record_call_attempt"));
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
  step(police_, id, "decline", R"("reason":"no_capacity")");
  const auto after = get(counsellor_, "/" + id + "/suggested-targets");
  EXPECT_EQ(after.body.find(kPolice.str()), std::string::npos);
  EXPECT_EQ(get(police_, "/" + id + "/suggested-targets").status, 403);
}

// R-012: only inside the own ministry; the agency stays answerable and follows.
TEST_F(ConnectionApi, DelegatingGivesTheUnitItsOwnClockAndKeepsTheAgencys) {
  const std::string id = sent();
  EXPECT_EQ(step(police_, id, "delegate").status, 400);
  const auto other = step(police_, id, "delegate", R"("unit_id":")" + kHealthUnit.str() + "\"");
  EXPECT_EQ(other.status, 400);
  EXPECT_EQ(words(body_of(other), "fields", "code"), "other_system");
  EXPECT_EQ(get(police_unit_, "/" + id).status, 404);
  const auto offered = body_of(get(police_, "/" + id));
  EXPECT_NE(words(offered, "delegable_units", "id").find(kPoliceUnit.str()), std::string::npos);
  EXPECT_EQ(words(offered, "delegable_units", "id").find(kHealthUnit.str()), std::string::npos);

  const auto done = step(police_, id, "delegate",
                         R"("unit_id":")" + kPoliceUnit.str() + R"(","note":"địa bàn Hưng Yên")");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(clocks(id), "R12 open, R8 open, T1 open, T2 open, T4 open");
  const auto unit = get(police_unit_, "/" + id);
  ASSERT_EQ(unit.status, 200) << unit.body;
  EXPECT_EQ(text_of(unit, "party"), "unit");
  EXPECT_EQ(*body_of(unit).member("turn")->member("side"), platform::Json("unit"));
  ASSERT_EQ(post(police_unit_, id, "results", R"("situation":"a","result":"b")").status, 200);
  EXPECT_EQ(clocks(id), "R12 done, R8 open, T1 done, T2 open, T4 open");
  EXPECT_EQ(words(body_of(get(police_, "/" + id)), "results", "result"), "b");
}

TEST_F(ConnectionApi, AUnitGivesBackAndLosesSight) {
  const std::string id = sent();
  step(police_, id, "delegate", R"("unit_id":")" + kPoliceUnit.str() + "\"");
  ASSERT_EQ(step(police_unit_, id, "decline", R"("reason":"no_staff")").status, 200);
  EXPECT_EQ(status(id), "acknowledged");
  EXPECT_EQ(get(police_unit_, "/" + id).status, 404);
  EXPECT_EQ(get(police_, "/" + id).status, 200);
  EXPECT_EQ(clocks(id), "R12 cancelled, R8 open, T1 open, T2 open, T4 open");
}

// R-078, R-079: a unit asked directly that cannot be reached; three tries, then the member helps.
TEST_F(ConnectionApi, AfterThreeTriesTheWorkingGroupMemberHasToHelp) {
  const auto unit_org = directory::testing::org("police_hung_yen");
  const std::string id =
      sent(target(unit_org, "grassroots", R"(,"unit_id":")" + kPoliceUnit.str() + "\""));
  EXPECT_EQ(text_of(get(police_unit_, "/" + id), "party"), "agency");
  EXPECT_EQ(get(police_, "/" + id).status, 404);
  const std::string attempt = R"("at":"2026-03-02T02:00:00Z","reached":false)";
  ASSERT_EQ(post(counsellor_, id, "call-attempts", attempt).status, 200);
  EXPECT_EQ(status(id), "no_answer");
  ASSERT_EQ(post(counsellor_, id, "call-attempts", attempt).status, 200);
  EXPECT_EQ(status(id), "no_answer");
  const auto third = post(counsellor_, id, "call-attempts", attempt);
  ASSERT_EQ(third.status, 200) << third.body;
  EXPECT_EQ(text_of(third, "status"), "escalated");
  EXPECT_EQ(clocks(id), "R79 open, R8 open, T1 open, T2 open, T4 open");
  EXPECT_EQ(get(police_, "/" + id).status, 200);

  ASSERT_EQ(post(counsellor_, id, "call-attempts", R"("at":"2026-03-02T02:00:00Z","reached":true)")
                .status,
            200);
  EXPECT_EQ(status(id), "sent");
  EXPECT_EQ(clocks(id), "R79 done, R8 open, T1 open, T2 open, T4 open");
}

TEST_F(ConnectionApi, FourHoursAfterTheFirstTryItEscalatesByItselfOnce) {
  const std::string id = sent(target(kHealth, "grassroots"));
  post(counsellor_, id, "call-attempts", R"("at":"2026-03-02T02:00:00Z","reached":false)");
  const auto& database = stage_.database;
  EXPECT_EQ(operations_.escalate_due(*database, at("2026-03-02T05:59:59Z")), 0U);
  EXPECT_EQ(operations_.escalate_due(*database, at("2026-03-02T06:00:00Z")), 1U);
  EXPECT_EQ(operations_.escalate_due(*database, at("2026-03-02T06:00:00Z")), 0U);
  EXPECT_EQ(status(id), "escalated");
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM duty WHERE rule_code = 'R79'"), 1);
}

TEST_F(ConnectionApi, AskingTurnsTheTurnRound) {
  const std::string id = sent();
  const auto side = [&](const platform::HttpResponse& response) {
    return *body_of(response).member("turn")->member("side")->get_if<std::string>();
  };
  EXPECT_EQ(side(post(police_, id, "messages", R"("text":"Có giấy tờ gì không?")")), "hotline");
  EXPECT_EQ(side(post(counsellor_, id, "messages", R"("text":"Không có.")")), "agency");
  EXPECT_EQ(words(body_of(get(police_, "/" + id)), "messages", "text"),
            "Có giấy tờ gì không?,Không có.");
}

TEST_F(ConnectionApi, WithdrawingAndCancellingNeedAReason) {
  const std::string id = sent();
  EXPECT_EQ(step(counsellor_, id, "withdraw").status, 400);
  ASSERT_EQ(step(counsellor_, id, "withdraw", R"("reason":"client_withdrew")").status, 200);
  EXPECT_EQ(clocks(id), "R8 open, T1 cancelled, T2 cancelled, T4 open");
  EXPECT_EQ(get(police_, "/" + id).status, 404);  // never taken up
  const std::string other = sent();
  ASSERT_EQ(step(counsellor_, other, "cancel", R"("reason":"entered_in_error")").status, 200);
  EXPECT_EQ(clocks(other), "R8 cancelled, T1 cancelled, T2 cancelled, T4 cancelled");
}

// R-008: drafted from the record, with a copy to the agency; its clock ends when it is issued.
TEST_F(ConnectionApi, DraftsTheWrittenReportFromTheRecord) {
  const std::string id = sent();
  step(police_, id, "acknowledge");
  post(police_, id, "handling-records", R"("handled_by":"Người Thử","reported_to":"Phó cục")");
  post(police_, id, "results", R"("situation":"đã gặp","result":"an toàn")");
  const auto draft = post(counsellor_, id, "written-reports");
  ASSERT_EQ(draft.status, 201) << draft.body;
  for (const auto* part : {"KN-2026-00001", "đã gặp", "an toàn", "Phó cục", "gọi lại sau 20 giờ"}) {
    EXPECT_NE(draft.body.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(post(counsellor_, id, "written-reports").status, 409);
  EXPECT_EQ(clocks(id), "R8 open, T1 done, T2 done, T4 open");
  const auto document = documents::DocumentId::parse(text_of(draft, "id"));
  const auto issued = stage_.database->write([&](platform::Transaction& tx) {
    return documents_.issue(tx, stage_.now, counsellor_, *document, 1);
  });
  ASSERT_TRUE(issued);
  EXPECT_EQ(issued->copies_to, std::vector{kPolice});
  EXPECT_EQ(clocks(id), "R8 done, T1 done, T2 done, T4 open");
  EXPECT_EQ(*body_of(get(police_, "/" + id)).member("written_report")->member("state"),
            platform::Json("issued"));
}

TEST_F(ConnectionApi, TheTimelineTellsTheStoryNewestFirst) {
  const std::string id = sent();
  stage_.now += std::chrono::minutes(5);
  step(police_, id, "acknowledge");
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
  const auto wrong = step(counsellor_, id, "acknowledge");
  EXPECT_EQ(wrong.status, 409);
  EXPECT_EQ(text_of(wrong, "code"), "connection.wrong_state");
  EXPECT_EQ(step(counsellor_, id, "complete").status, 409);
  EXPECT_EQ(step(police_, id, "withdraw", R"("reason":"other","note":"x")").status, 409);
  EXPECT_EQ(step(police_, id, "fly").status, 400);
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
  EXPECT_EQ(fields(contact + R"(,"target":)" + target(testing::kHotline) + "}"),
            "target.organisation_id own_organisation");
  EXPECT_EQ(
      fields(contact + R"(,"target":)" +
             target(kPolice, "grassroots", R"(,"unit_id":")" + kHealthUnit.str() + "\"") + "}"),
      "target.unit_id unknown_value");
  EXPECT_EQ(fields(R"({"needs":[]})"), "contact_id required");
}

TEST_F(ConnectionApi, RefusesCallsInTheFuture) {
  const std::string id = sent();
  const auto future =
      post(counsellor_, id, "call-attempts", R"("at":"2026-03-02T02:00:01Z","reached":false)");
  EXPECT_EQ(words(body_of(future), "fields", "code"), "in_future");
  const auto before =
      post(counsellor_, id, "call-attempts", R"("at":"2026-03-01T02:00:01Z","reached":false)");
  EXPECT_EQ(words(body_of(before), "fields", "code"), "before_start");
  EXPECT_EQ(status(id), "sent");
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
  step(police_, id, "acknowledge");
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
  step(police_, all[1], "delegate", R"("unit_id":")" + kPoliceUnit.str() + "\"");
  all.push_back(sent());
  step(police_, all.back(), "decline", R"("reason":"no_staff")");
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
  step(police_, in_time, "acknowledge");
  post(police_, in_time, "handling-records", R"("handled_by":"a","reported_to":"b")");
  stage_.now += std::chrono::minutes(1);
  const std::string late = sent();
  stage_.now = at("2026-03-04T02:00:00Z");
  post(police_, late, "handling-records", R"("handled_by":"a","reported_to":"b")");
  std::string told;
  stage_.database->read([&](platform::Transaction& tx) {
    operations_.scan_facts(tx, stage_.now, *base::parse_date("2026-03-01"),
                           *base::parse_date("2026-03-31"), testing::kHotline,
                           [&](const Fact& fact) {
                             told += fact.number + (fact.answered_in_time ? " in time" : " late") +
                                     (fact.open ? " open;" : ";");
                           });
    return true;
  });
  EXPECT_EQ(told, "KN-2026-00001 in time open;KN-2026-00002 late open;");
}

}  // namespace
}  // namespace hd::connections
