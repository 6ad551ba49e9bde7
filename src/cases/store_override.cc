#include "cases/store_override.h"

#include <string>

#include "cases/override_codec.h"
#include "platform/row_name.h"

namespace hd::cases::store {
namespace {

constexpr auto kInsertOverride = R"sql(
  INSERT INTO consent_override (id, person, case_file, purpose, recipient, categories, requested_by,
                                requested_at, until_at, version, words)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
)sql";

constexpr auto kUpdateOverride = R"sql(
  UPDATE consent_override
  SET ruled_by = $2, ruled_at = $3, approved = $4, ended_at = $5, told_at = $6, accounted_at = $7,
      version = $8, words = $9
  WHERE id = $1 AND version = $8 - 1
)sql";

/// What stands readable, and `more`, of the rows that `rest` names.
std::string select_overrides(const std::string& more, const std::string& rest) {
  return R"sql(
  SELECT id, person, purpose, recipient, categories, requested_by, requested_at, until_at,
         ruled_by, ruled_at, approved, ended_at, told_at, accounted_at, version)sql" +
         more + " FROM consent_override WHERE " + rest;
}

const std::string kFindOverride = select_overrides(", case_file, words", "id = $1");
const std::string kOfPerson =
    select_overrides(", case_file, words", "person = $1 ORDER BY requested_at, id");
const std::string kOverridesTowards = select_overrides("", R"sql(
  person = $1 AND recipient = $2 AND approved = 1 AND ended_at IS NULL ORDER BY requested_at, id
)sql");
const std::string kOverridesOfCase =
    select_overrides("", "case_file = $1 AND until_at > $2 ORDER BY requested_at, id");
const std::string kOverridesEnded = select_overrides("", R"sql(
  until_at > $1 AND until_at <= $2 AND approved = 1 AND ended_at IS NULL ORDER BY until_at, id
)sql");

Envelope words_of(const CaseId& case_file, const ConsentOverride& one) {
  return {.case_file = case_file,
          .compartment = vault::Compartment::identity,
          .table = "consent_override",
          .column = "words",
          .row = one.id.str(),
          .version = one.version};
}

std::optional<Ruling> read_ruling(const platform::Row& row) {
  const auto by = row.maybe_id<access::UserId>("ruled_by");
  if (!by) return std::nullopt;
  return Ruling{.by = *by, .at = row.time("ruled_at"), .approved = row.flag("approved")};
}

/// What stands readable in the row.
ConsentOverride read_override_codes(const platform::Row& row) {
  return {.id = row.id<OverrideId>("id"),
          .person = row.id<PersonId>("person"),
          .purpose = platform::read_name(row, "purpose", kPurposeNames),
          .recipient = row.id<directory::OrgId>("recipient"),
          .categories = static_cast<Categories>(row.number("categories") & kAllCategories),
          .requested_by = row.id<access::UserId>("requested_by"),
          .requested_at = row.time("requested_at"),
          .until = row.time("until_at"),
          .ruling = read_ruling(row),
          .ended_at = row.maybe_time("ended_at"),
          .told_at = row.maybe_time("told_at"),
          .accounted_at = row.maybe_time("accounted_at"),
          .version = row.number("version")};
}

ConsentOverride read_override(const Place& place, const platform::Row& row) {
  ConsentOverride one = read_override_codes(row);
  const auto case_file = row.id<CaseId>("case_file");
  decode_words(open(place, words_of(case_file, one), row.blob("words")), one);
  return one;
}

std::vector<ConsentOverride> all_codes(const std::vector<platform::Row>& rows) {
  std::vector<ConsentOverride> found;
  found.reserve(rows.size());
  for (const auto& row : rows) found.push_back(read_override_codes(row));
  return found;
}

}  // namespace

void insert(const Place& place, const CaseId& case_file, const ConsentOverride& one) {
  place.tx.execute(
      kInsertOverride,
      {one.id, one.person, case_file, base::name_of(kPurposeNames, one.purpose), one.recipient,
       std::int64_t{one.categories}, one.requested_by, one.requested_at, one.until, one.version,
       seal(place, words_of(case_file, one), encode_words(one))});
}

bool update(const Place& place, const CaseId& case_file, const ConsentOverride& one) {
  std::optional<access::UserId> by;
  std::optional<base::Timestamp> at;
  if (one.ruling) {
    by = one.ruling->by;
    at = one.ruling->at;
  }
  const bool approved = one.ruling && one.ruling->approved;
  return place.tx.execute(
             kUpdateOverride,
             {one.id, by, at, approved, one.ended_at, one.told_at, one.accounted_at, one.version,
              seal(place, words_of(case_file, one), encode_words(one))}) == 1;
}

std::optional<std::pair<CaseId, ConsentOverride>> find_override(const Place& place,
                                                                const OverrideId& id) {
  const auto row = place.tx.query_one(kFindOverride, {id});
  if (!row) return std::nullopt;
  return std::pair{row->id<CaseId>("case_file"), read_override(place, *row)};
}

std::vector<ConsentOverride> overrides_of(const Place& place, const PersonId& person) {
  std::vector<ConsentOverride> found;
  for (const auto& row : place.tx.query(kOfPerson, {person})) {
    found.push_back(read_override(place, row));
  }
  return found;
}

std::vector<ConsentOverride> overrides_towards(platform::Transaction& tx, const PersonId& person,
                                               const directory::OrgId& recipient) {
  return all_codes(tx.query(kOverridesTowards, {person, recipient}));
}

std::vector<ConsentOverride> overrides_of_case(platform::Transaction& tx, const CaseId& case_file,
                                               base::Timestamp now) {
  return all_codes(tx.query(kOverridesOfCase, {case_file, now}));
}

std::vector<ConsentOverride> overrides_ended(platform::Transaction& tx, base::Timestamp after,
                                             base::Timestamp now) {
  return all_codes(tx.query(kOverridesEnded, {after, now}));
}

}  // namespace hd::cases::store
