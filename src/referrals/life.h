#pragma once
// The life of a referral: one table says which side may do what in which state, and what follows.
//
// Pure. The state is never set by hand: it follows from acts (this file) and steps (steps.h).
// Source: spec processes section 4.

#include <array>
#include <optional>
#include <vector>

#include "access/decide.h"
#include "base/enum_names.h"
#include "base/result.h"

namespace hd::referrals {

enum class Status {
  draft,
  sent,
  acknowledged,
  delegated,
  accepted,
  in_transit,
  handed_over,
  in_service,
  completed,
  declined,
  rerouted,
  withdrawn_by_victim,
  cancelled,
  expired,
};

inline constexpr auto kStatusNames = std::to_array<base::EnumName<Status>>({
    {Status::draft, "draft"},
    {Status::sent, "sent"},
    {Status::acknowledged, "acknowledged"},
    {Status::delegated, "delegated"},
    {Status::accepted, "accepted"},
    {Status::in_transit, "in_transit"},
    {Status::handed_over, "handed_over"},
    {Status::in_service, "in_service"},
    {Status::completed, "completed"},
    {Status::declined, "declined"},
    {Status::rerouted, "rerouted"},
    {Status::withdrawn_by_victim, "withdrawn_by_victim"},
    {Status::cancelled, "cancelled"},
    {Status::expired, "expired"},
});
static_assert(base::names_every(kStatusNames, Status::expired));

/// Who acts. `receiver` is the organisation that was asked, or the unit of it that was asked
/// directly; `unit` is the one to which the receiver delegated; `system` is a clock.
enum class Side { sender, receiver, unit, system };

inline constexpr auto kSideNames = std::to_array<base::EnumName<Side>>({
    {Side::sender, "sender"},
    {Side::receiver, "receiver"},
    {Side::unit, "unit"},
    {Side::system, "system"},
});
static_assert(base::names_every(kSideNames, Side::system));

/// Acts, in the order in which a screen offers them.
enum class Action {
  edit,
  record_step,         ///< one of the seven steps (R-126: by whom is part of it)
  record_abroad_call,  ///< R-033
  open_emergency,      ///< danger to life: steps 2 to 5 follow afterwards
  send,
  acknowledge,
  accept,    ///< in writing (R-026, R-030)
  delegate,  ///< R-032
  give_back,
  decline,  ///< R-031
  reroute,
  release_pack,
  depart,
  arrive,
  write_hand_over_record,  ///< R-023
  sign,
  hand_over,  ///< the last signature; part of sign
  start_service,
  evaluate,  ///< R-127
  complete,
  withdraw_by_victim,  ///< R-016: she does not want it, or no longer
  cancel,
  expire,  ///< nobody answered
};

inline constexpr auto kActionNames = std::to_array<base::EnumName<Action>>({
    {Action::edit, "edit"},
    {Action::record_step, "record_step"},
    {Action::record_abroad_call, "record_abroad_call"},
    {Action::open_emergency, "open_emergency"},
    {Action::send, "send"},
    {Action::acknowledge, "acknowledge"},
    {Action::accept, "accept"},
    {Action::delegate, "delegate"},
    {Action::give_back, "give_back"},
    {Action::decline, "decline"},
    {Action::reroute, "reroute"},
    {Action::release_pack, "release_pack"},
    {Action::depart, "depart"},
    {Action::arrive, "arrive"},
    {Action::write_hand_over_record, "write_hand_over_record"},
    {Action::sign, "sign"},
    {Action::hand_over, "hand_over"},
    {Action::start_service, "start_service"},
    {Action::evaluate, "evaluate"},
    {Action::complete, "complete"},
    {Action::withdraw_by_victim, "withdraw_by_victim"},
    {Action::cancel, "cancel"},
    {Action::expire, "expire"},
});
static_assert(base::names_every(kActionNames, Action::expire));

/// The state after an act. Errors: conflict "referral.wrong_state" with params["status"] - this
/// side cannot do that now.
base::Result<Status> advance(Status from, Action action, Side by);

/// What this side may do now; without what only follows (hand_over, expire).
std::vector<Action> next_actions(Status from, Side by);

/// Whose turn it is; nullopt: nobody's, the referral has ended. `delegated_now`: a unit has it.
std::optional<Side> whose_turn(Status status, bool delegated_now);

/// What the state means for access. Without a written acceptance the receiver sees the card and no
/// more, even when the person is on the way (emergency). Once she was handed over, the receiver
/// keeps sight of what it answers for; before that, an end closes everything.
access::Stage stage_of(Status status, bool accepted, bool handed_over);

/// True when nothing more is done about the person under this referral.
bool has_ended(Status status);

}  // namespace hd::referrals
