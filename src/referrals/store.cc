#include "referrals/store.h"

#include <stdexcept>

#include "platform/cursor.h"
#include "referrals/codec.h"
#include "referrals/store_row.h"

namespace hd::referrals::store {
namespace {

// $1 to $31 are the same in both: values_of().
constexpr auto kInsert = R"sql(
  INSERT INTO referral (id, number, author, status, route, urgency, target_org, target_unit,
                        delegated_unit, delegated_org, channel_used, rerouted_to, updated_at,
                        sent_at, expires_at, accepted_at, pack_released_at, departed_at, arrived_at,
                        handed_over_at, ended_at, emergency_at, emergency_by, emergency_reason,
                        decline_reason, closing_reason, police_told, shown, version, told, steps,
                        case_file, case_number, person, sender, parent, root, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
          $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37,
          $38)
)sql";

constexpr auto kUpdate = R"sql(
  UPDATE referral
  SET number = $2, author = $3, status = $4, route = $5, urgency = $6, target_org = $7,
      target_unit = $8, delegated_unit = $9, delegated_org = $10, channel_used = $11,
      rerouted_to = $12, updated_at = $13, sent_at = $14, expires_at = $15, accepted_at = $16,
      pack_released_at = $17, departed_at = $18, arrived_at = $19, handed_over_at = $20,
      ended_at = $21, emergency_at = $22, emergency_by = $23, emergency_reason = $24,
      decline_reason = $25, closing_reason = $26, police_told = $27, shown = $28, version = $29,
      told = $30, steps = $31
  WHERE id = $1 AND version = $29 - 1
)sql";

constexpr auto kUnanswered = R"sql(
  SELECT id FROM referral WHERE expires_at <= $1 ORDER BY expires_at, id LIMIT $2
)sql";

constexpr std::string_view kSelect = R"sql(
  SELECT id, number, case_file, case_number, person, sender, author, status, route, urgency,
         target_org, target_unit, delegated_unit, delegated_org, channel_used, parent, root,
         rerouted_to, created_at, updated_at, sent_at, expires_at, accepted_at, pack_released_at,
         departed_at, arrived_at, handed_over_at, ended_at, emergency_at, emergency_by,
         emergency_reason, decline_reason, closing_reason, police_told, version, told, steps
  FROM referral
)sql";

constexpr std::string_view kPage = R"sql(
    AND (updated_at, id) < ($2, $3) AND (status = $4 OR $4 = '') AND (case_file = $5 OR $5 = '')
  ORDER BY updated_at DESC, id DESC
  LIMIT $6
)sql";

constexpr std::string_view where(Column column) {
  switch (column) {
    case Column::sender:
      return "WHERE sender = $1";
    case Column::author:
      return "WHERE author = $1";
    case Column::lead:
      return "WHERE case_file IN (SELECT id FROM case_file WHERE lead_officer = $1)";
    case Column::member:
      return "WHERE case_file IN (SELECT case_file FROM case_member WHERE user_id = $1 "
             "AND active = 1)";
    case Column::case_file:
      return "WHERE case_file = $1";
    case Column::target:
      return "WHERE target_org = $1 AND shown = 1";
    case Column::target_unit:
      return "WHERE target_unit = $1 AND shown = 1";
    case Column::delegated_unit:
      return "WHERE delegated_unit = $1 AND shown = 1";
  }
  throw std::logic_error("unknown column");
}

/// "SELECT … WHERE …": the texts are ours, nothing a user typed is among them.
std::string statement(std::string_view condition, std::string_view rest) {
  std::string text(kSelect);
  text += condition;
  text += rest;
  return text;
}

/// Columns that are null together.
struct Columns {
  explicit Columns(const Referral& r) {
    if (r.target) {
      target_org = r.target->org;
      target_unit = r.target->unit;
    }
    if (r.emergency) {
      emergency_at = r.emergency->at;
      emergency_by = r.emergency->approved_by;
      emergency_reason = r.emergency->reason;
    }
    const access::Stage stage = r.stage();
    shown = stage != access::Stage::draft && stage != access::Stage::declined;
  }
  std::optional<directory::OrgId> target_org = {};
  std::optional<directory::UnitId> target_unit = {};
  std::optional<base::Timestamp> emergency_at = {};
  std::optional<access::UserId> emergency_by = {};
  std::string emergency_reason = {};
  bool shown = false;  ///< the asked side may see it at all
};

platform::Blob sealed_told(const Place& place, const Referral& r) {
  return place.vault.seal(place.tx, told_slot(r), encode(r.told));
}
platform::Blob sealed_steps(const Place& place, const Referral& r) {
  return place.vault.seal(place.tx, steps_slot(r), encode(r.steps));
}

/// What may change, behind the id.
std::vector<platform::Param> values_of(const Place& place, const Referral& r) {
  const Columns c(r);
  return {r.id,
          platform::null_if_empty(r.number),
          r.author,
          base::name_of(kStatusNames, r.status),
          base::name_of(kRouteNames, r.route),
          base::name_of(kUrgencyNames, r.urgency),
          c.target_org,
          c.target_unit,
          r.delegated_unit,
          r.delegated_org,
          r.channel_used,
          r.rerouted_to,
          r.updated_at,
          r.sent_at,
          r.expires_at,
          r.accepted_at,
          r.pack_released_at,
          r.departed_at,
          r.arrived_at,
          r.handed_over_at,
          r.ended_at,
          c.emergency_at,
          c.emergency_by,
          c.emergency_reason,
          r.decline_reason,
          r.closing_reason,
          r.police_told,
          c.shown,
          r.version,
          sealed_told(place, r),
          sealed_steps(place, r)};
}

std::vector<Referral> read_all(const Place& place, const std::vector<platform::Row>& rows) {
  std::vector<Referral> found;
  found.reserve(rows.size());
  for (const auto& row : rows) found.push_back(read_referral(place, row));
  return found;
}

}  // namespace

void insert(const Place& place, const Referral& r) {
  auto values = values_of(place, r);
  values.insert(values.end(),
                {r.case_id, r.case_number, r.person, r.sender, r.parent, r.root, r.created_at});
  place.tx.execute(kInsert, values);
}

bool update(const Place& place, const Referral& r) {
  return place.tx.execute(kUpdate, values_of(place, r)) == 1;
}

std::optional<Referral> find(const Place& place, const ReferralId& id) {
  const auto row = place.tx.query_one(statement("WHERE id = $1", ""), {id});
  if (!row) return std::nullopt;
  return read_referral(place, *row);
}

std::vector<Referral> chain(const Place& place, const ReferralId& root) {
  return read_all(place,
                  place.tx.query(statement("WHERE root = $1", " ORDER BY created_at, id"), {root}));
}

std::vector<ReferralId> unanswered(platform::Transaction& tx, base::Timestamp now,
                                   std::int64_t limit) {
  std::vector<ReferralId> found;
  for (const auto& row : tx.query(kUnanswered, {now, limit})) {
    found.push_back(row.id<ReferralId>("id"));
  }
  return found;
}

std::vector<Referral> slice(const Place& place, const Slice& asked) {
  const bool first_page = asked.before_id.empty();
  std::string condition(where(asked.column));
  if (asked.not_ended) condition += " AND ended_at IS NULL";
  return read_all(place,
                  place.tx.query(statement(condition, kPage),
                                 {asked.value, first_page ? platform::kEver : asked.before_at,
                                  asked.before_id, asked.status, asked.case_file, asked.limit}));
}

}  // namespace hd::referrals::store
