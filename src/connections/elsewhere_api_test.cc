// When somebody else has to help: declined, delegated, re-routed, not reached.

#include "connections/api.h"
#include "connections/testing.h"

namespace hd::connections::testing {
namespace {

class ConnectionElsewhere : public ConnectionScene {};

// R-013, T3: answered at once, the receiver loses sight in the same moment, the hotline re-routes.
TEST_F(ConnectionElsewhere, DecliningTakesTheSightAndAsksForAnotherAddress) {
  const std::string id = sent();
  EXPECT_EQ(act(police_, id, "decline").status, 400);
  EXPECT_EQ(act(police_, id, "decline", R"("reason":"no_idea")").status, 400);
  EXPECT_EQ(act(police_, id, "decline", R"("reason":"other")").status, 400);
  const auto declined =
      act(police_, id, "decline", R"("reason":"outside_territory","note":"ngoài địa bàn")");
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

TEST_F(ConnectionElsewhere, ReroutingKeepsTheChainAndNeverAsksWhoDeclined) {
  const std::string id = sent();
  act(police_, id, "decline", R"("reason":"no_capacity")");
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
  ASSERT_EQ(act(counsellor_, second, "send").status, 200);
  EXPECT_EQ(clocks(id), "R13 done, R8 open, T1 cancelled, T2 done, T3 done, T4 open");
  EXPECT_EQ(words(body_of(get(health_, "/" + second)), "chain", "status"), "sent");
  EXPECT_EQ(get(police_, "/" + second).status, 404);
}

// R-013: the need is still unmet, and whose turn it is stays visible.
TEST_F(ConnectionElsewhere, CancellingTheNextDraftAsksForAnotherAddressAgain) {
  const std::string id = sent();
  act(police_, id, "decline", R"("reason":"no_capacity")");
  const std::string second =
      text_of(post(counsellor_, id, "reroutes", R"("target":)" + target(kHealth)), "id");
  ASSERT_EQ(act(counsellor_, second, "cancel", R"("reason":"entered_in_error")").status, 200);
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
  ASSERT_EQ(act(counsellor_, text_of(third, "id"), "send").status, 200);
  EXPECT_EQ(clocks(id), "R13 done, R8 open, T1 cancelled, T2 done, T3 done, T4 open");
  // Sent, and then found to be entered in error: the clock starts anew.
  ASSERT_EQ(
      act(counsellor_, text_of(third, "id"), "cancel", R"("reason":"entered_in_error")").status,
      200);
  EXPECT_EQ(status(id), "declined");
  EXPECT_EQ(clocks(id), "R13 done, R13 open, R8 open, T1 cancelled, T2 done, T3 done, T4 open");
}

// R-079: nobody was reached, and the other address was a mistake: the first clocks go on.
TEST_F(ConnectionElsewhere, CancellingTheNextDraftGoesOnWithWhoWasNotReached) {
  const std::string id = sent();
  ASSERT_EQ(act(counsellor_, id, "report_no_answer").status, 200);
  const std::string second =
      text_of(post(counsellor_, id, "reroutes", R"("target":)" + target(kHealth)), "id");
  EXPECT_EQ(clocks(id), "R8 open, T1 cancelled, T2 cancelled, T4 open");
  ASSERT_EQ(act(counsellor_, second, "cancel", R"("reason":"entered_in_error")").status, 200);
  EXPECT_EQ(status(id), "no_answer");
  EXPECT_EQ(clocks(id), "R8 open, T1 cancelled, T1 open, T2 cancelled, T2 open, T4 open");
  EXPECT_EQ(text_of(get(police_, "/" + id), "due_at"), "2026-03-03T17:00:00.000Z");
}

// R-012: only inside the own ministry; the agency stays answerable and follows.
TEST_F(ConnectionElsewhere, DelegatingGivesTheUnitItsOwnClockAndKeepsTheAgencys) {
  const std::string id = sent();
  EXPECT_EQ(act(police_, id, "delegate").status, 400);
  const auto other = act(police_, id, "delegate", R"("unit_id":")" + kHealthUnit.str() + "\"");
  EXPECT_EQ(other.status, 400);
  EXPECT_EQ(words(body_of(other), "fields", "code"), "other_system");
  EXPECT_EQ(get(police_unit_, "/" + id).status, 404);
  const auto offered = body_of(get(police_, "/" + id));
  EXPECT_NE(words(offered, "delegable_units", "id").find(kPoliceUnit.str()), std::string::npos);
  EXPECT_EQ(words(offered, "delegable_units", "id").find(kHealthUnit.str()), std::string::npos);

  const auto done = act(police_, id, "delegate",
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

TEST_F(ConnectionElsewhere, AUnitGivesBackAndLosesSight) {
  const std::string id = sent();
  act(police_, id, "delegate", R"("unit_id":")" + kPoliceUnit.str() + "\"");
  ASSERT_EQ(act(police_unit_, id, "decline", R"("reason":"no_staff")").status, 200);
  EXPECT_EQ(status(id), "acknowledged");
  EXPECT_EQ(get(police_unit_, "/" + id).status, 404);
  EXPECT_EQ(get(police_, "/" + id).status, 200);
  EXPECT_EQ(clocks(id), "R12 cancelled, R8 open, T1 open, T2 open, T4 open");
}

// R-078, R-079: a unit asked directly that cannot be reached; three tries, then the member helps.
TEST_F(ConnectionElsewhere, AfterThreeTriesTheWorkingGroupMemberHasToHelp) {
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

TEST_F(ConnectionElsewhere, FourHoursAfterTheFirstTryItEscalatesByItselfOnce) {
  const std::string id = sent(target(kHealth, "grassroots"));
  post(counsellor_, id, "call-attempts", R"("at":"2026-03-02T02:00:00Z","reached":false)");
  const auto& database = stage_.database;
  EXPECT_EQ(operations_.escalate_due(*database, at("2026-03-02T05:59:59Z")), 0U);
  EXPECT_EQ(operations_.escalate_due(*database, at("2026-03-02T06:00:00Z")), 1U);
  EXPECT_EQ(operations_.escalate_due(*database, at("2026-03-02T06:00:00Z")), 0U);
  EXPECT_EQ(status(id), "escalated");
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM duty WHERE rule_code = 'R79'"), 1);
}

TEST_F(ConnectionElsewhere, RefusesCallsInTheFuture) {
  const std::string id = sent();
  const auto future =
      post(counsellor_, id, "call-attempts", R"("at":"2026-03-02T02:00:01Z","reached":false)");
  EXPECT_EQ(words(body_of(future), "fields", "code"), "in_future");
  const auto before =
      post(counsellor_, id, "call-attempts", R"("at":"2026-03-01T02:00:01Z","reached":false)");
  EXPECT_EQ(words(body_of(before), "fields", "code"), "before_start");
  EXPECT_EQ(status(id), "sent");
}

}  // namespace
}  // namespace hd::connections::testing
