#include "connections/store.h"

#include "base/id.h"
#include "connections/codec.h"
#include "connections/store_row.h"
#include "platform/row_name.h"

namespace hd::connections::store {
namespace {

// $1 to $28 are the same in both: values_of().
constexpr auto kInsert = R"sql(
  INSERT INTO connection (id, number, contact_number, status, urgency, target_kind, target_org,
                          target_unit, delegated_unit, delegated_org, helper, channel_used,
                          rerouted_to, updated_at, sent_at, taken_up_at, answered_at,
                          first_result_at, ended_at, decline_reason, closing_reason,
                          failed_attempts, reach_by, question_from, report, version, told, shown,
                          hotline, author, contact, parent, root, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
          $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)
)sql";

constexpr auto kUpdate = R"sql(
  UPDATE connection
  SET number = $2, contact_number = $3, status = $4, urgency = $5, target_kind = $6,
      target_org = $7, target_unit = $8, delegated_unit = $9, delegated_org = $10, helper = $11,
      channel_used = $12, rerouted_to = $13, updated_at = $14, sent_at = $15, taken_up_at = $16,
      answered_at = $17, first_result_at = $18, ended_at = $19, decline_reason = $20,
      closing_reason = $21, failed_attempts = $22, reach_by = $23, question_from = $24,
      report = $25, version = $26, told = $27, shown = $28
  WHERE id = $1 AND version = $26 - 1
)sql";

constexpr auto kUnreached = R"sql(
  SELECT id FROM connection WHERE reach_by <= $1 ORDER BY reach_by, id LIMIT $2
)sql";

constexpr auto kCountEntries = R"sql(
  SELECT COUNT(*) AS entries FROM connection_entry WHERE connection = $1
)sql";

constexpr auto kAddEntry = R"sql(
  INSERT INTO connection_entry (id, connection, number, at, kind, by_user, org, side, unit, code,
                                texts)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
)sql";

constexpr auto kEntries = R"sql(
  SELECT id, at, kind, by_user, org, side, unit, code, texts
  FROM connection_entry
  WHERE connection = $1
  ORDER BY number
)sql";

constexpr auto kFacts = R"sql(
  SELECT id, number, hotline, target_org, status, sent_at, answered_at, first_result_at,
         decline_reason, rerouted_to, delegated_unit
  FROM connection
  WHERE sent_at >= $1 AND sent_at < $2
  ORDER BY sent_at, id
)sql";

constexpr auto kDeclinedAt = R"sql(
  SELECT at
  FROM connection_entry
  WHERE connection = $1 AND kind = 'declined'
  ORDER BY number DESC
  LIMIT 1
)sql";

const std::string kFind = select_connections(R"sql(
  WHERE id = $1
)sql");

const std::string kChain = select_connections(R"sql(
  WHERE root = $1
  ORDER BY created_at, id
)sql");

const std::string kOfContact = select_connections(R"sql(
  WHERE contact = $1
  ORDER BY created_at, id
)sql");

/// What all statements share about the target, null as long as there is none.
struct TargetColumns {
  std::optional<std::string_view> kind;
  std::optional<directory::OrgId> org;
  std::optional<directory::UnitId> unit;
};

TargetColumns columns_of(const std::optional<Target>& target) {
  if (!target) return {};
  return {base::name_of(kTargetKindNames, target->kind), target->org, target->unit};
}

std::optional<std::string_view> side_name(const std::optional<Side>& side) {
  if (!side) return std::nullopt;
  return base::name_of(kSideNames, *side);
}

/// True when the asked side may see it at all.
bool shown(const Connection& connection) {
  const access::Stage stage = stage_of(connection.status, connection.taken_up_at.has_value());
  return stage != access::Stage::draft && stage != access::Stage::declined;
}

platform::Blob sealed(const Place& place, const Connection& connection) {
  return place.vault.seal(place.tx, told_slot(connection), encode(connection.told));
}

/// What may change, behind the id.
std::vector<platform::Param> values_of(const Place& place, const Connection& c) {
  const TargetColumns target = columns_of(c.target);
  return {c.id,
          platform::null_if_empty(c.number),
          c.contact_number,
          base::name_of(kStatusNames, c.status),
          base::name_of(kUrgencyNames, c.urgency),
          target.kind,
          target.org,
          target.unit,
          c.delegated_unit,
          c.delegated_org,
          c.helper,
          c.channel_used,
          c.rerouted_to,
          c.updated_at,
          c.sent_at,
          c.taken_up_at,
          c.answered_at,
          c.first_result_at,
          c.ended_at,
          c.decline_reason,
          c.closing_reason,
          c.failed_attempts,
          c.reach_by,
          side_name(c.question_from),
          c.report,
          c.version,
          sealed(place, c),
          shown(c)};
}

std::vector<Connection> read_all(const Place& place, const std::vector<platform::Row>& rows) {
  std::vector<Connection> found;
  found.reserve(rows.size());
  for (const auto& row : rows) found.push_back(read_connection(place, row));
  return found;
}

Entry read_entry(const Place& place, const Connection& connection, const platform::Row& row) {
  Entry entry{.id = row.text("id"),
              .at = row.time("at"),
              .kind = row.text("kind"),
              .by = row.maybe_id<access::UserId>("by_user"),
              .org = row.maybe_id<directory::OrgId>("org"),
              .side = read_name(row, "side", kSideNames),
              .unit = row.maybe_id<directory::UnitId>("unit"),
              .code = row.text("code")};
  if (const auto envelope = row.maybe_blob("texts")) {
    entry.texts = decode_texts(
        open_text(place, connection.id.str(), texts_slot(connection, entry.id), *envelope));
  }
  return entry;
}

}  // namespace

void insert(const Place& place, const Connection& c) {
  auto values = values_of(place, c);
  values.insert(values.end(), {c.hotline, c.author, c.contact, c.parent, c.root, c.created_at});
  place.tx.execute(kInsert, values);
}

bool update(const Place& place, const Connection& c) {
  return place.tx.execute(kUpdate, values_of(place, c)) == 1;
}

std::optional<Connection> find(const Place& place, const ConnectionId& id) {
  const auto row = place.tx.query_one(kFind, {id});
  if (!row) return std::nullopt;
  return read_connection(place, *row);
}

std::vector<Connection> chain(const Place& place, const ConnectionId& root) {
  return read_all(place, place.tx.query(kChain, {root}));
}

std::vector<Connection> of_contact(const Place& place, const contacts::ContactId& contact) {
  return read_all(place, place.tx.query(kOfContact, {contact}));
}

std::vector<ConnectionId> unreached(platform::Transaction& tx, base::Timestamp now,
                                    std::int64_t limit) {
  std::vector<ConnectionId> ids;
  for (const auto& row : tx.query(kUnreached, {now, limit})) {
    ids.push_back(row.id<ConnectionId>("id"));
  }
  return ids;
}

void add_entry(const Place& place, const Connection& connection, const Entry& entry) {
  const std::int64_t number =
      place.tx.query_one(kCountEntries, {connection.id})->number("entries") + 1;
  std::optional<platform::Blob> texts;
  if (const std::string plain = encode(entry.texts); !plain.empty()) {
    texts = place.vault.seal(place.tx, texts_slot(connection, entry.id), plain);
  }
  place.tx.execute(kAddEntry,
                   {entry.id, connection.id, number, entry.at, entry.kind, entry.by, entry.org,
                    base::name_of(kSideNames, entry.side), entry.unit, entry.code, texts});
}

std::vector<Entry> entries(const Place& place, const Connection& connection) {
  std::vector<Entry> found;
  for (const auto& row : place.tx.query(kEntries, {connection.id})) {
    found.push_back(read_entry(place, connection, row));
  }
  return found;
}

std::optional<base::Timestamp> declined_at(platform::Transaction& tx, const ConnectionId& id) {
  const auto rows = tx.query(kDeclinedAt, {id});
  if (rows.empty()) return std::nullopt;
  return rows.front().time("at");
}

std::vector<Fact> sent_between(platform::Transaction& tx, base::Timestamp from,
                               base::Timestamp until) {
  std::vector<Fact> found;
  tx.scan(kFacts, {from, until}, [&](const platform::Row& row) {
    found.push_back({.id = row.id<ConnectionId>("id"),
                     .number = row.text("number"),
                     .hotline = row.id<directory::OrgId>("hotline"),
                     .target = row.id<directory::OrgId>("target_org"),
                     .status = read_name(row, "status", kStatusNames),
                     .sent_at = row.time("sent_at"),
                     .answered_at = row.maybe_time("answered_at"),
                     .first_result_at = row.maybe_time("first_result_at"),
                     .declined = !row.text("decline_reason").empty(),
                     .rerouted = !row.is_null("rerouted_to"),
                     .delegated = !row.is_null("delegated_unit")});
  });
  return found;
}

}  // namespace hd::connections::store
