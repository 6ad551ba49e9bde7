#include "cases/store_counted.h"

#include <unordered_map>
#include <utility>

#include "cases/codec.h"
#include "platform/row_name.h"

namespace hd::cases::store {
namespace {

using vault::Compartment;

constexpr auto kCountOpened = R"sql(
  SELECT COUNT(*) AS n
  FROM case_file
  WHERE opened_at >= $1 AND opened_at < $2
        AND NOT (state = 'closed' AND closure_reason = 'duplicate')
)sql";

constexpr auto kOpenedAfter = R"sql(
  SELECT id, lead_org, state, entry_road, identification, opened_at
  FROM case_file
  WHERE (opened_at, id) > ($1, $2) AND opened_at < $3
        AND NOT (state = 'closed' AND closure_reason = 'duplicate')
  ORDER BY opened_at, id
  LIMIT $4
)sql";

constexpr auto kVictimsOfPage = R"sql(
  SELECT p.id, p.case_file, p.kind, p.identification, p.created_at, p.updated_at, p.version,
         p.identity, p.facts, p.trafficking
  FROM case_file c JOIN person p ON p.case_file = c.id
  WHERE (c.opened_at, c.id) > ($1, $2) AND (c.opened_at, c.id) <= ($3, $4)
        AND p.kind IN ('victim', 'suspected_victim')
  ORDER BY c.opened_at, c.id, p.position
)sql";

constexpr auto kNeedsOfPage = R"sql(
  SELECT n.id, n.case_file, n.person, n.state, n.created_at, n.version, n.content
  FROM case_file c JOIN need n ON n.case_file = c.id
  WHERE (c.opened_at, c.id) > ($1, $2) AND (c.opened_at, c.id) <= ($3, $4)
  ORDER BY c.opened_at, c.id, n.created_at, n.id
)sql";

constexpr auto kCountNeeds = R"sql(
  SELECT COUNT(*) AS n
  FROM need n JOIN case_file c ON c.id = n.case_file
  WHERE n.created_at >= $1 AND n.created_at < $2
        AND NOT (c.state = 'closed' AND c.closure_reason = 'duplicate')
)sql";

constexpr auto kScanNeeds = R"sql(
  SELECT n.id, n.case_file, n.person, n.state, n.created_at, n.version, n.content, c.lead_org,
         p.kind, p.identification, p.created_at AS p_created_at, p.updated_at,
         p.version AS p_version, p.identity, p.facts
  FROM need n JOIN case_file c ON c.id = n.case_file LEFT JOIN person p ON p.id = n.person
  WHERE n.created_at >= $1 AND n.created_at < $2
        AND NOT (c.state = 'closed' AND c.closure_reason = 'duplicate')
  ORDER BY n.created_at, n.id
)sql";

constexpr auto kCaseOfNeed = "SELECT case_file FROM need WHERE id = $1";
constexpr auto kPositionOf = "SELECT case_file, position FROM person WHERE id = $1";

/// Opens the envelopes of one person's row, one column after the other.
class PersonRow {
 public:
  PersonRow(const Place& place, const platform::Row& row, PersonId id, std::int64_t version)
      : place_(place), row_(row), id_(std::move(id)), version_(version) {}

  std::string open(Compartment compartment, std::string_view column) const {
    const auto file = row_.id<CaseId>("case_file");
    return open_text(place_, file.str(),
                     slot(file, compartment, "person", column, id_.str(), version_),
                     row_.blob(column));
  }
  /// What is counted of everybody; "" and empty where it was erased.
  void read(CountedPerson& person) const {
    if (const auto text = open(Compartment::identity, "identity"); !text.empty()) {
      const Identity identity = decode_identity(text);
      person.birth = identity.birth;
      person.origin_province = identity.origin_province;
    }
    if (const auto text = open(Compartment::work, "facts"); !text.empty()) {
      person.facts = decode_facts(text);
    }
  }

 private:
  const Place& place_;
  const platform::Row& row_;
  PersonId id_;
  std::int64_t version_;
};

CountedPerson read_victim(const Place& place, const platform::Row& row) {
  CountedPerson person{.id = row.id<PersonId>("id"),
                       .kind = read_name(row, "kind", kPersonKindNames),
                       .identification = row.text("identification"),
                       .created_at = row.time("created_at"),
                       .updated_at = row.time("updated_at")};
  const PersonRow envelopes(place, row, person.id, row.number("version"));
  envelopes.read(person);
  const auto story = envelopes.open(Compartment::narrative, "trafficking");
  if (story.empty()) return person;
  Trafficking told = decode_trafficking(story);
  person.purposes = std::move(told.purposes);
  person.space = std::move(told.space);
  person.to_place = std::move(told.to_place);
  return person;
}

/// The persons of needs: those entered together are mostly of one person, who is opened once.
class PersonsOfNeeds {
 public:
  explicit PersonsOfNeeds(const Place& place) : place_(place) {}

  std::optional<CountedPerson> read(const platform::Row& row) {
    if (row.is_null("person") || row.is_null("kind")) return std::nullopt;
    constexpr std::size_t kKept = 64;
    if (known_.size() > kKept) known_.clear();
    const auto [entry, is_new] = known_.try_emplace(row.text("person"));
    if (is_new) entry->second = opened(row);
    return entry->second;
  }

 private:
  CountedPerson opened(const platform::Row& row) const {
    CountedPerson person{.id = row.id<PersonId>("person"),
                         .kind = read_name(row, "kind", kPersonKindNames),
                         .identification = row.text("identification"),
                         .created_at = row.time("p_created_at"),
                         .updated_at = row.time("updated_at")};
    PersonRow(place_, row, person.id, row.number("p_version")).read(person);
    return person;
  }

  const Place& place_;
  std::unordered_map<std::string, std::optional<CountedPerson>> known_;
};

CountedNeed read_counted_need(const Place& place, const platform::Row& row) {
  const auto file = row.id<CaseId>("case_file");
  Need need{.id = row.id<NeedId>("id"),
            .case_file = file,
            .created_at = row.time("created_at"),
            .updated_at = row.time("created_at")};
  const auto text = open_text(
      place, file.str(),
      slot(file, Compartment::work, "need", "content", need.id.str(), row.number("version")),
      row.blob("content"));
  if (!text.empty()) decode_into(text, need);
  return {.id = need.id,
          .person = row.maybe_id<PersonId>("person"),
          .state = row.text("state"),
          .service = need.service,
          .created_at = need.created_at};
}

}  // namespace

std::int64_t count_opened(platform::Transaction& tx, base::Timestamp from, base::Timestamp until) {
  return tx.query_one(kCountOpened, {from, until})->number("n");
}

std::vector<CountedCase> opened_after(platform::Transaction& tx, const Opening& after,
                                      base::Timestamp until, std::int64_t limit) {
  std::vector<CountedCase> page;
  for (const auto& row : tx.query(kOpenedAfter, {after.at, after.id, until, limit})) {
    page.push_back({.id = row.id<CaseId>("id"),
                    .lead_org = row.id<directory::OrgId>("lead_org"),
                    .state = read_name(row, "state", kStateNames),
                    .entry_road = row.text("entry_road"),
                    .identification = row.text("identification"),
                    .opened_at = row.time("opened_at")});
  }
  return page;
}

void add_people(const Place& place, const Opening& after, std::vector<CountedCase>& page) {
  if (page.empty()) return;
  std::unordered_map<std::string, CountedCase*> by_id;
  for (CountedCase& one : page) by_id.emplace(one.id.str(), &one);
  const CountedCase& last = page.back();
  // A duplicate between them is in no page: nothing of it is opened.
  const auto scan = [&](std::string_view sql, const auto& add) {
    place.tx.scan(sql, {after.at, after.id, last.opened_at, last.id},
                  [&](const platform::Row& row) {
                    const auto found = by_id.find(row.text("case_file"));
                    if (found != by_id.end()) add(*found->second, row);
                  });
  };
  scan(kVictimsOfPage, [&](CountedCase& one, const platform::Row& row) {
    one.victims.push_back(read_victim(place, row));
  });
  scan(kNeedsOfPage, [&](CountedCase& one, const platform::Row& row) {
    one.needs.push_back(read_counted_need(place, row));
  });
}

std::int64_t count_needs(platform::Transaction& tx, base::Timestamp from, base::Timestamp until) {
  return tx.query_one(kCountNeeds, {from, until})->number("n");
}

void scan_needs(const Place& place, base::Timestamp from, base::Timestamp until,
                const std::function<void(const NeedOfCase&)>& each) {
  PersonsOfNeeds persons(place);
  place.tx.scan(kScanNeeds, {from, until}, [&](const platform::Row& row) {
    each({.need = read_counted_need(place, row),
          .case_file = row.id<CaseId>("case_file"),
          .lead_org = row.id<directory::OrgId>("lead_org"),
          .person = persons.read(row)});
  });
}

std::optional<CaseId> case_of_need(platform::Transaction& tx, const NeedId& id) {
  const auto row = tx.query_one(kCaseOfNeed, {id});
  if (!row) return std::nullopt;
  return row->id<CaseId>("case_file");
}

std::optional<Position> position_of(platform::Transaction& tx, const PersonId& id) {
  const auto row = tx.query_one(kPositionOf, {id});
  if (!row) return std::nullopt;
  return Position{row->id<CaseId>("case_file"), row->number("position")};
}

}  // namespace hd::cases::store
