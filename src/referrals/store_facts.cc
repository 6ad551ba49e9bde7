// What reports read: codes and times, nothing sealed.

#include "platform/row_name.h"
#include "referrals/store.h"

namespace hd::referrals::store {
namespace {

constexpr auto kSent = R"sql(
  SELECT id, number, sender, target_org, status, sent_at, accepted_at, handed_over_at,
         decline_reason, rerouted_to, delegated_unit
  FROM referral
  WHERE sent_at >= $1 AND sent_at < $2
  ORDER BY sent_at, id
)sql";

constexpr auto kLooks = R"sql(
  SELECT r.id, r.number, r.sender, r.target_org, r.status, r.sent_at, r.accepted_at,
         r.handed_over_at, r.decline_reason, r.rerouted_to, r.delegated_unit, f.due_on,
         CASE WHEN f.evaluation IS NULL THEN 0 ELSE 1 END AS evaluated
  FROM referral_follow_up f JOIN referral r ON r.id = f.referral
  WHERE f.due_on >= $1 AND f.due_on <= $2
  ORDER BY r.sent_at, r.id, f.number
)sql";

constexpr auto kDeclinedAt = R"sql(
  SELECT at
  FROM referral_entry
  WHERE referral = $1 AND kind = 'declined'
  ORDER BY number DESC
  LIMIT 1
)sql";

Fact read_fact(const platform::Row& row) {
  const auto status = read_name(row, "status", kStatusNames);
  const bool declined = !row.text("decline_reason").empty();
  const bool rerouted = !row.is_null("rerouted_to");
  return {
      .id = row.id<ReferralId>("id"),
      .number = row.text("number"),
      .sender = row.id<directory::OrgId>("sender"),
      .target = row.id<directory::OrgId>("target_org"),
      .status = status,
      .sent_at = row.time("sent_at"),
      .accepted = !row.is_null("accepted_at"),
      .declined = declined,
      .rerouted = rerouted,
      .unanswered = status == Status::expired || (rerouted && !declined),
      .delegated = !row.is_null("delegated_unit"),
      .handed_over = !row.is_null("handed_over_at"),
      .under_way = !has_ended(status) && status != Status::declined && status != Status::expired};
}

}  // namespace

std::vector<Fact> sent_between(platform::Transaction& tx, base::Timestamp from,
                               base::Timestamp until) {
  std::vector<Fact> facts;
  tx.scan(kSent, {from, until}, [&](const platform::Row& row) {
    facts.push_back(read_fact(row));
    facts.back().sent_in_period = true;
  });
  return facts;
}

std::vector<Fact> looks_between(platform::Transaction& tx, base::Date from, base::Date to) {
  std::vector<Fact> facts;
  tx.scan(kLooks, {from, to}, [&](const platform::Row& row) {
    facts.push_back(read_fact(row));
    facts.back().look = Look{.due_on = row.date("due_on"), .done = row.number("evaluated") == 1};
  });
  return facts;
}

std::optional<base::Timestamp> declined_at(platform::Transaction& tx, const ReferralId& id) {
  const auto row = tx.query_one(kDeclinedAt, {id});
  return row ? std::optional(row->time("at")) : std::nullopt;
}

}  // namespace hd::referrals::store
