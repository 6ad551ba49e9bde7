#include "cases/store_people.h"

#include "base/id.h"
#include "cases/codec.h"
#include "platform/row_name.h"

namespace hd::cases::store {
namespace {

using vault::Compartment;

constexpr auto kInsertPerson = R"sql(
  INSERT INTO person (id, case_file, position, kind, identification, created_at, updated_at,
                      version, identity, facts, trafficking)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
)sql";

constexpr auto kUpdatePerson = R"sql(
  UPDATE person
  SET kind = $2, identification = $3, updated_at = $4, version = $5, identity = $6, facts = $7,
      trafficking = $8
  WHERE id = $1 AND version = $5 - 1
)sql";

constexpr auto kFindPerson = R"sql(
  SELECT id, case_file, position, kind, identification, created_at, updated_at, version, identity,
         facts, trafficking
  FROM person
  WHERE id = $1
)sql";

constexpr auto kCaseOf = "SELECT case_file FROM person WHERE id = $1";

constexpr auto kPersons = R"sql(
  SELECT id, case_file, position, kind, identification, created_at, updated_at, version, identity,
         facts, trafficking
  FROM person
  WHERE case_file = $1
  ORDER BY position
)sql";

constexpr auto kAllPersons = R"sql(
  SELECT id, case_file, position, kind, identification, created_at, updated_at, version, identity,
         facts
  FROM person
  ORDER BY created_at, id
)sql";

constexpr auto kInsertNeed = R"sql(
  INSERT INTO need (id, case_file, person, state, created_at, updated_at, version, content)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
)sql";

constexpr auto kUpdateNeed = R"sql(
  UPDATE need
  SET state = $2, updated_at = $3, version = $4, content = $5
  WHERE id = $1 AND version = $4 - 1
)sql";

constexpr auto kFindNeed = R"sql(
  SELECT id, case_file, person, state, created_at, updated_at, version, content
  FROM need
  WHERE id = $1
)sql";

constexpr auto kNeeds = R"sql(
  SELECT id, case_file, person, state, created_at, updated_at, version, content
  FROM need
  WHERE case_file = $1
  ORDER BY created_at, id
  LIMIT $2
)sql";

constexpr auto kInsertConference = R"sql(
  INSERT INTO conference (id, case_file, at, created_by, created_at, content)
  VALUES ($1, $2, $3, $4, $5, $6)
)sql";

constexpr auto kConferences = R"sql(
  SELECT id, case_file, at, created_by, created_at, content
  FROM conference
  WHERE case_file = $1
  ORDER BY at DESC, id DESC
  LIMIT $2
)sql";

constexpr auto kLastEntry = R"sql(
  SELECT MAX(number) AS last FROM timeline_entry WHERE case_file = $1
)sql";

constexpr auto kAddEntry = R"sql(
  INSERT INTO timeline_entry (id, case_file, number, at, kind, code, by_user, org, wall, mark,
                              subject_kind, subject_id, texts)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
)sql";

constexpr auto kTimeline = R"sql(
  SELECT id, number, at, kind, code, by_user, org, wall, mark, subject_kind, subject_id, texts
  FROM timeline_entry
  WHERE case_file = $1 AND number < $2 AND mark <= $3
        AND (wall = 'none' OR (wall = 'investigation' AND $4 = 1)
             OR (wall = 'protection' AND $5 = 1))
  ORDER BY number DESC
  LIMIT $6
)sql";

constexpr auto kTimelineOfKind = R"sql(
  SELECT id, number, at, kind, code, by_user, org, wall, mark, subject_kind, subject_id, texts
  FROM timeline_entry
  WHERE case_file = $1 AND kind = $7 AND number < $2 AND mark <= $3
        AND (wall = 'none' OR (wall = 'investigation' AND $4 = 1)
             OR (wall = 'protection' AND $5 = 1))
  ORDER BY number DESC
  LIMIT $6
)sql";

vault::Slot person_slot(const Person& person, Compartment compartment, std::string_view column) {
  return slot(person.case_file, compartment, "person", column, person.id.str(), person.version);
}
vault::Slot need_slot(const Need& need) {
  return slot(need.case_file, Compartment::work, "need", "content", need.id.str(), need.version);
}
vault::Slot conference_slot(const Conference& conference) {
  return slot(conference.case_file, Compartment::narrative, "conference", "content",
              conference.id.str());
}
/// What a mark covers is sealed where the mark's data is.
vault::Slot texts_slot(const CaseId& id, const TimelineEntry& entry) {
  Compartment compartment = Compartment::work;
  if (entry.mark == access::kIdentity) compartment = Compartment::identity;
  if (entry.mark == access::kNarrative) compartment = Compartment::narrative;
  return slot(id, compartment, "timeline_entry", "texts", entry.id);
}

struct Sealed {
  platform::Blob identity, facts, trafficking;
};

Sealed sealed(const Place& place, const Person& person) {
  const auto seal = [&](Compartment compartment, std::string_view column, const std::string& text) {
    return place.vault.seal(place.tx, person_slot(person, compartment, column), text);
  };
  return {.identity = seal(Compartment::identity, "identity", encode(person.identity)),
          .facts = seal(Compartment::work, "facts", encode(person.facts)),
          .trafficking = seal(Compartment::narrative, "trafficking", encode(person.trafficking))};
}

Person read_person_head(const platform::Row& row) {
  return {.id = row.id<PersonId>("id"),
          .case_file = row.id<CaseId>("case_file"),
          .position = row.number("position"),
          .kind = read_name(row, "kind", kPersonKindNames),
          .identification = row.text("identification"),
          .created_at = row.time("created_at"),
          .updated_at = row.time("updated_at"),
          .version = row.number("version")};
}

std::string opened(const Place& place, const Person& person, Compartment compartment,
                   std::string_view column, const platform::Row& row) {
  return open_text(place, person.case_file.str(), person_slot(person, compartment, column),
                   row.blob(column));
}

Person read_known(const Place& place, const platform::Row& row) {
  Person person = read_person_head(row);
  const auto identity = opened(place, person, Compartment::identity, "identity", row);
  if (!identity.empty()) person.identity = decode_identity(identity);
  const auto facts = opened(place, person, Compartment::work, "facts", row);
  if (!facts.empty()) person.facts = decode_facts(facts);
  return person;
}

Person read_person(const Place& place, const platform::Row& row) {
  Person person = read_known(place, row);
  const auto story = opened(place, person, Compartment::narrative, "trafficking", row);
  if (!story.empty()) person.trafficking = decode_trafficking(story);
  return person;
}

Need read_need(const Place& place, const platform::Row& row) {
  Need need{.id = row.id<NeedId>("id"),
            .case_file = row.id<CaseId>("case_file"),
            .person = row.maybe_id<PersonId>("person"),
            .state = row.text("state"),
            .created_at = row.time("created_at"),
            .updated_at = row.time("updated_at"),
            .version = row.number("version")};
  const auto text = open_text(place, need.case_file.str(), need_slot(need), row.blob("content"));
  if (!text.empty()) decode_into(text, need);
  return need;
}

Conference read_conference(const Place& place, const platform::Row& row) {
  Conference conference{.id = row.id<ConferenceId>("id"),
                        .case_file = row.id<CaseId>("case_file"),
                        .at = row.time("at"),
                        .created_by = row.id<access::UserId>("created_by"),
                        .created_at = row.time("created_at")};
  const auto text = open_text(place, conference.case_file.str(), conference_slot(conference),
                              row.blob("content"));
  if (!text.empty()) decode_into(text, conference);
  return conference;
}

TimelineEntry read_entry(const Place& place, const CaseId& id, const platform::Row& row) {
  TimelineEntry entry{.kind = row.text("kind"),
                      .code = row.text("code"),
                      .org = row.maybe_id<directory::OrgId>("org"),
                      .wall = read_name(row, "wall", kWallNames),
                      .mark = static_cast<access::Mark>(row.number("mark")),
                      .subject_kind = row.text("subject_kind"),
                      .subject_id = row.text("subject_id"),
                      .id = row.text("id"),
                      .number = row.number("number"),
                      .at = row.time("at"),
                      .by = row.maybe_id<access::UserId>("by_user")};
  if (const auto envelope = row.maybe_blob("texts")) {
    entry.texts = decode_texts(open_text(place, id.str(), texts_slot(id, entry), *envelope));
  }
  return entry;
}

/// Marks are nested, so the highest says all.
std::int64_t highest(std::uint8_t marks) {
  if ((marks & access::kNarrative) != 0) return access::kNarrative;
  if ((marks & access::kIdentity) != 0) return access::kIdentity;
  return marks & access::kWork;
}

}  // namespace

void insert(const Place& place, const Person& person) {
  const Sealed content = sealed(place, person);
  place.tx.execute(
      kInsertPerson,
      {person.id, person.case_file, person.position, base::name_of(kPersonKindNames, person.kind),
       person.identification, person.created_at, person.updated_at, person.version,
       content.identity, content.facts, content.trafficking});
}

bool update(const Place& place, const Person& person) {
  const Sealed content = sealed(place, person);
  return place.tx.execute(kUpdatePerson, {person.id, base::name_of(kPersonKindNames, person.kind),
                                          person.identification, person.updated_at, person.version,
                                          content.identity, content.facts, content.trafficking}) ==
         1;
}

std::optional<Person> find_person(const Place& place, const PersonId& id) {
  const auto row = place.tx.query_one(kFindPerson, {id});
  if (!row) return std::nullopt;
  return read_person(place, *row);
}

std::optional<CaseId> case_of(platform::Transaction& tx, const PersonId& id) {
  const auto row = tx.query_one(kCaseOf, {id});
  if (!row) return std::nullopt;
  return row->id<CaseId>("case_file");
}

std::vector<Person> persons(const Place& place, const CaseId& id) {
  std::vector<Person> found;
  for (const auto& row : place.tx.query(kPersons, {id})) found.push_back(read_person(place, row));
  return found;
}

void scan_persons(const Place& place, const std::function<void(const Person&)>& each) {
  place.tx.scan(kAllPersons, {}, [&](const platform::Row& row) { each(read_known(place, row)); });
}

void insert(const Place& place, const Need& need) {
  place.tx.execute(kInsertNeed, {need.id, need.case_file, need.person, need.state, need.created_at,
                                 need.updated_at, need.version,
                                 place.vault.seal(place.tx, need_slot(need), encode(need))});
}

bool update(const Place& place, const Need& need) {
  return place.tx.execute(kUpdateNeed,
                          {need.id, need.state, need.updated_at, need.version,
                           place.vault.seal(place.tx, need_slot(need), encode(need))}) == 1;
}

std::optional<Need> find_need(const Place& place, const NeedId& id) {
  const auto row = place.tx.query_one(kFindNeed, {id});
  if (!row) return std::nullopt;
  return read_need(place, *row);
}

std::vector<Need> needs(const Place& place, const CaseId& id, std::size_t limit) {
  std::vector<Need> found;
  for (const auto& row : place.tx.query(kNeeds, {id, static_cast<std::int64_t>(limit)})) {
    found.push_back(read_need(place, row));
  }
  return found;
}

void insert(const Place& place, const Conference& conference) {
  place.tx.execute(kInsertConference,
                   {conference.id, conference.case_file, conference.at, conference.created_by,
                    conference.created_at,
                    place.vault.seal(place.tx, conference_slot(conference), encode(conference))});
}

std::vector<Conference> conferences(const Place& place, const CaseId& id, std::size_t limit) {
  std::vector<Conference> found;
  for (const auto& row : place.tx.query(kConferences, {id, static_cast<std::int64_t>(limit)})) {
    found.push_back(read_conference(place, row));
  }
  return found;
}

void add(const Place& place, const CaseId& id, TimelineEntry entry) {
  entry.id = base::random_uuid();
  entry.number = place.tx.query_one(kLastEntry, {id})->maybe_number("last").value_or(0) + 1;
  std::optional<platform::Blob> texts;
  if (const std::string plain = encode(entry.texts); !plain.empty()) {
    texts = place.vault.seal(place.tx, texts_slot(id, entry), plain);
  }
  place.tx.execute(
      kAddEntry, {entry.id, id, entry.number, entry.at, entry.kind, entry.code, entry.by, entry.org,
                  base::name_of(kWallNames, entry.wall), std::int64_t{entry.mark},
                  entry.subject_kind, entry.subject_id, texts});
}

std::vector<TimelineEntry> timeline(const Place& place, const CaseId& id,
                                    const TimelineQuery& query) {
  std::vector<platform::Param> params{id,
                                      query.before > 0 ? query.before : std::int64_t{1} << 60U,
                                      highest(query.sight.marks),
                                      query.sight.investigation,
                                      query.sight.protection,
                                      query.limit};
  if (!query.kind.empty()) params.emplace_back(query.kind);
  std::vector<TimelineEntry> found;
  for (const auto& row : place.tx.query(query.kind.empty() ? kTimeline : kTimelineOfKind, params)) {
    found.push_back(read_entry(place, id, row));
  }
  return found;
}

}  // namespace hd::cases::store
