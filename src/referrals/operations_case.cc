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

/// Who receives her: the asked organisation, and that of the unit it delegated to, when that is
/// another one.
std::vector<directory::OrgId> receivers_of(const Referral& referral) {
  if (!referral.target) return {};
  const directory::OrgId& target = referral.target->org;
  if (!referral.delegated_org || *referral.delegated_org == target) return {target};
  return {target, *referral.delegated_org};
}

/// Through which of them the actor was asked. Who has a post in the asked organisation reads with
/// its consent, the unit elsewhere with its own; who belongs to both sees what both may see.
std::vector<directory::OrgId> asked_through(const Who& who, const Referral& referral) {
  auto receivers = receivers_of(referral);
  if (receivers.size() < 2) return receivers;
  const auto orgs = who.actor.organisations(who.today());
  const auto belongs = [&](const directory::OrgId& org) {
    return std::ranges::find(orgs, org) != orgs.end();
  };
  if (!belongs(receivers.back())) return {receivers.front()};
  if (!belongs(receivers.front())) return {receivers.back()};
  return receivers;
}

/// What is open to every one of the organisations for one of the purposes; 0 without organisations.
/// `open(organisation, purpose)` says it for one of each.
template <class Open>
std::uint8_t open_to_all(const std::vector<directory::OrgId>& orgs, const Referral& referral,
                         const Open& open) {
  if (orgs.empty()) return 0;
  unsigned to_all = ~0U;
  for (const auto& org : orgs) {
    unsigned to_one = 0;
    for (const cases::Purpose purpose : purposes_of(referral))
      to_one |= static_cast<unsigned>(open(org, purpose));
    to_all &= to_one;
  }
  return static_cast<std::uint8_t>(to_all);
}

std::uint8_t consent_of(platform::Transaction& tx, const Referral& referral,
                        const std::vector<directory::OrgId>& orgs, base::Date day) {
  return open_to_all(orgs, referral, [&](const auto& org, cases::Purpose purpose) {
    return cases::consent_marks(tx, referral.person, org, purpose, day);
  });
}

std::uint8_t override_of(platform::Transaction& tx, const Referral& referral,
                         const std::vector<directory::OrgId>& orgs, base::Timestamp now) {
  return open_to_all(orgs, referral, [&](const auto& org, cases::Purpose purpose) {
    return cases::override_marks(tx, referral.person, org, purpose, now);
  });
}

}  // namespace

AsksCase::AsksCase(platform::Transaction& tx, const Referral& referral) {
  if (referral.sent_at) lifted_.emplace(tx, platform::Beyond::referral_rules);
}

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

std::uint8_t consent_of(platform::Transaction& tx, const Referral& referral, base::Date day) {
  const AsksCase asks(tx, referral);
  return consent_of(tx, referral, receivers_of(referral), day);
}

std::uint8_t override_of(platform::Transaction& tx, const Referral& referral, base::Timestamp now) {
  const AsksCase asks(tx, referral);
  return override_of(tx, referral, receivers_of(referral), now);
}

std::optional<access::Object> object_of(platform::Transaction& tx, vault::Vault& vault,
                                        const Who& who, const Referral& referral) {
  const AsksCase asks(tx, referral);
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
  const auto asked = asked_through(who, referral);
  object.consent_marks = consent_of(tx, referral, asked, who.today());
  object.override_marks = override_of(tx, referral, asked, who.now);
  return object;
}

bool companion_open(platform::Transaction& tx, const Who& who, const Referral& referral,
                    const cases::PersonId& companion) {
  const AsksCase asks(tx, referral);
  const auto marks = open_to_all(
      asked_through(who, referral), referral, [&](const auto& org, cases::Purpose purpose) {
        return cases::consent_marks(tx, companion, org, purpose, who.today()) |
               cases::override_marks(tx, companion, org, purpose, who.now);
      });
  return (marks & access::kIdentity) != 0;
}

bool documents_open(platform::Transaction& tx, const Who& who, const Referral& referral) {
  const AsksCase asks(tx, referral);
  const cases::Categories open = open_to_all(
      asked_through(who, referral), referral, [&](const auto& org, cases::Purpose purpose) {
        return cases::consent_categories(tx, referral.person, org, purpose, who.today()) |
               cases::override_categories(tx, referral.person, org, purpose, who.now);
      });
  return (open & cases::bit(cases::Category::documents)) != 0;
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
  const AsksCase asks(tx, referral);
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
  const AsksCase asks(tx, referral);
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
  const AsksCase asks(tx, referral);
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
