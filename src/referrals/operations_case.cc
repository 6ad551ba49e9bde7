#include "referrals/operations_case.h"

#include <algorithm>

#include "cases/operations.h"
#include "cases/operations_consent.h"
#include "cases/operations_override.h"
#include "cases/operations_risk.h"
#include "directory/operations.h"
#include "duties/operations.h"

namespace hd::referrals {
namespace {

constexpr std::string_view kAgeBands = "un_wide";

std::vector<Guardian> guardians_of(const cases::Person& person) {
  std::vector<Guardian> found;
  for (const cases::Guardian& guardian : person.identity.guardians) {
    found.push_back({.person = guardian.person ? guardian.person->str() : "",
                     .name = guardian.name,
                     .adverse = guardian.adverse});
  }
  return found;
}

/// The band of her age; of an uncertain age the band that holds all of it, else none.
std::string age_band_of(const directory::Directory& directory,
                        const std::optional<cases::AgeRange>& age) {
  if (!age || !age->to) return "";
  for (const auto* band : directory.age_bands(kAgeBands)) {
    const bool starts = age->from >= band->from_age;
    const bool ends = !band->to_age || *age->to <= *band->to_age;
    if (band->computable && starts && ends) return band->code;
  }
  return "";
}

/// For which purposes data goes to the receiver.
std::vector<cases::Purpose> purposes_of(const Referral& referral) {
  if (referral.route == Route::domestic) return {cases::Purpose::support};
  return {cases::Purpose::support, cases::Purpose::repatriation};
}

/// Through which organisations the actor was asked. Who has a post in the asked organisation reads
/// with its consent, the unit elsewhere with its own; who belongs to both sees what both may see.
std::vector<directory::OrgId> asked_through(const Who& who, const Referral& referral) {
  const directory::OrgId& target = referral.target->org;
  if (!referral.delegated_org || *referral.delegated_org == target) return {target};
  const auto orgs = who.actor.organisations(who.today());
  const auto belongs = [&](const directory::OrgId& org) {
    return std::ranges::find(orgs, org) != orgs.end();
  };
  if (!belongs(*referral.delegated_org)) return {target};
  if (!belongs(target)) return {*referral.delegated_org};
  return {target, *referral.delegated_org};
}

}  // namespace

std::optional<Lead> case_lead(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                              const cases::CaseId& id) {
  const auto record = cases::case_for_rules(tx, vault, who, id);
  if (!record) return std::nullopt;
  return Lead{record->number, record->lead_org, record->lead_officer};
}

std::optional<Subject> subject_of(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                                  const cases::PersonId& id) {
  auto person = cases::person_for_rules(tx, vault, who, id);
  if (!person) return std::nullopt;
  Subject subject{.person = std::move(*person), .traveller = {}};
  const cases::Facts& facts = subject.person.facts;
  subject.vietnamese = facts.residence_class == "vn_citizen" || facts.citizenship == "vn";
  subject.abroad = facts.where == "abroad";
  const auto age = cases::age_facts(subject.person, who.today());
  subject.traveller.under_18 = age.treated_as_child;
  subject.traveller.guardians = guardians_of(subject.person);
  if (const auto risk = cases::latest_risk(tx, vault, who.actor.session, id)) {
    const auto level = risk->emergency ? cases::RiskLevel::emergency : risk->level;
    subject.traveller.risk_level = base::name_of(cases::kRiskLevelNames, level);
    subject.traveller.able_alone = risk->able_to_travel_alone == cases::Answer::yes;
    subject.assessed_at = risk->at;
  }
  return subject;
}

std::uint8_t consent_of(platform::Transaction& tx, const Referral& referral,
                        const directory::OrgId& recipient, base::Date day) {
  std::uint8_t marks = 0;
  for (const cases::Purpose purpose : purposes_of(referral)) {
    marks |= cases::consent_marks(tx, referral.person, recipient, purpose, day);
  }
  return marks;
}

std::uint8_t consent_of(platform::Transaction& tx, const Referral& referral, base::Date day) {
  if (!referral.target) return 0;
  std::uint8_t marks = consent_of(tx, referral, referral.target->org, day);
  if (referral.delegated_org && *referral.delegated_org != referral.target->org) {
    marks &= consent_of(tx, referral, *referral.delegated_org, day);
  }
  return marks;
}

std::uint8_t override_of(platform::Transaction& tx, const Referral& referral,
                         const directory::OrgId& recipient, base::Timestamp now) {
  std::uint8_t marks = 0;
  for (const cases::Purpose purpose : purposes_of(referral)) {
    marks |= cases::override_marks(tx, referral.person, recipient, purpose, now);
  }
  return marks;
}

std::uint8_t override_of(platform::Transaction& tx, const Referral& referral, base::Timestamp now) {
  if (!referral.target) return 0;
  std::uint8_t marks = override_of(tx, referral, referral.target->org, now);
  if (referral.delegated_org && *referral.delegated_org != referral.target->org) {
    marks &= override_of(tx, referral, *referral.delegated_org, now);
  }
  return marks;
}

std::optional<access::Object> object_of(platform::Transaction& tx, vault::Vault& vault,
                                        const Who& who, const Referral& referral) {
  const auto record = cases::case_for_rules(tx, vault, who, referral.case_id);
  if (!record) return std::nullopt;
  access::Object object = cases::object_of(*record, who.now);
  // Closed for long: the lead and the managers alone.
  if (object.stage == access::Stage::ended) object.members.clear();
  object.stage = referral.stage();
  if (!referral.target) return object;
  object.receiver_orgs.push_back(referral.target->org);
  if (referral.target->unit) object.units.push_back(*referral.target->unit);
  if (referral.delegated_unit) object.units.push_back(*referral.delegated_unit);
  std::uint8_t consented = access::kAllMarks;
  object.override_marks = access::kAllMarks;
  for (const auto& org : asked_through(who, referral)) {
    consented &= consent_of(tx, referral, org, who.today());
    object.override_marks &= override_of(tx, referral, org, who.now);
  }
  object.consent_marks = consented;
  return object;
}

bool companion_open(platform::Transaction& tx, const Who& who, const Referral& referral,
                    const cases::PersonId& companion) {
  if (!referral.target) return false;
  const auto purposes = purposes_of(referral);
  return std::ranges::all_of(asked_through(who, referral), [&](const directory::OrgId& org) {
    return std::ranges::any_of(purposes, [&](cases::Purpose purpose) {
      const std::uint8_t marks = cases::consent_marks(tx, companion, org, purpose, who.today()) |
                                 cases::override_marks(tx, companion, org, purpose, who.now);
      return (marks & access::kIdentity) != 0;
    });
  });
}

bool documents_open(platform::Transaction& tx, const Who& who, const Referral& referral) {
  if (!referral.target) return false;
  const auto purposes = purposes_of(referral);
  return std::ranges::all_of(asked_through(who, referral), [&](const directory::OrgId& org) {
    return std::ranges::any_of(purposes, [&](cases::Purpose purpose) {
      const auto open = static_cast<cases::Categories>(
          cases::consent_categories(tx, referral.person, org, purpose, who.today()) |
          cases::override_categories(tx, referral.person, org, purpose, who.now));
      return (open & cases::bit(cases::Category::documents)) != 0;
    });
  });
}

base::Result<access::Decision> files_of_case(platform::Transaction& tx, vault::Vault& vault,
                                             const Who& who, const cases::CaseId& id, bool write) {
  using access::Permission;
  const auto loaded = cases::load_case(tx, vault, who, id,
                                       write ? Permission::files_write : Permission::files_read);
  if (!loaded) return loaded.error();
  return loaded->decision;
}

Card card_of(platform::Transaction& tx, const Subject& subject, const Card& written,
             std::size_t accompanying, base::Date day) {
  Card card = written;
  const cases::AgeFacts age = cases::age_facts(subject.person, day);
  card.age_band = age_band_of(directory::current(tx), age.age);
  card.child = age.treated_as_child;
  card.sex = subject.person.facts.sex;
  card.languages = subject.person.facts.languages;
  card.risk_level = subject.traveller.risk_level;
  card.accompanying = static_cast<std::int64_t>(accompanying);
  return card;
}

bool person_has_duty(platform::Transaction& tx, const cases::PersonId& person,
                     std::string_view kind) {
  return std::ranges::any_of(duties::open_of_subject(tx, person.str()),
                             [&](const duties::Duty& duty) { return duty.kind == kind; });
}

void note_disclosed(platform::Transaction& tx, const Who& who, const Referral& referral,
                    const directory::OrgId& recipient, std::uint8_t marks, bool documents) {
  cases::Categories categories = cases::bit(cases::Category::work);
  if ((marks & access::kIdentity) != 0) categories |= cases::bit(cases::Category::identity);
  if ((marks & access::kNarrative) != 0) categories |= cases::bit(cases::Category::narrative);
  if (documents) categories |= cases::bit(cases::Category::documents);
  cases::note_disclosure(tx, who.now,
                         {.person = referral.person,
                          .recipient = recipient,
                          .categories = categories,
                          .subject_kind = "referral",
                          .subject_id = referral.id.str()});
}

void note_disclosed(platform::Transaction& tx, const Who& who, const Referral& referral,
                    const directory::OrgId& recipient, const cases::PersonId& companion) {
  cases::note_disclosure(
      tx, who.now,
      {.person = companion,
       .recipient = recipient,
       .categories = static_cast<cases::Categories>(cases::bit(cases::Category::work) |
                                                    cases::bit(cases::Category::identity)),
       .subject_kind = "referral",
       .subject_id = referral.id.str()});
}

directory::OrgId recipient_of(const Referral& referral, Side side) {
  return side == Side::unit ? referral.delegated_org.value() : referral.target->org;
}

void tell_case(platform::Transaction& tx, vault::Vault& vault, const Who& who,
               const Referral& referral, const Entry& entry) {
  cases::TimelineEntry line{.kind = "referral_" + entry.kind,
                            .code = entry.code,
                            .org = entry.org,
                            .mark = access::kWork,
                            .texts = {{"number", referral.number}},
                            .subject_kind = "referral",
                            .subject_id = referral.id.str()};
  cases::add_timeline(tx, vault, who, referral.case_id, std::move(line));
}

}  // namespace hd::referrals
