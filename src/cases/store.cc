#include "cases/store.h"

#include <stdexcept>

#include "base/id.h"
#include "cases/codec.h"
#include "platform/cursor.h"
#include "platform/row_name.h"

namespace hd::cases::store {
namespace {

using vault::Compartment;

constexpr auto kInsert = R"sql(
  INSERT INTO case_file (id, number, state, lead_org, lead_unit, lead_officer, contact,
                         contact_number, entry_road, opened_by, opened_at, updated_at, closed_at,
                         closure_reason, next_followup_on, persons, identification, risk_level,
                         version, closure, summary)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
          $20, $21)
)sql";

constexpr auto kUpdate = R"sql(
  UPDATE case_file
  SET state = $2, lead_org = $3, lead_unit = $4, lead_officer = $5, entry_road = $6,
      updated_at = $7, closed_at = $8, closure_reason = $9, next_followup_on = $10, persons = $11,
      version = $12, closure = $13, summary = $14
  WHERE id = $1 AND version = $12 - 1
)sql";

constexpr auto kTouchMembers = R"sql(
  UPDATE case_member SET updated_at = $2 WHERE case_file = $1 AND active = 1
)sql";

/// What read_head() reads; `c` is the case.
constexpr std::string_view kHead = R"sql(
  SELECT c.id, c.number, c.state, c.lead_org, c.lead_unit, c.lead_officer, c.contact,
         c.contact_number, c.entry_road, c.opened_by, c.opened_at, c.updated_at, c.closed_at,
         c.closure_reason, c.next_followup_on, c.persons, c.identification, c.risk_level, c.version
)sql";

const std::string kFind = std::string(kHead) + R"sql(
         , c.closure, c.summary
  FROM case_file c
  WHERE c.id = $1
)sql";

constexpr auto kSetIdentification = R"sql(
  UPDATE case_file SET identification = $2 WHERE id = $1
)sql";

constexpr auto kSetRisk = R"sql(
  UPDATE case_file SET risk_level = $2 WHERE id = $1
)sql";

constexpr auto kOfContact = R"sql(
  SELECT id FROM case_file WHERE contact = $1 ORDER BY opened_at, id
)sql";

constexpr auto kMembers = R"sql(
  SELECT user_id, org, kind, since
  FROM case_member
  WHERE case_file = $1 AND active = 1
  ORDER BY since, user_id
)sql";

constexpr auto kAddMember = R"sql(
  INSERT INTO case_member (id, case_file, user_id, org, kind, added_by, since, ended_at, ended_by,
                           active, updated_at, end_reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, 1, $8, NULL)
)sql";

constexpr auto kFindMember = R"sql(
  SELECT id FROM case_member WHERE case_file = $1 AND user_id = $2 AND active = 1
)sql";

constexpr auto kEndMember = R"sql(
  UPDATE case_member SET active = 0, ended_at = $2, ended_by = $3, end_reason = $4 WHERE id = $1
)sql";

constexpr auto kExcluded = R"sql(
  SELECT user_id, by_user, at FROM case_exclusion WHERE case_file = $1 ORDER BY at, user_id
)sql";

constexpr auto kExclusions = R"sql(
  SELECT user_id, by_user, at, reason
  FROM case_exclusion
  WHERE case_file = $1
  ORDER BY at, user_id
)sql";

constexpr auto kAddExclusion = R"sql(
  INSERT INTO case_exclusion (case_file, user_id, by_user, at, reason)
  VALUES ($1, $2, $3, $4, $5)
)sql";

Case read_head(const platform::Row& row) {
  return {.id = row.id<CaseId>("id"),
          .number = row.text("number"),
          .state = read_name(row, "state", kStateNames),
          .lead_org = row.id<directory::OrgId>("lead_org"),
          .lead_unit = row.maybe_id<directory::UnitId>("lead_unit"),
          .lead_officer = row.id<access::UserId>("lead_officer"),
          .contact = row.maybe_id<contacts::ContactId>("contact"),
          .contact_number = row.text("contact_number"),
          .entry_road = row.text("entry_road"),
          .opened_by = row.id<access::UserId>("opened_by"),
          .opened_at = row.time("opened_at"),
          .updated_at = row.time("updated_at"),
          .closed_at = row.maybe_time("closed_at"),
          .closure_reason = row.text("closure_reason"),
          .next_followup_on = row.maybe_date("next_followup_on"),
          .persons = row.number("persons"),
          .identification = row.text("identification"),
          .risk_level = row.text("risk_level"),
          .version = row.number("version")};
}

vault::Slot closure_slot(const Case& record) {
  return slot(record.id, Compartment::work, "case_file", "closure", record.id.str(),
              record.version);
}
vault::Slot summary_slot(const Case& record) {
  return slot(record.id, Compartment::narrative, "case_file", "summary", record.id.str(),
              record.version);
}
vault::Slot end_reason_slot(const CaseId& id, const std::string& member) {
  return slot(id, Compartment::narrative, "case_member", "end_reason", member);
}
vault::Slot exclusion_slot(const CaseId& id, const access::UserId& user) {
  return slot(id, Compartment::misc, "case_exclusion", "reason", user.str());
}

constexpr std::string_view kFilter = R"sql(
        AND (c.state = $4 OR $4 = '') AND (c.identification = $5 OR $5 = '')
        AND (c.risk_level = $6 OR $6 = '') AND (c.closed_at IS NULL OR c.closed_at > $7)
)sql";

/// A page of the cases for which a text of this file holds.
std::string page_where(std::string_view condition) {
  return std::string(kHead) + " FROM case_file c WHERE " + std::string(condition) +
         " AND (c.updated_at, c.id) < ($2, $3)" + std::string(kFilter) +
         " ORDER BY c.updated_at DESC, c.id DESC LIMIT $8";
}

const std::string kOfOfficer = page_where("c.lead_officer = $1");
const std::string kOfOrg = page_where("c.lead_org = $1");

/// A member's list follows the index of memberships, which carry the case's last change.
const std::string kOfMember = std::string(kHead) + R"sql(
  FROM case_member m JOIN case_file c ON c.id = m.case_file
  WHERE m.user_id = $1 AND m.active = 1 AND (m.updated_at, m.case_file) < ($2, $3)
)sql" + std::string(kFilter) + R"sql(
  ORDER BY m.updated_at DESC, m.case_file DESC
  LIMIT $8
)sql";

std::string_view statement(Column column) {
  switch (column) {
    case Column::officer:
      return kOfOfficer;
    case Column::org:
      return kOfOrg;
    case Column::member:
      return kOfMember;
  }
  throw std::logic_error("unknown column");
}

/// Before every date that the API takes.
constexpr base::Timestamp kNever{std::chrono::milliseconds{-1}};

}  // namespace

vault::Slot slot(const CaseId& id, Compartment compartment, std::string_view table,
                 std::string_view column, std::string row, std::int64_t row_version) {
  return {.group = "case/" + id.str(),
          .compartment = compartment,
          .table = table,
          .column = column,
          .row = std::move(row),
          .row_version = row_version};
}

void insert(const Place& place, const Case& record) {
  place.tx.execute(kInsert,
                   {record.id,
                    record.number,
                    base::name_of(kStateNames, record.state),
                    record.lead_org,
                    record.lead_unit,
                    record.lead_officer,
                    record.contact,
                    record.contact_number,
                    record.entry_road,
                    record.opened_by,
                    record.opened_at,
                    record.updated_at,
                    record.closed_at,
                    record.closure_reason,
                    record.next_followup_on,
                    record.persons,
                    record.identification,
                    record.risk_level,
                    record.version,
                    place.vault.seal(place.tx, closure_slot(record), encode(record.closure)),
                    place.vault.seal(place.tx, summary_slot(record), record.summary)});
}

void add_people(platform::Transaction& tx, Case& head) {
  for (const auto& member : tx.query(kMembers, {head.id})) {
    head.members.push_back({.user = member.id<access::UserId>("user_id"),
                            .org = member.id<directory::OrgId>("org"),
                            .kind = read_name(member, "kind", access::kMemberKindNames),
                            .since = member.time("since")});
  }
  for (const auto& excluded : tx.query(kExcluded, {head.id})) {
    head.exclusions.push_back({.user = excluded.id<access::UserId>("user_id"),
                               .by = excluded.id<access::UserId>("by_user"),
                               .at = excluded.time("at")});
  }
}

std::optional<Case> find(const Place& place, const CaseId& id, bool whole) {
  const auto row = place.tx.query_one(kFind, {id});
  if (!row) return std::nullopt;
  Case found = read_head(*row);
  add_people(place.tx, found);
  if (!whole) return found;
  const auto closure = open_text(place, id.str(), closure_slot(found), row->blob("closure"));
  if (!closure.empty()) found.closure = decode_closure(closure);
  found.summary = open_text(place, id.str(), summary_slot(found), row->blob("summary"));
  return found;
}

bool update(const Place& place, const Case& record) {
  const bool done =
      place.tx.execute(
          kUpdate,
          {record.id, base::name_of(kStateNames, record.state), record.lead_org, record.lead_unit,
           record.lead_officer, record.entry_road, record.updated_at, record.closed_at,
           record.closure_reason, record.next_followup_on, record.persons, record.version,
           place.vault.seal(place.tx, closure_slot(record), encode(record.closure)),
           place.vault.seal(place.tx, summary_slot(record), record.summary)}) == 1;
  if (done) place.tx.execute(kTouchMembers, {record.id, record.updated_at});
  return done;
}

void set_identification(platform::Transaction& tx, const CaseId& id, const std::string& status) {
  tx.execute(kSetIdentification, {id, status});
}

void set_risk_level(platform::Transaction& tx, const CaseId& id, const std::string& level) {
  tx.execute(kSetRisk, {id, level});
}

std::vector<CaseId> of_contact(platform::Transaction& tx, const contacts::ContactId& contact) {
  std::vector<CaseId> ids;
  for (const auto& row : tx.query(kOfContact, {contact})) ids.push_back(row.id<CaseId>("id"));
  return ids;
}

void add_member(const Place& place, const CaseId& id, const CaseMember& member,
                const access::UserId& by, base::Timestamp case_updated_at) {
  place.tx.execute(kAddMember, {base::random_uuid(), id, member.user, member.org,
                                base::name_of(access::kMemberKindNames, member.kind), by,
                                member.since, case_updated_at});
}

bool end_member(const Place& place, const CaseId& id, const access::UserId& user,
                const access::UserId& by, base::Timestamp at, const std::string& reason) {
  const auto row = place.tx.query_one(kFindMember, {id, user});
  if (!row) return false;
  const std::string member = row->text("id");
  place.tx.execute(kEndMember, {member, at, by,
                                place.vault.seal(place.tx, end_reason_slot(id, member), reason)});
  return true;
}

void add_exclusion(const Place& place, const CaseId& id, const Exclusion& exclusion) {
  place.tx.execute(kAddExclusion, {id, exclusion.user, exclusion.by, exclusion.at,
                                   place.vault.seal(place.tx, exclusion_slot(id, exclusion.user),
                                                    exclusion.reason)});
}

std::vector<Exclusion> exclusions(const Place& place, const CaseId& id) {
  std::vector<Exclusion> found;
  for (const auto& row : place.tx.query(kExclusions, {id})) {
    Exclusion one{.user = row.id<access::UserId>("user_id"),
                  .by = row.id<access::UserId>("by_user"),
                  .at = row.time("at")};
    one.reason = open_text(place, id.str(), exclusion_slot(id, one.user), row.blob("reason"));
    found.push_back(std::move(one));
  }
  return found;
}

std::vector<Case> slice(platform::Transaction& tx, const Slice& asked) {
  const bool first_page = asked.before_id.empty();
  std::vector<Case> found;
  for (const auto& row : tx.query(statement(asked.column),
                                  {asked.value, first_page ? platform::kEver : asked.before_at,
                                   asked.before_id, asked.state, asked.identification, asked.risk,
                                   asked.closed_after.value_or(kNever), asked.limit})) {
    found.push_back(read_head(row));
  }
  return found;
}

std::vector<CaseId> excluded_from(platform::Transaction& tx, const access::UserId& user) {
  std::vector<CaseId> ids;
  for (const auto& row :
       tx.query("SELECT case_file FROM case_exclusion WHERE user_id = $1", {user})) {
    ids.push_back(row.id<CaseId>("case_file"));
  }
  return ids;
}

}  // namespace hd::cases::store
