#include "connections/life.h"

#include <sstream>

#include <gtest/gtest.h>

#include "base/testing_life.h"

namespace hd::connections {
namespace {

std::string life() {
  return base::testing::life_text(kStatusNames, kActionNames, kSideNames, advance,
                                  "connection.wrong_state");
}

// R-006 ask, R-010 handle and report, R-012 delegate, R-013 decline and re-route, R-078, R-079.
TEST(ConnectionLife, HasExactlyTheseSteps) {
  EXPECT_EQ(life(),
            "draft: edit by hotline -> draft\n"
            "draft: send by hotline -> sent\n"
            "draft: cancel by hotline -> cancelled\n"
            "sent: acknowledge by agency -> acknowledged\n"
            "sent: start_handling by agency -> handling\n"
            "sent: record_handling by hotline -> handling\n"
            "sent: record_handling by agency -> handling\n"
            "sent: delegate by agency -> delegated\n"
            "sent: decline by agency -> declined\n"
            "sent: message by hotline -> sent\n"
            "sent: message by agency -> sent\n"
            "sent: report_no_answer by hotline -> no_answer\n"
            "sent: record_call_attempt by hotline -> no_answer\n"
            "sent: draft_written_report by hotline -> sent\n"
            "sent: withdraw by hotline -> withdrawn\n"
            "sent: cancel by hotline -> cancelled\n"
            "sent: reach by hotline -> sent\n"
            "sent: escalate by system -> escalated\n"
            "acknowledged: start_handling by agency -> handling\n"
            "acknowledged: record_handling by hotline -> handling\n"
            "acknowledged: record_handling by agency -> handling\n"
            "acknowledged: record_result by hotline -> first_result\n"
            "acknowledged: record_result by agency -> first_result\n"
            "acknowledged: delegate by agency -> delegated\n"
            "acknowledged: decline by agency -> declined\n"
            "acknowledged: message by hotline -> acknowledged\n"
            "acknowledged: message by agency -> acknowledged\n"
            "acknowledged: draft_written_report by hotline -> acknowledged\n"
            "acknowledged: withdraw by hotline -> withdrawn\n"
            "handling: record_handling by hotline -> handling\n"
            "handling: record_handling by agency -> handling\n"
            "handling: record_handling by unit -> handling\n"
            "handling: record_result by hotline -> first_result\n"
            "handling: record_result by agency -> first_result\n"
            "handling: record_result by unit -> first_result\n"
            "handling: delegate by agency -> delegated\n"
            "handling: decline by agency -> declined\n"
            "handling: decline by unit -> acknowledged\n"
            "handling: message by hotline -> handling\n"
            "handling: message by agency -> handling\n"
            "handling: message by unit -> handling\n"
            "handling: draft_written_report by hotline -> handling\n"
            "handling: withdraw by hotline -> withdrawn\n"
            "first_result: record_handling by hotline -> first_result\n"
            "first_result: record_handling by agency -> first_result\n"
            "first_result: record_handling by unit -> first_result\n"
            "first_result: record_result by hotline -> first_result\n"
            "first_result: record_result by agency -> first_result\n"
            "first_result: record_result by unit -> first_result\n"
            "first_result: complete by hotline -> completed\n"
            "first_result: message by hotline -> first_result\n"
            "first_result: message by agency -> first_result\n"
            "first_result: message by unit -> first_result\n"
            "first_result: draft_written_report by hotline -> first_result\n"
            "first_result: withdraw by hotline -> withdrawn\n"
            "completed: draft_written_report by hotline -> completed\n"
            "declined: reroute by hotline -> rerouted\n"
            "declined: draft_written_report by hotline -> declined\n"
            "rerouted: draft_written_report by hotline -> rerouted\n"
            "delegated: start_handling by unit -> handling\n"
            "delegated: record_handling by agency -> delegated\n"
            "delegated: record_handling by unit -> handling\n"
            "delegated: record_result by agency -> first_result\n"
            "delegated: record_result by unit -> first_result\n"
            "delegated: delegate by agency -> delegated\n"
            "delegated: decline by unit -> acknowledged\n"
            "delegated: message by hotline -> delegated\n"
            "delegated: message by agency -> delegated\n"
            "delegated: message by unit -> delegated\n"
            "delegated: draft_written_report by hotline -> delegated\n"
            "delegated: withdraw by hotline -> withdrawn\n"
            "no_answer: acknowledge by agency -> acknowledged\n"
            "no_answer: start_handling by agency -> handling\n"
            "no_answer: record_handling by hotline -> handling\n"
            "no_answer: record_handling by agency -> handling\n"
            "no_answer: delegate by agency -> delegated\n"
            "no_answer: decline by agency -> declined\n"
            "no_answer: reroute by hotline -> rerouted\n"
            "no_answer: message by hotline -> no_answer\n"
            "no_answer: message by agency -> no_answer\n"
            "no_answer: record_call_attempt by hotline -> no_answer\n"
            "no_answer: draft_written_report by hotline -> no_answer\n"
            "no_answer: withdraw by hotline -> withdrawn\n"
            "no_answer: reach by hotline -> sent\n"
            "no_answer: escalate by system -> escalated\n"
            "escalated: acknowledge by agency -> acknowledged\n"
            "escalated: start_handling by agency -> handling\n"
            "escalated: record_handling by hotline -> handling\n"
            "escalated: record_handling by agency -> handling\n"
            "escalated: delegate by agency -> delegated\n"
            "escalated: decline by agency -> declined\n"
            "escalated: reroute by hotline -> rerouted\n"
            "escalated: message by hotline -> escalated\n"
            "escalated: message by agency -> escalated\n"
            "escalated: record_call_attempt by hotline -> escalated\n"
            "escalated: draft_written_report by hotline -> escalated\n"
            "escalated: withdraw by hotline -> withdrawn\n"
            "escalated: reach by hotline -> sent\n"
            "withdrawn: draft_written_report by hotline -> withdrawn\n");
}

// Bodies that work with paper and telephone: the hotline writes down what they said.
TEST(ConnectionLife, TheHotlineWritesDownHandlingAndResultsForOthers) {
  EXPECT_TRUE(is_on_behalf(Action::record_handling, Side::hotline));
  EXPECT_TRUE(is_on_behalf(Action::record_result, Side::hotline));
  EXPECT_FALSE(is_on_behalf(Action::record_result, Side::agency));
  EXPECT_FALSE(is_on_behalf(Action::complete, Side::hotline));
}

TEST(ConnectionLife, OffersExactlyTheStepsThatSucceed) {
  base::testing::expect_offers(kStatusNames, kActionNames, kSideNames, advance, next_actions,
                               {Action::reach, Action::escalate});
}

/// "sent agency, asked hotline": whose turn, and whose after a question of that side.
std::string turns() {
  const auto name = [](std::optional<Side> side) {
    return side ? std::string(base::name_of(kSideNames, *side)) : "nobody";
  };
  std::ostringstream lines;
  for (const auto& status : kStatusNames) {
    lines << status.name << ": " << name(whose_turn(status.value, false, std::nullopt))
          << "; the agency asks: " << name(whose_turn(status.value, false, Side::agency))
          << "; the hotline asks: " << name(whose_turn(status.value, false, Side::hotline)) << "\n";
  }
  return lines.str();
}

TEST(Turn, FollowsTheStateAndTurnsWithAQuestion) {
  EXPECT_EQ(turns(),
            "draft: hotline; the agency asks: hotline; the hotline asks: agency\n"
            "sent: agency; the agency asks: hotline; the hotline asks: agency\n"
            "acknowledged: agency; the agency asks: hotline; the hotline asks: agency\n"
            "handling: agency; the agency asks: hotline; the hotline asks: agency\n"
            "first_result: hotline; the agency asks: hotline; the hotline asks: agency\n"
            "completed: nobody; the agency asks: nobody; the hotline asks: nobody\n"
            "declined: hotline; the agency asks: hotline; the hotline asks: agency\n"
            "rerouted: nobody; the agency asks: nobody; the hotline asks: nobody\n"
            "delegated: unit; the agency asks: hotline; the hotline asks: unit\n"
            "no_answer: hotline; the agency asks: hotline; the hotline asks: agency\n"
            "escalated: agency; the agency asks: hotline; the hotline asks: agency\n"
            "withdrawn: nobody; the agency asks: nobody; the hotline asks: nobody\n"
            "cancelled: nobody; the agency asks: nobody; the hotline asks: nobody\n");
  EXPECT_EQ(whose_turn(Status::handling, true, std::nullopt), Side::unit);
}

// R-013 and design principle 5: who declined, or never took it up, loses sight.
TEST(Sight, IsLostByWhoDeclinedOrNeverTookItUp) {
  using access::Stage;
  EXPECT_EQ(stage_of(Status::sent, false), Stage::offered);
  EXPECT_EQ(stage_of(Status::handling, true), Stage::accepted);
  EXPECT_EQ(stage_of(Status::declined, true), Stage::declined);
  EXPECT_EQ(stage_of(Status::rerouted, true), Stage::declined);
  EXPECT_EQ(stage_of(Status::withdrawn, true), Stage::ended);
  EXPECT_EQ(stage_of(Status::withdrawn, false), Stage::declined);
  EXPECT_EQ(stage_of(Status::cancelled, false), Stage::declined);
  EXPECT_EQ(stage_of(Status::completed, true), Stage::ended);
}

// the matter goes back to where somebody else had to be found.
TEST(CancelledReroute, LeavesTheOneBeforeWhereItWas) {
  EXPECT_EQ(before_reroute(true, false), Status::declined);
  EXPECT_EQ(before_reroute(true, true), Status::declined);
  EXPECT_EQ(before_reroute(false, false), Status::no_answer);
  EXPECT_EQ(before_reroute(false, true), Status::escalated);
  for (const auto status : {Status::declined, Status::no_answer, Status::escalated}) {
    EXPECT_TRUE(advance(status, Action::reroute, Side::hotline));
  }
}

TEST(Ended, AreTheStatesInWhichNothingCanHappen) {
  base::testing::expect_ends(kStatusNames, kSideNames, next_actions, has_ended,
                             Action::draft_written_report);
}

}  // namespace
}  // namespace hd::connections
