// What reports count, and the lines behind a figure.

#include <algorithm>
#include <map>
#include <utility>

#include "platform/wall.h"
#include "referrals/operations.h"
#include "referrals/store.h"

namespace hd::referrals {
namespace {

Trace trace_of(platform::Transaction& tx, const Referral& referral) {
  Trace trace{.number = referral.number,
              .target = referral.target->org,
              .status = referral.status,
              .sent_at = *referral.sent_at};
  if (!referral.decline_reason.empty()) {
    trace.status = Status::declined;
    trace.decline_reason = referral.decline_reason;
    trace.declined_at = store::declined_at(tx, referral.id);
  } else if (referral.rerouted_to) {
    trace.status = Status::expired;
  }
  return trace;
}

}  // namespace

std::vector<Fact> Operations::facts(platform::Transaction& tx, base::Timestamp now, base::Date from,
                                    base::Date to) {
  const platform::BeyondTheWall counting(tx, platform::Beyond::figures);
  std::map<ReferralId, Fact> found;
  for (Fact& fact : store::sent_between(tx, base::start_of_day(from), base::end_of_day(to))) {
    found.emplace(fact.id, std::move(fact));
  }
  for (Fact& fact : store::looks_between(tx, from, to)) {
    // She took it back: nobody looks any more.
    if (!fact.look->done && fact.status == Status::withdrawn_by_victim) continue;
    fact.look->overdue = !fact.look->done && fact.look->due_on < base::local_date(now);
    Look merged = *fact.look;
    const auto [entry, is_new] = found.emplace(fact.id, std::move(fact));
    // Two looks of one month: it counts as done when both are.
    auto& known = entry->second.look;
    if (!is_new && known) {
      merged.done = merged.done && known->done;
      merged.overdue = merged.overdue || known->overdue;
    }
    known = merged;
  }
  std::vector<Fact> facts;
  facts.reserve(found.size());
  for (auto& entry : found) facts.push_back(std::move(entry.second));
  std::ranges::sort(facts, {}, [](const Fact& fact) { return std::pair(fact.sent_at, fact.id); });
  return facts;
}

std::vector<Counted> Operations::counted(platform::Transaction& tx, const Who& who,
                                         const std::vector<ReferralId>& ids) {
  std::vector<Counted> found;
  for (const ReferralId& id : ids) {
    std::optional<platform::BeyondTheWall> counting(std::in_place, tx, platform::Beyond::figures);
    auto referral = store::find({tx, vault_, who.actor.session}, id);
    if (!referral || !referral->target || !referral->sent_at) continue;
    if (!directory::may_count(who.actor, who.today(), access::Permission::reports_open,
                              referral->sender, referral->target->org)) {
      continue;
    }
    Counted line{.trace = trace_of(tx, *referral)};
    counting.reset();
    const Status status = referral->status;
    if (const auto loaded = look(tx, who, std::move(*referral))) {
      line.trace.status = status;
      line.seen = seen(tx, who, *loaded);
    }
    found.push_back(std::move(line));
  }
  return found;
}

}  // namespace hd::referrals
