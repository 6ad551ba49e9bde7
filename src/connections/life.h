#pragma once
// The life of a service connection: one table says which side may take which step in which state.
//
// Pure. Everything that asks "may this happen now?", "whose turn is it?" or "who still sees it?"
// asks this file. Source: spec processes section 3.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "access/decide.h"
#include "base/enum_names.h"
#include "base/result.h"

namespace hd::connections {

enum class Status {
  draft,
  sent,
  acknowledged,
  handling,
  first_result,
  completed,
  declined,
  rerouted,
  delegated,
  no_answer,
  escalated,
  withdrawn,
  cancelled,
};

inline constexpr auto kStatusNames = std::to_array<base::EnumName<Status>>({
    {Status::draft, "draft"},
    {Status::sent, "sent"},
    {Status::acknowledged, "acknowledged"},
    {Status::handling, "handling"},
    {Status::first_result, "first_result"},
    {Status::completed, "completed"},
    {Status::declined, "declined"},
    {Status::rerouted, "rerouted"},
    {Status::delegated, "delegated"},
    {Status::no_answer, "no_answer"},
    {Status::escalated, "escalated"},
    {Status::withdrawn, "withdrawn"},
    {Status::cancelled, "cancelled"},
});
static_assert(base::names_every(kStatusNames, Status::cancelled));

/// Who acts. `agency` is whoever was asked: the working-group member, or the officers of the unit
/// that was asked directly. `unit` is the unit that the agency delegated to. `system` is a clock.
enum class Side { hotline, agency, unit, system };

inline constexpr auto kSideNames = std::to_array<base::EnumName<Side>>({
    {Side::hotline, "hotline"},
    {Side::agency, "agency"},
    {Side::unit, "unit"},
    {Side::system, "system"},
});
static_assert(base::names_every(kSideNames, Side::system));

/// Steps, in the order in which a screen offers them.
enum class Action {
  edit,
  send,
  acknowledge,
  start_handling,
  record_handling,
  record_result,
  complete,
  delegate,
  decline,
  reroute,
  message,
  report_no_answer,
  record_call_attempt,
  draft_written_report,
  withdraw,
  cancel,
  reach,     ///< a call attempt that was answered; part of record_call_attempt
  escalate,  ///< nobody reached: the working-group member has to help (R-079)
};

inline constexpr auto kActionNames = std::to_array<base::EnumName<Action>>({
    {Action::edit, "edit"},
    {Action::send, "send"},
    {Action::acknowledge, "acknowledge"},
    {Action::start_handling, "start_handling"},
    {Action::record_handling, "record_handling"},
    {Action::record_result, "record_result"},
    {Action::complete, "complete"},
    {Action::delegate, "delegate"},
    {Action::decline, "decline"},
    {Action::reroute, "reroute"},
    {Action::message, "message"},
    {Action::report_no_answer, "report_no_answer"},
    {Action::record_call_attempt, "record_call_attempt"},
    {Action::draft_written_report, "draft_written_report"},
    {Action::withdraw, "withdraw"},
    {Action::cancel, "cancel"},
    {Action::reach, "reach"},
    {Action::escalate, "escalate"},
});
static_assert(base::names_every(kActionNames, Action::escalate));

/// The state after the step.
/// Errors: conflict "connection.wrong_state" - this side cannot take this step in this state.
base::Result<Status> advance(Status from, Action action, Side by);

/// Steps of the asked side that the hotline writes down for it when it has no account.
bool is_on_behalf(Action action, Side by);

/// What a side may do now, without the steps that belong to others or to clocks.
std::vector<Action> next_actions(Status from, Side by);

/// Whose turn it is; nullopt when nobody's. A question turns it round: `question_from` is the side
/// that waits for an answer, nullopt when nobody does.
std::optional<Side> whose_turn(Status status, bool delegated, std::optional<Side> question_from);

/// Where the record stands for the access decision. `taken_up`: the agency has acknowledged it at
/// some time; what it never took up it does not see after the end.
access::Stage stage_of(Status status, bool taken_up);

/// Where a re-routed connection goes back to when the next one is cancelled: somebody else has to
/// be found still, as before. Source.
Status before_reroute(bool was_declined, bool was_escalated);

/// Nothing more can happen.
bool has_ended(Status status);

}  // namespace hd::connections
