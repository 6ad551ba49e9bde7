#include "connections/life.h"

#include <cstdint>

#include "base/life_table.h"

namespace hd::connections {
namespace {

using base::in;
using enum Status;

constexpr std::uint32_t kWaiting = in(sent, no_answer, escalated);  // asked, nobody has taken it up
constexpr std::uint32_t kAtWork = in(acknowledged, handling, delegated, first_result);
constexpr std::uint32_t kAlive = kWaiting | kAtWork;

using Row = base::LifeRow<Status, Action, Side>;

constexpr std::optional<Status> kSame = std::nullopt;

/// The whole life. What is not here cannot happen.
constexpr auto kLife = std::to_array<Row>({
    {Action::edit, Side::hotline, in(draft), kSame},
    {Action::send, Side::hotline, in(draft), sent},

    {Action::acknowledge, Side::agency, kWaiting, acknowledged},
    {Action::start_handling, Side::agency, kWaiting | in(acknowledged), handling},
    {Action::start_handling, Side::unit, in(delegated), handling},
    {Action::record_handling, Side::agency, kWaiting | in(acknowledged), handling},
    {Action::record_handling, Side::agency, in(handling, delegated, first_result), kSame},
    {Action::record_handling, Side::unit, in(delegated), handling},
    {Action::record_handling, Side::unit, in(handling, first_result), kSame},
    {Action::record_result, Side::agency, kAtWork, first_result},
    {Action::record_result, Side::unit, in(delegated, handling, first_result), first_result},
    // On behalf of a body that has no account here: operations look that up.
    {Action::record_handling, Side::hotline, kWaiting | in(acknowledged), handling},
    {Action::record_handling, Side::hotline, in(handling, first_result), kSame},
    {Action::record_result, Side::hotline, in(acknowledged, handling, first_result), first_result},
    {Action::complete, Side::hotline, in(first_result), completed},

    {Action::delegate, Side::agency, kWaiting | in(acknowledged, handling, delegated), delegated},
    {Action::decline, Side::agency, kWaiting | in(acknowledged, handling), declined},
    {Action::decline, Side::unit, in(delegated, handling), acknowledged},
    {Action::reroute, Side::hotline, in(declined, no_answer, escalated), rerouted},

    {Action::message, Side::hotline, kAlive, kSame},
    {Action::message, Side::agency, kAlive, kSame},
    {Action::message, Side::unit, in(delegated, handling, first_result), kSame},

    {Action::report_no_answer, Side::hotline, in(sent), no_answer},
    {Action::record_call_attempt, Side::hotline, in(sent), no_answer},
    {Action::record_call_attempt, Side::hotline, in(no_answer, escalated), kSame},
    {Action::reach, Side::hotline, kWaiting, sent},
    {Action::escalate, Side::system, in(sent, no_answer), escalated},

    {Action::draft_written_report, Side::hotline,
     kAlive | in(completed, declined, rerouted, withdrawn), kSame},
    {Action::withdraw, Side::hotline, kAlive, withdrawn},
    {Action::cancel, Side::hotline, in(draft, sent), cancelled},
});

}  // namespace

base::Result<Status> advance(Status from, Action action, Side by) {
  const Row* row = base::find_row(kLife, from, action, by);
  if (row == nullptr) {
    return base::Error{base::ErrorKind::conflict,
                       "connection.wrong_state",
                       {},
                       {{"status", std::string(base::name_of(kStatusNames, from))}}};
  }
  return row->to.value_or(from);
}

bool is_on_behalf(Action action, Side by) {
  return by == Side::hotline &&
         (action == Action::record_handling || action == Action::record_result);
}

std::vector<Action> next_actions(Status from, Side by) {
  std::vector<Action> actions;
  for (const auto& entry : kActionNames) {
    if (entry.value == Action::reach || entry.value == Action::escalate) continue;
    if (base::find_row(kLife, from, entry.value, by) != nullptr) actions.push_back(entry.value);
  }
  return actions;
}

std::optional<Side> whose_turn(Status status, bool delegated_now,
                               std::optional<Side> question_from) {
  std::optional<Side> turn;
  switch (status) {
    case draft:
    case first_result:
    case declined:
    case no_answer:
      turn = Side::hotline;
      break;
    case sent:
    case acknowledged:
    case escalated:
      turn = Side::agency;
      break;
    case handling:
      turn = delegated_now ? Side::unit : Side::agency;
      break;
    case delegated:
      turn = Side::unit;
      break;
    case completed:
    case rerouted:
    case withdrawn:
    case cancelled:
      return std::nullopt;
  }
  if (!question_from) return turn;
  if (*question_from != Side::hotline) return Side::hotline;
  return turn == Side::hotline ? Side::agency : turn;
}

access::Stage stage_of(Status status, bool taken_up) {
  switch (status) {
    case draft:
      return access::Stage::draft;
    case sent:
    case no_answer:
    case escalated:
      return access::Stage::offered;
    case acknowledged:
    case handling:
    case first_result:
    case delegated:
      return access::Stage::accepted;
    case completed:
      return access::Stage::ended;
    case withdrawn:
    case cancelled:
      return taken_up ? access::Stage::ended : access::Stage::declined;
    case declined:
    case rerouted:
      return access::Stage::declined;
  }
  return access::Stage::declined;
}

Status before_reroute(bool was_declined, bool was_escalated) {
  if (was_declined) return declined;
  return was_escalated ? escalated : no_answer;
}

bool has_ended(Status status) {
  return (in(completed, rerouted, withdrawn, cancelled) & in(status)) != 0;
}

}  // namespace hd::connections
