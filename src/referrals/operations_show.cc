// One whole referral as one side may see it: what is not released is taken out here.

#include <algorithm>
#include <utility>

#include "referrals/operations.h"
#include "referrals/store.h"

namespace hd::referrals {
namespace {

/// Steps that the receiving side may record: how she gets there is arranged by both.
bool may_record(Step step, Side side, std::uint8_t marks) {
  if (step == Step::service_info_acceptance || step == Step::follow_up_handover) return false;
  if (side == Side::sender) return true;
  return step == Step::travel && (marks & access::kIdentity) != 0;
}

/// Content of steps by mark: what she said is P4, papers and travel lead to her.
void redact(Steps& steps, std::uint8_t marks) {
  if ((marks & access::kNarrative) == 0) {
    steps.opinion.reset();
    steps.decision.reset();
    if (steps.risk) steps.risk->relevance.clear();
  }
  if ((marks & access::kIdentity) == 0) {
    steps.documents.reset();
    steps.travel.reset();
  }
  if ((marks & access::kWork) == 0) {
    steps.risk.reset();
    steps.service.reset();
  }
}

/// What of the course of things the receiving side is told.
bool is_for_both(const Entry& entry) {
  constexpr auto kForBoth = std::to_array<std::string_view>(
      {"sent", "pack_released", "departed", "arrived", "hand_over_written", "signed", "handed_over",
       "completed", "withdrawn_by_victim", "cancelled"});
  return entry.side == Side::receiver || entry.side == Side::unit ||
         std::ranges::find(kForBoth, entry.kind) != kForBoth.end();
}

void redact(std::vector<Entry>& entries, Side side, std::uint8_t marks) {
  const bool sending = side == Side::sender;
  if (!sending) std::erase_if(entries, [](const Entry& entry) { return !is_for_both(entry); });
  if ((marks & access::kNarrative) != 0) return;
  for (Entry& entry : entries) {
    const bool addressed =
        sending != (entry.side == Side::sender) || (!sending && entry.side != Side::sender);
    if (!addressed || (marks & access::kWork) == 0) entry.texts.clear();
  }
}

/// Oldest first, along the links; times may be equal.
std::vector<Referral> in_order(std::vector<Referral> chain) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const auto next = std::find_if(chain.begin() + static_cast<std::ptrdiff_t>(i), chain.end(),
                                   [&](const Referral& link) {
                                     return i == 0 ? !link.parent : link.parent == chain[i - 1].id;
                                   });
    if (next != chain.end()) std::iter_swap(chain.begin() + static_cast<std::ptrdiff_t>(i), next);
  }
  return chain;
}

void redact(std::vector<FollowUp>& follow_ups, Side side, std::uint8_t marks) {
  for (FollowUp& follow_up : follow_ups) {
    if (!follow_up.evaluation || (marks & access::kNarrative) != 0) continue;
    follow_up.evaluation->words.clear();
    follow_up.evaluation->note.clear();
    if (side != Side::sender) follow_up.evaluation.reset();
  }
}

}  // namespace

Whole Operations::after_change(platform::Transaction& tx, const Who& who, const ReferralId& id,
                               Side side) {
  const store::Place place{tx, vault_, who.actor.session};
  const Referral current = store::find(place, id).value();
  auto loaded = look(tx, who, current);
  if (!loaded) {  // lost sight with this very act
    Referral rest = current;
    rest.told = {};
    rest.steps = {};
    return {.seen = {.referral = std::move(rest), .side = side}};
  }
  loaded->side = side;
  const std::uint8_t marks = loaded->decision.marks;
  const Facts facts = facts_of(tx, who, current);
  Whole whole{.seen = seen(tx, who, *loaded)};
  const bool recording = std::ranges::find(whole.seen.next_actions, Action::record_step) !=
                         whole.seen.next_actions.end();
  for (const auto& entry : kStepNames) {
    whole.steps.push_back({.step = entry.value,
                           .missing = missing_of(entry.value, current.steps, facts),
                           .skipped = false,
                           .may_record = recording && may_record(entry.value, side, marks)});
  }
  whole.skipped = skipped(current.steps, facts);
  for (const Step step : whole.skipped) {
    whole.steps[static_cast<std::size_t>(step)].skipped = true;
  }
  for (const auto& entry : kGateNames) {
    whole.gates.push_back({entry.value, missing_at(entry.value, current.steps, facts)});
  }
  redact(whole.seen.referral.steps, marks);
  whole.entries = store::entries(place, current);
  redact(whole.entries, side, marks);
  whole.follow_ups = store::follow_ups(place, current);
  redact(whole.follow_ups, side, marks);
  whole.papers = store::papers(tx, id);
  if ((marks & access::kIdentity) != 0) {
    whole.hand_over = store::hand_over(place, current);
    whole.signatures = store::signatures(place, current);
  }
  for (auto& view : duties_.of_subject(tx, who.now, who.actor, id.str())) {
    if (side == Side::sender || view.duty.org != current.sender) {
      whole.clocks.push_back(std::move(view));
    }
  }
  if (side == Side::sender) {
    whole.chain = in_order(store::chain(place, current.root));
  } else {
    whole.chain = {current};
  }
  if (!current.accepted_at) whole.identity_missing.emplace_back("acceptance");
  const auto open = static_cast<std::uint8_t>(facts.consent | facts.overridden);
  if ((open & access::kIdentity) == 0) whole.identity_missing.emplace_back("consent");
  whole.identity_available =
      (marks & access::kIdentity) != 0 && (side == Side::sender || whole.identity_missing.empty());
  return whole;
}

}  // namespace hd::referrals
