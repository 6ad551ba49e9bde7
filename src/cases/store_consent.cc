#include "cases/store_consent.h"

#include "cases/consent_codec.h"
#include "platform/row_name.h"

namespace hd::cases::store {
namespace {

using vault::Compartment;

constexpr auto kInsertConsent = R"sql(
  INSERT INTO consent (id, person, case_file, purpose, recipient, categories, given_at, valid_from,
                       valid_to, effective, withdrawn_at, recorded_by, version, terms, people)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
)sql";

constexpr auto kUpdateConsent = R"sql(
  UPDATE consent SET withdrawn_at = $2, version = $3, terms = $4, people = $5
  WHERE id = $1 AND version = $3 - 1
)sql";

constexpr auto kFindConsent = R"sql(
  SELECT id, person, case_file, purpose, recipient, categories, given_at, valid_from, valid_to,
         effective, withdrawn_at, recorded_by, version, terms, people
  FROM consent
  WHERE id = $1
)sql";

constexpr auto kConsentsOfPerson = R"sql(
  SELECT id, person, case_file, purpose, recipient, categories, given_at, valid_from, valid_to,
         effective, withdrawn_at, recorded_by, version, terms, people
  FROM consent
  WHERE person = $1
  ORDER BY given_at, id
)sql";

constexpr auto kConsentsTowards = R"sql(
  SELECT id, person, purpose, recipient, categories, given_at, valid_from, valid_to, effective,
         withdrawn_at, recorded_by, version
  FROM consent
  WHERE person = $1 AND recipient = $2
  ORDER BY given_at, id
)sql";

constexpr auto kAddDisclosure = R"sql(
  INSERT INTO disclosure (id, person, recipient, categories, at, subject_kind, subject_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql";

constexpr auto kIsDisclosed = R"sql(
  SELECT id FROM disclosure
  WHERE person = $1 AND recipient = $2 AND subject_id = $4 AND (categories & $3) = $3
  LIMIT 1
)sql";

constexpr auto kDisclosures = R"sql(
  SELECT recipient, categories, at FROM disclosure WHERE person = $1 ORDER BY at, id
)sql";

Envelope terms_of(const CaseId& case_file, const Consent& consent) {
  return {case_file, Compartment::work, "consent", "terms", consent.id.str(), consent.version};
}

Envelope people_of(const CaseId& case_file, const Consent& consent) {
  return {case_file, Compartment::identity, "consent", "people", consent.id.str(), consent.version};
}

Categories read_categories(const platform::Row& row) {
  return static_cast<Categories>(row.number("categories") & kAllCategories);
}

/// What stands readable in the row.
Consent read_codes(const platform::Row& row) {
  return {.id = row.id<ConsentId>("id"),
          .person = row.id<PersonId>("person"),
          .purpose = read_name(row, "purpose", kPurposeNames),
          .recipient = row.maybe_id<directory::OrgId>("recipient"),
          .categories = read_categories(row),
          .given_at = row.time("given_at"),
          .valid_from = row.date("valid_from"),
          .valid_to = row.maybe_date("valid_to"),
          .effective = row.flag("effective"),
          .withdrawn_at = row.maybe_time("withdrawn_at"),
          .version = row.number("version"),
          .recorded_by = row.id<access::UserId>("recorded_by")};
}

Consent read_whole(const Place& place, const CaseId& case_file, const platform::Row& row) {
  Consent consent = read_codes(row);
  decode_terms(open(place, terms_of(case_file, consent), row.blob("terms")), consent);
  decode_people(open(place, people_of(case_file, consent), row.blob("people")), consent);
  return consent;
}

}  // namespace

void insert(const Place& place, const CaseId& case_file, const Consent& consent) {
  place.tx.execute(
      kInsertConsent,
      {consent.id, consent.person, case_file, base::name_of(kPurposeNames, consent.purpose),
       consent.recipient, std::int64_t{consent.categories}, consent.given_at, consent.valid_from,
       consent.valid_to, consent.effective, consent.withdrawn_at, consent.recorded_by,
       consent.version, seal(place, terms_of(case_file, consent), encode_terms(consent)),
       seal(place, people_of(case_file, consent), encode_people(consent))});
}

bool update(const Place& place, const CaseId& case_file, const Consent& consent) {
  return place.tx.execute(kUpdateConsent,
                          {consent.id, consent.withdrawn_at, consent.version,
                           seal(place, terms_of(case_file, consent), encode_terms(consent)),
                           seal(place, people_of(case_file, consent), encode_people(consent))}) ==
         1;
}

std::optional<std::pair<CaseId, Consent>> find_consent(const Place& place, const ConsentId& id) {
  const auto row = place.tx.query_one(kFindConsent, {id});
  if (!row) return std::nullopt;
  const auto case_file = row->id<CaseId>("case_file");
  return std::pair{case_file, read_whole(place, case_file, *row)};
}

std::vector<Consent> consents_of(const Place& place, const PersonId& person) {
  std::vector<Consent> found;
  for (const auto& row : place.tx.query(kConsentsOfPerson, {person})) {
    found.push_back(read_whole(place, row.id<CaseId>("case_file"), row));
  }
  return found;
}

std::vector<Consent> consents_towards(platform::Transaction& tx, const PersonId& person,
                                      const directory::OrgId& recipient) {
  std::vector<Consent> found;
  for (const auto& row : tx.query(kConsentsTowards, {person, recipient}))
    found.push_back(read_codes(row));
  return found;
}

void add_disclosure(platform::Transaction& tx, const std::string& id, const PersonId& person,
                    const Holder& holder, const std::string& subject_kind,
                    const std::string& subject_id) {
  tx.execute(kAddDisclosure, {id, person, holder.organisation, std::int64_t{holder.categories},
                              holder.since, subject_kind, subject_id});
}

bool is_disclosed(platform::Transaction& tx, const PersonId& person,
                  const directory::OrgId& recipient, Categories categories,
                  const std::string& subject_id) {
  return tx.query_one(kIsDisclosed, {person, recipient, std::int64_t{categories}, subject_id})
      .has_value();
}

std::vector<Holder> disclosures_of(platform::Transaction& tx, const PersonId& person) {
  std::vector<Holder> found;
  for (const auto& row : tx.query(kDisclosures, {person})) {
    found.push_back(
        {row.id<directory::OrgId>("recipient"), read_categories(row), row.time("at"), true});
  }
  return found;
}

}  // namespace hd::cases::store
