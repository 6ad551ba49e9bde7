#include "contacts/store.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "base/phone.h"
#include "contacts/codec.h"
#include "vault/place.h"

namespace hd::contacts::store {
namespace {

using platform::Blob;
using platform::Param;
using platform::Row;
using platform::Transaction;
using vault::Compartment;

constexpr std::string_view kInsert = R"sql(
  INSERT INTO contact (id, hotline_id, counsellor_id, state, channel, direction, kind, number,
    started_at, ended_at, created_at, updated_at, finalised_at, version, amendments, at_risk,
    risk_at, risk_by, repeat_of, phone_index, facts, identity, narrative)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
    $20, $21, $22, $23))sql";

constexpr std::string_view kUpdate = R"sql(
  UPDATE contact SET counsellor_id = $2, state = $3, channel = $4, direction = $5, kind = $6,
    number = $7, started_at = $8, ended_at = $9, updated_at = $10,
    finalised_at = COALESCE(finalised_at, $11), version = $12, amendments = $13, at_risk = $14,
    risk_at = $15, risk_by = $16, repeat_of = $17, phone_index = $18, facts = $19, identity = $20,
    narrative = $21
  WHERE id = $1 AND version = $22)sql";

constexpr std::string_view kColumns = R"sql(
  SELECT id, hotline_id, counsellor_id, state, channel, direction, kind, number, started_at,
    ended_at, created_at, updated_at, version, amendments, at_risk, risk_at, risk_by, repeat_of,
    facts, identity, narrative
  FROM contact )sql";

constexpr std::string_view kListColumns = R"sql(
  SELECT id, hotline_id, counsellor_id, state, channel, direction, kind, number, started_at,
    ended_at, created_at, updated_at, version, amendments, at_risk, risk_at, risk_by, repeat_of,
    facts, identity, NULL AS narrative
  FROM contact )sql";

constexpr std::string_view kFactColumns = R"sql(
  SELECT id, hotline_id, counsellor_id, state, channel, direction, kind, NULL AS number,
    started_at, NULL AS ended_at, created_at, updated_at, finalised_at, version, amendments,
    at_risk, NULL AS risk_at, NULL AS risk_by, NULL AS repeat_of, facts, NULL AS identity,
    NULL AS narrative
  FROM contact WHERE hotline_id = $1 AND updated_at >= $2 AND state = 'final')sql";

constexpr std::string_view kNewestFirst = R"sql( ORDER BY started_at DESC, id DESC LIMIT )sql";
constexpr std::string_view kHotlines = R"sql(SELECT hotline_id FROM contact_hotline)sql";
constexpr std::string_view kPrefix = R"sql(
  SELECT prefix FROM contact_hotline WHERE hotline_id = $1)sql";
constexpr std::string_view kPrefixTaken = R"sql(
  SELECT hotline_id FROM contact_hotline WHERE prefix = $1)sql";
constexpr std::string_view kSetPrefix = R"sql(
  INSERT INTO contact_hotline (hotline_id, prefix) VALUES ($1, $2))sql";
constexpr std::string_view kImported = R"sql(
  SELECT line FROM contact_import WHERE file_hash = $1)sql";
constexpr std::string_view kStampImport = R"sql(
  UPDATE contact SET updated_at = $2
  WHERE id IN (SELECT contact_id FROM contact_import WHERE file_hash = $1))sql";
constexpr std::string_view kNoteImport = R"sql(
  INSERT INTO contact_import (file_hash, line, contact_id, imported_at)
  VALUES ($1, $2, $3, $4))sql";

/// One set of data keys per hotline and local month, so that a month can be erased as a whole.
vault::Slot slot_of(const Contact& contact) {
  const auto month = base::to_text(base::local_date(contact.created_at)).substr(0, 7);
  return {.group = "contact/" + contact.hotline.str() + "/" + month,
          .compartment = Compartment::work,  // set, with the column, before each use
          .table = "contact",
          .column = {},
          .row = contact.id.str(),
          .row_version = contact.version};
}

struct Envelopes {
  Blob facts;
  std::optional<Blob> identity, narrative;
};

Envelopes sealed(Transaction& tx, vault::Vault& vault, const Contact& contact) {
  vault::Slot slot = slot_of(contact);
  const auto seal = [&](Compartment compartment, std::string_view column,
                        const std::string& text) -> std::optional<Blob> {
    if (text.empty()) return std::nullopt;
    slot.compartment = compartment;
    slot.column = column;
    return vault.seal(tx, slot, text);
  };
  return {.facts = *seal(Compartment::work, "facts", encode(contact.facts)),
          .identity = seal(Compartment::identity, "identity", encode(contact.identity)),
          .narrative = seal(Compartment::narrative, "narrative", encode(contact.narrative))};
}

std::optional<Blob> phone_index(vault::Vault& vault, const Contact& contact) {
  const auto normal = base::normal_phone(contact.identity.phone);
  if (!normal) return std::nullopt;
  return vault.blind_index("phone", *normal);
}

/// The readable columns of a row.
Contact read_head(const Row& row) {
  const auto state = base::value_of(kStateNames, row.text("state"));
  const auto direction = base::value_of(kDirectionNames, row.text("direction"));
  if (!state || !direction) throw std::runtime_error("contact row: unknown name");
  return {
      .id = row.id<ContactId>("id"),
      .hotline = row.id<directory::OrgId>("hotline_id"),
      .counsellor = row.id<access::UserId>("counsellor_id"),
      .state = *state,
      .channel = row.text("channel"),
      .direction = *direction,
      .kind = row.text("kind"),
      .number = row.maybe_text("number").value_or(""),
      .started_at = row.time("started_at"),
      .ended_at = row.maybe_time("ended_at"),
      .created_at = row.time("created_at"),
      .updated_at = row.time("updated_at"),
      .version = row.number("version"),
      .amendments = row.number("amendments"),
      .at_risk = row.flag("at_risk"),
      .risk_at = row.maybe_time("risk_at"),
      .risk_by = row.maybe_id<access::UserId>("risk_by"),
      .repeat_of = row.maybe_id<ContactId>("repeat_of"),
  };
}

Contact read_contact(Transaction& tx, vault::Vault& vault, vault::Opening opening, const Row& row) {
  Contact contact = read_head(row);
  opening.record = contact.id.str();
  vault::Slot slot = slot_of(contact);
  const auto open = [&](Compartment compartment, std::string_view column) -> std::string {
    if (row.is_null(column)) return {};
    slot.compartment = compartment;
    slot.column = column;
    return open_text({tx, vault, opening.session}, opening.record, slot, row.blob(column));
  };
  const auto facts = open(Compartment::work, "facts");
  if (!facts.empty()) contact.facts = decode_facts(facts);
  contact.identity = decode_identity(open(Compartment::identity, "identity"));
  contact.narrative = decode_narrative(open(Compartment::narrative, "narrative"));
  return contact;
}

/// A WHERE clause with its parameters; the texts are constants of this file.
class Clause {
 public:
  Clause& add(std::string_view condition) {
    sql_ += sql_.empty() ? "WHERE " : " AND ";
    sql_ += condition;
    return *this;
  }
  /// `condition` ends where the parameter's number belongs.
  Clause& add(std::string_view condition, Param value) {
    params_.push_back(std::move(value));
    return add(std::string(condition) + std::to_string(params_.size()));
  }
  std::string next(Param value) {
    params_.push_back(std::move(value));
    return "$" + std::to_string(params_.size());
  }
  const std::string& sql() const { return sql_; }
  const std::vector<Param>& params() const { return params_; }

 private:
  std::string sql_;
  std::vector<Param> params_;
};

/// Exactly the records that decide() lets this viewer open.
void add_scope(Clause& where, const Scope& scope, const access::UserId& viewer) {
  where.add("hotline_id = $", scope.hotline);
  if (scope.own_drafts && scope.other_drafts && scope.own_finals && scope.other_finals) return;
  const std::string mine = "counsellor_id = " + where.next(viewer);
  std::string terms;
  const auto either = [&](bool granted, const std::string& term) {
    if (granted) terms += (terms.empty() ? "(" : " OR (") + term + ")";
  };
  either(scope.own_drafts, "state <> 'final' AND " + mine);
  either(scope.other_drafts, "state <> 'final' AND NOT " + mine);
  either(scope.own_finals, "state = 'final' AND " + mine);
  either(scope.other_finals, "state = 'final' AND NOT " + mine);
  where.add(terms.empty() ? "1 = 0" : "(" + terms + ")");
}

/// Where the index begins to read: at the cursor, when that is earlier than the end of the period.
std::optional<base::Timestamp> end_of(const Query& query) {
  if (!query.after) return query.to;
  const auto cursor = query.after->started_at + std::chrono::milliseconds(1);
  return query.to ? std::min(*query.to, cursor) : cursor;
}

void add_filters(Clause& where, const Query& query) {
  if (!query.state) {
    where.add("state <> 'discarded'");
  } else {
    // A literal, so that the index of open drafts is found.
    where.add("state = '" + std::string(base::name_of(kStateNames, *query.state)) + "'");
  }
  if (query.at_risk_only) where.add("at_risk = 1");
  if (!query.kind.empty()) where.add("kind = $", query.kind);
  if (!query.channel.empty()) where.add("channel = $", query.channel);
  if (!query.number.empty()) where.add("number = $", query.number);
  const bool few = query.state == State::draft || query.at_risk_only;  // read by their own index
  const char* const of = few ? "counsellor_id || '' = $" : "counsellor_id = $";
  if (query.counsellor) where.add(of, *query.counsellor);
  if (query.from) where.add("started_at >= $", *query.from);
  if (const auto end = end_of(query)) where.add("started_at < $", *end);
  if (query.after) {
    const auto time = where.next(query.after->started_at);
    where.add("(started_at, id) < (" + time + ", " + where.next(query.after->id) + ")");
  }
}

std::vector<Contact> run(Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                         const Clause& where, std::size_t limit) {
  std::string sql(kListColumns);
  sql += where.sql();
  sql += kNewestFirst;
  sql += std::to_string(limit);
  const auto rows = tx.query(sql, where.params());
  std::vector<Contact> contacts;
  contacts.reserve(rows.size());
  for (const Row& row : rows) contacts.push_back(read_contact(tx, vault, opening, row));
  return contacts;
}

/// The newest `limit` of several sorted lists.
void merge_newest(std::vector<Contact>& all, std::size_t limit) {
  std::ranges::sort(all, [](const Contact& left, const Contact& right) {
    return std::tie(left.started_at, left.id) > std::tie(right.started_at, right.id);
  });
  if (all.size() > limit) all.erase(all.begin() + static_cast<std::ptrdiff_t>(limit), all.end());
}

template <class Add>
std::vector<Contact> list_with(Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                               const Query& query, Add&& add) {
  std::vector<Contact> all;
  for (const Scope& scope : query.scopes) {
    Clause where;
    add_scope(where, scope, query.viewer);
    add(where);
    add_filters(where, query);
    auto part = run(tx, vault, opening, where, query.limit);
    if (all.empty()) {
      all = std::move(part);
    } else {
      std::ranges::move(part, std::back_inserter(all));
    }
  }
  if (query.scopes.size() > 1) merge_newest(all, query.limit);
  return all;
}

}  // namespace

void Store::insert(Transaction& tx, const Contact& contact) {
  auto envelopes = sealed(tx, vault_, contact);
  const bool is_final = contact.state == State::final;
  tx.execute(kInsert, {contact.id,
                       contact.hotline,
                       contact.counsellor,
                       base::name_of(kStateNames, contact.state),
                       contact.channel,
                       base::name_of(kDirectionNames, contact.direction),
                       contact.kind,
                       contact.number.empty() ? Param(nullptr) : Param(contact.number),
                       contact.started_at,
                       contact.ended_at,
                       contact.created_at,
                       contact.updated_at,
                       is_final ? Param(contact.updated_at) : Param(nullptr),
                       contact.version,
                       contact.amendments,
                       contact.at_risk,
                       contact.risk_at,
                       contact.risk_by,
                       contact.repeat_of,
                       phone_index(vault_, contact),
                       std::move(envelopes.facts),
                       envelopes.identity,
                       envelopes.narrative});
}

bool Store::update(Transaction& tx, const Contact& contact) {
  auto envelopes = sealed(tx, vault_, contact);
  const bool is_final = contact.state == State::final;
  return tx.execute(kUpdate, {contact.id,
                              contact.counsellor,
                              base::name_of(kStateNames, contact.state),
                              contact.channel,
                              base::name_of(kDirectionNames, contact.direction),
                              contact.kind,
                              contact.number.empty() ? Param(nullptr) : Param(contact.number),
                              contact.started_at,
                              contact.ended_at,
                              contact.updated_at,
                              is_final ? Param(contact.updated_at) : Param(nullptr),
                              contact.version,
                              contact.amendments,
                              contact.at_risk,
                              contact.risk_at,
                              contact.risk_by,
                              contact.repeat_of,
                              phone_index(vault_, contact),
                              std::move(envelopes.facts),
                              envelopes.identity,
                              envelopes.narrative,
                              contact.version - 1}) == 1;
}

std::optional<Contact> Store::find(Transaction& tx, const vault::Opening& opening,
                                   const ContactId& id,
                                   const std::function<bool(const Contact&)>& allowed) {
  static const std::string sql = std::string(kColumns) + "WHERE id = $1";
  const auto row = tx.query_one(sql, {id});
  if (!row || !allowed(read_head(*row))) return std::nullopt;
  return read_contact(tx, vault_, opening, *row);
}

std::vector<Contact> Store::list(Transaction& tx, const vault::Opening& opening,
                                 const Query& query) {
  return list_with(tx, vault_, opening, query, [](Clause&) {});
}

std::vector<Contact> Store::with_phone(Transaction& tx, const vault::Opening& opening,
                                       const Query& query, const std::string& normal_phone) {
  const Blob index = vault_.blind_index("phone", normal_phone);
  return list_with(tx, vault_, opening, query,
                   [&](Clause& where) { where.add("phone_index = $", index); });
}

std::vector<Contact> Store::by_ids(Transaction& tx, const vault::Opening& opening,
                                   const std::vector<std::string>& ids) {
  static const std::string sql = std::string(kListColumns) + "WHERE id = $1";
  std::vector<Contact> contacts;
  for (const auto& id : ids) {
    const auto row = tx.query_one(sql, {id});
    if (row) contacts.push_back(read_contact(tx, vault_, opening, *row));
  }
  return contacts;
}

void Store::scan_facts(Transaction& tx, const directory::OrgId& hotline, base::Timestamp since,
                       const std::function<bool(const Mark&)>& wanted,
                       const std::function<void(const Contact&, base::Timestamp)>& each) {
  const vault::Opening opening{.session = std::nullopt, .record = {}};
  tx.scan(kFactColumns, {hotline, since}, [&](const Row& row) {
    if (!wanted({row.text("id"), row.number("version"), row.time("updated_at")})) return;
    const auto contact = read_contact(tx, vault_, opening, row);
    each(contact, row.maybe_time("finalised_at").value_or(contact.updated_at));
  });
}

std::vector<directory::OrgId> Store::hotlines(Transaction& tx) {
  std::vector<directory::OrgId> found;
  for (const Row& row : tx.query(kHotlines)) {
    found.push_back(row.id<directory::OrgId>("hotline_id"));
  }
  return found;
}

std::optional<std::string> Store::prefix(Transaction& tx, const directory::OrgId& hotline) {
  const auto row = tx.query_one(kPrefix, {hotline});
  if (!row) return std::nullopt;
  return row->text("prefix");
}

bool Store::prefix_taken(Transaction& tx, const std::string& prefix) {
  return tx.query_one(kPrefixTaken, {prefix}).has_value();
}

void Store::set_prefix(Transaction& tx, const directory::OrgId& hotline,
                       const std::string& prefix) {
  tx.execute(kSetPrefix, {hotline, prefix});
}

std::set<std::int64_t> Store::imported_lines(Transaction& tx, const std::string& file_hash) {
  std::set<std::int64_t> lines;
  for (const Row& row : tx.query(kImported, {file_hash})) lines.insert(row.number("line"));
  return lines;
}

void Store::stamp_import(Transaction& tx, const std::string& file_hash, base::Timestamp now) {
  tx.execute(kStampImport, {file_hash, now});
}

void Store::note_import(Transaction& tx, const std::string& file_hash, std::int64_t line,
                        const Contact& contact) {
  tx.execute(kNoteImport, {file_hash, line, contact.id, contact.updated_at});
}

}  // namespace hd::contacts::store
