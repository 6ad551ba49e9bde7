#include "cases/store_search.h"

namespace hd::cases::store {
namespace {

using platform::Transaction;

constexpr auto kPersonsChanged = "SELECT id, version FROM person WHERE updated_at >= $1";
constexpr auto kCasesChanged = "SELECT id, lead_org FROM case_file WHERE updated_at >= $1";
constexpr auto kAllCases = "SELECT id, lead_org FROM case_file";
constexpr auto kLeadOrg = "SELECT lead_org FROM case_file WHERE id = $1";

constexpr auto kCasesOfUser = R"sql(
  SELECT id FROM case_file WHERE lead_officer = $1
  UNION
  SELECT case_file AS id FROM case_member WHERE user_id = $1 AND active = 1
)sql";

constexpr auto kUnchecked = R"sql(
  SELECT p.id, p.updated_at FROM person p JOIN case_file f ON f.id = p.case_file
                LEFT JOIN person_check c ON c.person = p.id
  WHERE p.updated_at >= $1 AND (c.person IS NULL OR c.person_version < p.version)
  ORDER BY p.updated_at, f.number, p.position LIMIT $2
)sql";
constexpr auto kChecked = "SELECT 1 AS one FROM person_check WHERE person = $1";
constexpr auto kKeepNumbers = R"sql(
  INSERT INTO person_check (person, person_version, id_index, phone_index)
  VALUES ($1, $2, $3, $4)
  ON CONFLICT (person) DO UPDATE
  SET person_version = excluded.person_version, id_index = excluded.id_index,
      phone_index = excluded.phone_index
)sql";

constexpr auto kWithId = R"sql(
  SELECT p.id, p.case_file FROM person_check c JOIN person p ON p.id = c.person
  WHERE c.id_index = $1 AND p.case_file <> $2 ORDER BY p.id
)sql";
constexpr auto kWithPhone = R"sql(
  SELECT p.id, p.case_file FROM person_check c JOIN person p ON p.id = c.person
  WHERE c.phone_index = $1 AND p.case_file <> $2 ORDER BY p.id
)sql";

constexpr auto kAsked = R"sql(
  SELECT 1 AS one FROM duplicate_check
  WHERE (asker_person = $1 AND asked_person = $2) OR (asker_person = $2 AND asked_person = $1)
)sql";
constexpr auto kInsertCheck = R"sql(
  INSERT INTO duplicate_check (id, basis, state, asker_person, asker_case, asker_org, asked_person,
                               asked_case, asked_at, answer)
  VALUES ($1, $2, 'waiting', $3, $4, $5, $6, $7, $8, '')
)sql";
constexpr auto kFindCheck = R"sql(
  SELECT id, basis, state, asker_person, asker_case, asker_org, asked_person, asked_case, asked_at,
         answer, answered_at
  FROM duplicate_check WHERE id = $1
)sql";
constexpr auto kOfCase = R"sql(
  SELECT id, basis, state, asker_person, asker_case, asker_org, asked_person, asked_case, asked_at,
         answer, answered_at
  FROM duplicate_check WHERE asked_case = $1 ORDER BY asked_at DESC, id DESC LIMIT $2
)sql";
constexpr auto kAnswer = R"sql(
  UPDATE duplicate_check SET state = 'answered', answer = $2, answered_by = $3, answered_at = $4,
                             note = $5
  WHERE id = $1 AND state = 'waiting'
)sql";

Led read_led(const platform::Row& row) {
  return {row.id<CaseId>("id"), row.id<directory::OrgId>("lead_org")};
}

std::vector<Twin> twins(const std::vector<platform::Row>& rows) {
  std::vector<Twin> found;
  found.reserve(rows.size());
  for (const auto& row : rows) {
    found.push_back({row.id<PersonId>("id"), row.id<CaseId>("case_file")});
  }
  return found;
}

DuplicateCheck read(const platform::Row& row) {
  return {.id = row.text("id"),
          .basis = row.text("basis"),
          .answered = row.text("state") == "answered",
          .asker_person = row.id<PersonId>("asker_person"),
          .asker_case = row.id<CaseId>("asker_case"),
          .asker_org = row.id<directory::OrgId>("asker_org"),
          .asked_person = row.id<PersonId>("asked_person"),
          .asked_case = row.id<CaseId>("asked_case"),
          .asked_at = row.time("asked_at"),
          .answer = row.text("answer"),
          .answered_at = row.maybe_time("answered_at")};
}

}  // namespace

std::vector<Changed> persons_changed(Transaction& tx, base::Timestamp since) {
  std::vector<Changed> found;
  for (const auto& row : tx.query(kPersonsChanged, {since})) {
    found.push_back({row.id<PersonId>("id"), row.number("version")});
  }
  return found;
}

std::vector<Led> cases_changed(Transaction& tx, base::Timestamp since) {
  std::vector<Led> found;
  for (const auto& row : tx.query(kCasesChanged, {since})) found.push_back(read_led(row));
  return found;
}

void each_case(Transaction& tx, const std::function<void(const Led&)>& each) {
  tx.scan(kAllCases, {}, [&](const platform::Row& row) { each(read_led(row)); });
}

std::optional<directory::OrgId> lead_of(Transaction& tx, const CaseId& id) {
  const auto row = tx.query_one(kLeadOrg, {id});
  if (!row) return std::nullopt;
  return row->id<directory::OrgId>("lead_org");
}

std::vector<CaseId> cases_of_user(Transaction& tx, const access::UserId& user) {
  std::vector<CaseId> found;
  for (const auto& row : tx.query(kCasesOfUser, {user})) found.push_back(row.id<CaseId>("id"));
  return found;
}

std::vector<Unchecked> unchecked_persons(Transaction& tx, base::Timestamp since,
                                         std::int64_t limit) {
  std::vector<Unchecked> found;
  for (const auto& row : tx.query(kUnchecked, {since, limit})) {
    found.push_back({row.id<PersonId>("id"), row.time("updated_at")});
  }
  return found;
}

bool was_checked(Transaction& tx, const PersonId& person) {
  return !tx.query(kChecked, {person}).empty();
}

void keep_numbers(Transaction& tx, const PersonId& person, std::int64_t version,
                  const Numbers& numbers) {
  tx.execute(kKeepNumbers, {person, version, numbers.id, numbers.phone});
}

std::vector<Twin> with_id_number(Transaction& tx, const platform::Blob& index,
                                 const CaseId& not_in) {
  return twins(tx.query(kWithId, {index, not_in}));
}

std::vector<Twin> with_phone(Transaction& tx, const platform::Blob& index, const CaseId& not_in) {
  return twins(tx.query(kWithPhone, {index, not_in}));
}

bool insert(Transaction& tx, const DuplicateCheck& check) {
  if (!tx.query(kAsked, {check.asker_person, check.asked_person}).empty()) return false;
  tx.execute(kInsertCheck, {check.id, check.basis, check.asker_person, check.asker_case,
                            check.asker_org, check.asked_person, check.asked_case, check.asked_at});
  return true;
}

std::optional<DuplicateCheck> find_duplicate_check(Transaction& tx, const std::string& id) {
  const auto row = tx.query_one(kFindCheck, {id});
  if (!row) return std::nullopt;
  return read(*row);
}

std::vector<DuplicateCheck> duplicate_checks_of(Transaction& tx, const CaseId& asked,
                                                std::int64_t limit) {
  std::vector<DuplicateCheck> found;
  for (const auto& row : tx.query(kOfCase, {asked, limit})) found.push_back(read(row));
  return found;
}

bool answer(const Place& place, const DuplicateCheck& check, const access::UserId& by,
            const std::string& note) {
  std::optional<platform::Blob> sealed;
  if (!note.empty()) {
    sealed = place.vault.seal(
        place.tx,
        slot(check.asked_case, vault::Compartment::narrative, "duplicate_check", "note", check.id),
        note);
  }
  return place.tx.execute(kAnswer, {check.id, check.answer, by, check.answered_at, sealed}) == 1;
}

}  // namespace hd::cases::store
