#include "referrals/life.h"

#include <cstdint>
#include <string>

#include "base/life_table.h"

namespace hd::referrals {
namespace {

using base::in;
using enum Status;

/// Asked, and not yet answered.
constexpr std::uint32_t kAsked = in(sent, acknowledged);
/// Answered with yes, and the person not yet handed over.
constexpr std::uint32_t kBeforeHandOver = in(accepted, in_transit);
/// Nothing has been promised and nobody is on the way.
constexpr std::uint32_t kBeforeTravel = in(draft, sent, acknowledged, delegated, accepted);
constexpr std::uint32_t kWithReceiver = in(handed_over, in_service);
constexpr std::uint32_t kAlive = kBeforeTravel | in(in_transit) | kWithReceiver;

using Row = base::LifeRow<Status, Action, Side>;

constexpr std::optional<Status> kSame = std::nullopt;

/// The whole life. What is not here cannot happen.
constexpr auto kLife = std::to_array<Row>({
    {Action::edit, Side::sender, in(draft), kSame},
    {Action::record_step, Side::sender, kAlive, kSame},
    {Action::record_step, Side::receiver, kBeforeHandOver, kSame},
    {Action::record_step, Side::unit, kBeforeHandOver, kSame},
    {Action::record_abroad_call, Side::sender, kAlive, kSame},
    {Action::open_emergency, Side::sender, kBeforeTravel, kSame},
    {Action::send, Side::sender, in(draft), sent},

    {Action::acknowledge, Side::receiver, in(sent), acknowledged},
    {Action::accept, Side::receiver, kAsked, accepted},
    {Action::accept, Side::unit, in(delegated), accepted},
    {Action::delegate, Side::receiver, kAsked | in(delegated), delegated},
    {Action::give_back, Side::unit, in(delegated), acknowledged},
    {Action::decline, Side::receiver, kAsked | in(delegated, accepted), declined},
    {Action::reroute, Side::sender, in(declined, expired), rerouted},
    {Action::expire, Side::system, kAsked | in(delegated), expired},

    {Action::release_pack, Side::sender, in(accepted, in_transit, handed_over), kSame},
    {Action::depart, Side::sender, kAsked | in(delegated, accepted), in_transit},
    {Action::arrive, Side::sender, in(in_transit), kSame},
    {Action::arrive, Side::receiver, in(in_transit), kSame},
    {Action::arrive, Side::unit, in(in_transit), kSame},
    {Action::accept, Side::receiver, kWithReceiver | in(in_transit), kSame},
    {Action::accept, Side::unit, kWithReceiver | in(in_transit), kSame},
    {Action::write_hand_over_record, Side::sender, in(in_transit), kSame},
    {Action::write_hand_over_record, Side::receiver, in(in_transit), kSame},
    {Action::write_hand_over_record, Side::unit, in(in_transit), kSame},
    {Action::sign, Side::sender, in(in_transit), kSame},
    {Action::sign, Side::receiver, in(in_transit), kSame},
    {Action::sign, Side::unit, in(in_transit), kSame},
    {Action::hand_over, Side::sender, in(in_transit), handed_over},
    {Action::hand_over, Side::receiver, in(in_transit), handed_over},
    {Action::hand_over, Side::unit, in(in_transit), handed_over},

    {Action::start_service, Side::receiver, in(handed_over), in_service},
    {Action::start_service, Side::unit, in(handed_over), in_service},
    {Action::evaluate, Side::sender, kWithReceiver | in(completed), kSame},
    {Action::complete, Side::sender, in(in_service), completed},

    {Action::withdraw_by_victim, Side::sender, kAlive, withdrawn_by_victim},
    {Action::cancel, Side::sender, kBeforeTravel, cancelled},
});

}  // namespace

base::Result<Status> advance(Status from, Action action, Side by) {
  const Row* row = base::find_row(kLife, from, action, by);
  if (row == nullptr) {
    return base::Error{base::ErrorKind::conflict,
                       "referral.wrong_state",
                       {},
                       {{"status", std::string(base::name_of(kStatusNames, from))}}};
  }
  return row->to.value_or(from);
}

std::vector<Action> next_actions(Status from, Side by) {
  std::vector<Action> actions;
  for (const auto& entry : kActionNames) {
    if (entry.value == Action::hand_over || entry.value == Action::expire) continue;
    if (base::find_row(kLife, from, entry.value, by) != nullptr) actions.push_back(entry.value);
  }
  return actions;
}

std::optional<Side> whose_turn(Status status, bool delegated_now) {
  const Side answering = delegated_now ? Side::unit : Side::receiver;
  switch (status) {
    case draft:
    case accepted:
    case declined:
    case expired:
    case in_service:
      return Side::sender;
    case sent:
    case acknowledged:
    case delegated:
    case in_transit:
    case handed_over:
      return answering;
    case completed:
    case rerouted:
    case withdrawn_by_victim:
    case cancelled:
      return std::nullopt;
  }
  return std::nullopt;
}

access::Stage stage_of(Status status, bool accepted_in_writing, bool handed_over_once) {
  switch (status) {
    case draft:
      return access::Stage::draft;
    case sent:
    case acknowledged:
    case delegated:
      return access::Stage::offered;
    case accepted:
    case in_transit:
    case handed_over:
    case in_service:
      return accepted_in_writing ? access::Stage::accepted : access::Stage::offered;
    case completed:
      return access::Stage::ended;
    case withdrawn_by_victim:
      return accepted_in_writing && handed_over_once ? access::Stage::ended
                                                     : access::Stage::declined;
    case declined:
    case rerouted:
    case cancelled:
    case expired:
      return access::Stage::declined;
  }
  return access::Stage::declined;
}

bool has_ended(Status status) {
  return (in(completed, rerouted, withdrawn_by_victim, cancelled) & in(status)) != 0;
}

}  // namespace hd::referrals
