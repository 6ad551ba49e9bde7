#include "referrals/life.h"

#include <sstream>

#include <gtest/gtest.h>

#include "base/testing_life.h"

namespace hd::referrals {
namespace {

std::string life() {
  return base::testing::life_text(kStatusNames, kActionNames, kSideNames, advance,
                                  "referral.wrong_state");
}

// the acts of both sides.
TEST(ReferralLife, HasExactlyTheseActs) {
  EXPECT_EQ(life(),
            "draft: edit by sender -> draft\n"
            "draft: record_step by sender -> draft\n"
            "draft: record_abroad_call by sender -> draft\n"
            "draft: open_emergency by sender -> draft\n"
            "draft: send by sender -> sent\n"
            "draft: withdraw_by_victim by sender -> withdrawn_by_victim\n"
            "draft: cancel by sender -> cancelled\n"
            "sent: record_step by sender -> sent\n"
            "sent: record_abroad_call by sender -> sent\n"
            "sent: open_emergency by sender -> sent\n"
            "sent: acknowledge by receiver -> acknowledged\n"
            "sent: accept by receiver -> accepted\n"
            "sent: delegate by receiver -> delegated\n"
            "sent: decline by receiver -> declined\n"
            "sent: depart by sender -> in_transit\n"
            "sent: withdraw_by_victim by sender -> withdrawn_by_victim\n"
            "sent: cancel by sender -> cancelled\n"
            "sent: expire by system -> expired\n"
            "acknowledged: record_step by sender -> acknowledged\n"
            "acknowledged: record_abroad_call by sender -> acknowledged\n"
            "acknowledged: open_emergency by sender -> acknowledged\n"
            "acknowledged: accept by receiver -> accepted\n"
            "acknowledged: delegate by receiver -> delegated\n"
            "acknowledged: decline by receiver -> declined\n"
            "acknowledged: depart by sender -> in_transit\n"
            "acknowledged: withdraw_by_victim by sender -> withdrawn_by_victim\n"
            "acknowledged: cancel by sender -> cancelled\n"
            "acknowledged: expire by system -> expired\n"
            "delegated: record_step by sender -> delegated\n"
            "delegated: record_abroad_call by sender -> delegated\n"
            "delegated: open_emergency by sender -> delegated\n"
            "delegated: accept by unit -> accepted\n"
            "delegated: delegate by receiver -> delegated\n"
            "delegated: give_back by unit -> acknowledged\n"
            "delegated: decline by receiver -> declined\n"
            "delegated: depart by sender -> in_transit\n"
            "delegated: withdraw_by_victim by sender -> withdrawn_by_victim\n"
            "delegated: cancel by sender -> cancelled\n"
            "delegated: expire by system -> expired\n"
            "accepted: record_step by sender -> accepted\n"
            "accepted: record_step by receiver -> accepted\n"
            "accepted: record_step by unit -> accepted\n"
            "accepted: record_abroad_call by sender -> accepted\n"
            "accepted: open_emergency by sender -> accepted\n"
            "accepted: decline by receiver -> declined\n"
            "accepted: release_pack by sender -> accepted\n"
            "accepted: depart by sender -> in_transit\n"
            "accepted: withdraw_by_victim by sender -> withdrawn_by_victim\n"
            "accepted: cancel by sender -> cancelled\n"
            "in_transit: record_step by sender -> in_transit\n"
            "in_transit: record_step by receiver -> in_transit\n"
            "in_transit: record_step by unit -> in_transit\n"
            "in_transit: record_abroad_call by sender -> in_transit\n"
            "in_transit: accept by receiver -> in_transit\n"
            "in_transit: accept by unit -> in_transit\n"
            "in_transit: release_pack by sender -> in_transit\n"
            "in_transit: arrive by sender -> in_transit\n"
            "in_transit: arrive by receiver -> in_transit\n"
            "in_transit: arrive by unit -> in_transit\n"
            "in_transit: write_hand_over_record by sender -> in_transit\n"
            "in_transit: write_hand_over_record by receiver -> in_transit\n"
            "in_transit: write_hand_over_record by unit -> in_transit\n"
            "in_transit: sign by sender -> in_transit\n"
            "in_transit: sign by receiver -> in_transit\n"
            "in_transit: sign by unit -> in_transit\n"
            "in_transit: hand_over by sender -> handed_over\n"
            "in_transit: hand_over by receiver -> handed_over\n"
            "in_transit: hand_over by unit -> handed_over\n"
            "in_transit: withdraw_by_victim by sender -> withdrawn_by_victim\n"
            "handed_over: record_step by sender -> handed_over\n"
            "handed_over: record_abroad_call by sender -> handed_over\n"
            "handed_over: accept by receiver -> handed_over\n"
            "handed_over: accept by unit -> handed_over\n"
            "handed_over: release_pack by sender -> handed_over\n"
            "handed_over: start_service by receiver -> in_service\n"
            "handed_over: start_service by unit -> in_service\n"
            "handed_over: evaluate by sender -> handed_over\n"
            "handed_over: withdraw_by_victim by sender -> withdrawn_by_victim\n"
            "in_service: record_step by sender -> in_service\n"
            "in_service: record_abroad_call by sender -> in_service\n"
            "in_service: accept by receiver -> in_service\n"
            "in_service: accept by unit -> in_service\n"
            "in_service: evaluate by sender -> in_service\n"
            "in_service: complete by sender -> completed\n"
            "in_service: withdraw_by_victim by sender -> withdrawn_by_victim\n"
            "completed: evaluate by sender -> completed\n"
            "declined: reroute by sender -> rerouted\n"
            "expired: reroute by sender -> rerouted\n");
}

TEST(ReferralLife, OffersExactlyTheActsThatSucceed) {
  base::testing::expect_offers(kStatusNames, kActionNames, kSideNames, advance, next_actions,
                               {Action::hand_over, Action::expire});
}

std::string turns() {
  const auto name = [](std::optional<Side> side) {
    return side ? std::string(base::name_of(kSideNames, *side)) : "nobody";
  };
  std::ostringstream lines;
  for (const auto& status : kStatusNames) {
    lines << status.name << ": " << name(whose_turn(status.value, false))
          << "; delegated: " << name(whose_turn(status.value, true)) << "\n";
  }
  return lines.str();
}

TEST(Turn, FollowsTheState) {
  EXPECT_EQ(turns(),
            "draft: sender; delegated: sender\n"
            "sent: receiver; delegated: unit\n"
            "acknowledged: receiver; delegated: unit\n"
            "delegated: receiver; delegated: unit\n"
            "accepted: sender; delegated: sender\n"
            "in_transit: receiver; delegated: unit\n"
            "handed_over: receiver; delegated: unit\n"
            "in_service: sender; delegated: sender\n"
            "completed: nobody; delegated: nobody\n"
            "declined: sender; delegated: sender\n"
            "rerouted: nobody; delegated: nobody\n"
            "withdrawn_by_victim: nobody; delegated: nobody\n"
            "cancelled: nobody; delegated: nobody\n"
            "expired: sender; delegated: sender\n");
}

std::string sight() {
  std::ostringstream lines;
  for (const auto& status : kStatusNames) {
    const auto stage = [&](bool accepted, bool handed_over) {
      return base::name_of(access::kStageNames, stage_of(status.value, accepted, handed_over));
    };
    lines << status.name << ": " << stage(false, false) << ", accepted: " << stage(true, false)
          << ", handed over: " << stage(true, true) << "\n";
  }
  return lines.str();
}

// who declined loses sight. Without a written acceptance nobody gets further than
// the card, even when she is already on the way.
TEST(Sight, OfTheReceiverInEveryState) {
  EXPECT_EQ(sight(),
            "draft: draft, accepted: draft, handed over: draft\n"
            "sent: offered, accepted: offered, handed over: offered\n"
            "acknowledged: offered, accepted: offered, handed over: offered\n"
            "delegated: offered, accepted: offered, handed over: offered\n"
            "accepted: offered, accepted: accepted, handed over: accepted\n"
            "in_transit: offered, accepted: accepted, handed over: accepted\n"
            "handed_over: offered, accepted: accepted, handed over: accepted\n"
            "in_service: offered, accepted: accepted, handed over: accepted\n"
            "completed: ended, accepted: ended, handed over: ended\n"
            "declined: declined, accepted: declined, handed over: declined\n"
            "rerouted: declined, accepted: declined, handed over: declined\n"
            "withdrawn_by_victim: declined, accepted: declined, handed over: ended\n"
            "cancelled: declined, accepted: declined, handed over: declined\n"
            "expired: declined, accepted: declined, handed over: declined\n");
}

TEST(Ended, AreTheStatesInWhichOnlyFollowUpsAreLeft) {
  base::testing::expect_ends(kStatusNames, kSideNames, next_actions, has_ended, Action::evaluate);
}

}  // namespace
}  // namespace hd::referrals
