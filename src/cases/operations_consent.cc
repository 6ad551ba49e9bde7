#include "cases/operations_consent.h"

#include <algorithm>
#include <utility>

#include "accounts/operations_people.h"
#include "base/text.h"
#include "cases/operations_audit.h"
#include "cases/store_consent.h"
#include "directory/operations.h"
#include "duties/operations.h"
#include "platform/outbox.h"

namespace hd::cases {
namespace {

using access::Permission;

constexpr int kDaysToSeven = 7 * 366;

AgeGroup age_group(const Person& person, base::Date day) {
  const AgeFacts facts = age_facts(person, day);
  if (facts.under_7) return AgeGroup::under_7;
  return facts.treated_as_child ? AgeGroup::child : AgeGroup::grown_up;
}

/// The last day on which the person surely is under seven, from a day on which she is.
base::Date last_day_under_7(const Person& person, base::Date day) {
  int under = 0;
  int over = kDaysToSeven;
  while (over - under > 1) {
    const int middle = (under + over) / 2;
    (age_facts(person, base::plus_days(day, middle)).under_7 ? under : over) = middle;
  }
  return base::plus_days(day, under);
}

void add_adverse(const Person& other, Circle& circle) {
  circle.adverse.push_back(other.id);
  if (!other.identity.full_name.empty()) {
    circle.adverse_names.push_back(base::fold(other.identity.full_name));
  }
}

void add_adverse_guardians(const Person& person, const std::vector<Person>& others,
                           Circle& circle) {
  for (const Guardian& guardian : person.identity.guardians) {
    if (!guardian.adverse) continue;
    if (!guardian.name.empty()) circle.adverse_names.push_back(base::fold(guardian.name));
    const auto known = std::ranges::find_if(
        others, [&](const Person& other) { return guardian.person == other.id; });
    if (known != others.end()) add_adverse(*known, circle);
  }
}

duties::NewDuty duty_about(const PersonLoaded& loaded, std::string rule, base::Timestamp now) {
  return {.rule = std::move(rule),
          .org = loaded.record.lead_org,
          .user = loaded.record.lead_officer,
          .subject_kind = "person",
          .subject_id = loaded.person.id.str(),
          .subject_number = loaded.record.number,
          .started_at = now};
}

base::Result<base::Done> check_codes(platform::Transaction& tx, const Consent& consent,
                                     base::Date day) {
  std::vector<base::FieldError> complaints;
  const auto& directory = directory::current(tx);
  directory::code_list::check(directory, "language", consent.language, day, "language", complaints);
  if (consent.recipient && directory.organisation(*consent.recipient, day) == nullptr) {
    complaints.push_back({"recipient_organisation_id", "unknown_value"});
  }
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  return base::Done{};
}

TimelineEntry turn(std::string kind, const Consent& consent) {
  return {.kind = std::move(kind),
          .code = std::string(base::name_of(kPurposeNames, consent.purpose)),
          .subject_kind = "person",
          .subject_id = consent.person.str()};
}

/// Somebody who must not speak for her was named. One answer whoever it is: it must not tell who is
/// on the exclusion list.
bool names_a_wrong_representative(const std::vector<base::FieldError>& faults) {
  return std::ranges::any_of(faults, [](const base::FieldError& fault) {
    return fault.field == "representative" && (fault.code == "adverse" || fault.code == "excluded");
  });
}

/// Does what was refused now stand in the way of what was agreed before?
bool contradicts(const Consent& refusal, const Consent& earlier) {
  return earlier.purpose == refusal.purpose && earlier.recipient == refusal.recipient &&
         earlier.effective && !earlier.withdrawn_at;
}

}  // namespace

Categories consent_categories(platform::Transaction& tx, const PersonId& person,
                              const directory::OrgId& recipient, Purpose purpose, base::Date day) {
  return consented(store::consents_towards(tx, person, recipient), recipient, purpose, day);
}

std::uint8_t consent_marks(platform::Transaction& tx, const PersonId& person,
                           const directory::OrgId& recipient, Purpose purpose, base::Date day) {
  return marks_of(consent_categories(tx, person, recipient, purpose, day));
}

void note_disclosure(platform::Transaction& tx, base::Timestamp now, const Disclosure& disclosure) {
  if (store::is_disclosed(tx, disclosure.person, disclosure.recipient, disclosure.categories,
                          disclosure.subject_id)) {
    return;
  }
  store::add_disclosure(tx, base::random_uuid(), disclosure.person,
                        {disclosure.recipient, disclosure.categories, now, true},
                        disclosure.subject_kind, disclosure.subject_id);
}

void announce_consent(platform::Transaction& tx, base::Timestamp now,
                      const directory::OrgId& recipient) {
  platform::publish(tx, now,
                    {.topic = "consent.changed",
                     .scope_org = recipient.str(),
                     .scope_user = {},
                     .object_kind = "consent",
                     .object_id = recipient.str()});
}

Circle circle_of(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                 const PersonLoaded& loaded) {
  const base::Date today = who.today();
  Circle circle{.age = age_group(loaded.person, today)};
  if (circle.age == AgeGroup::under_7) {
    circle.last_day_under_7 = last_day_under_7(loaded.person, today);
  }
  const auto others = persons_of(tx, vault, who, loaded.record.id);
  circle.adverse.push_back(loaded.person.id);  // nobody represents herself
  for (const Person& other : others) {
    if (other.kind == PersonKind::offender) add_adverse(other, circle);
  }
  add_adverse_guardians(loaded.person, others, circle);
  for (const Exclusion& exclusion : loaded.record.exclusions) {
    circle.excluded.push_back(exclusion.user);
    const auto name = accounts::display_name(tx, vault, exclusion.user);
    if (!name.empty()) circle.excluded_names.push_back(base::fold(name));
  }
  return circle;
}

base::Result<ConsentMatrix> Consents::open(platform::Transaction& tx, const Who& who,
                                           const PersonId& id) {
  const auto loaded = load_person(tx, vault_, who, id, Permission::cases_read);
  if (!loaded) return loaded.error();
  ConsentMatrix matrix{.person = id,
                       .age = age_group(loaded->person, who.today()),
                       .items = store::consents_of({tx, vault_, who.actor.session}, id),
                       .overrides = overrides_seen(tx, vault_, who, *loaded),
                       .marks = loaded->decision.marks,
                       .may_record = static_cast<bool>(
                           load_person(tx, vault_, who, id, Permission::consents_record)),
                       .may_override = may_ask_override(who, loaded->record)};
  matrix.holders = holders(matrix.items, store::disclosures_of(tx, id), who.today());
  record_audit(tx, who, *loaded, "consent.list", "person", id.str());
  return matrix;
}

base::Result<ConsentSeen> Consents::record(platform::Transaction& tx, const Who& who,
                                           Consent asked) {
  const auto loaded = load_person(tx, vault_, who, asked.person, Permission::consents_record);
  if (!loaded) return loaded.error();
  if (const auto good = check_codes(tx, asked, who.today()); !good) return good.error();
  const Circle circle = circle_of(tx, vault_, who, *loaded);
  if (auto faults = check(asked, circle); !faults.empty()) {
    if (names_a_wrong_representative(faults)) {
      return base::Error{base::ErrorKind::forbidden, "consent.representative_not_allowed"};
    }
    return base::invalid(std::move(faults));
  }
  asked.id = ConsentId::random();
  asked.given_at = who.now;
  asked.recorded_by = who.actor.user;
  const Consent consent = settled(std::move(asked), circle);
  const store::Place place{tx, vault_, who.actor.session};
  const bool refuses = state_on(consent, who.today()) == ConsentState::refused;
  if (refuses) {
    for (Consent& earlier : store::consents_of(place, consent.person)) {
      if (!contradicts(consent, earlier)) continue;
      const auto closed = close(
          tx, who, *loaded, earlier,
          {.version = earlier.version, .reason = consent.evidence, .given_by = consent.given_by});
      if (!closed) return closed.error();
    }
  }
  store::insert(place, loaded->record.id, consent);
  if (consent.recipient) announce_consent(tx, who.now, *consent.recipient);
  if (waits_for_officer(consent, circle.age)) {
    const auto opened =
        duties::open(tx, who.now, who.actor, duty_about(*loaded, "CONSENT_OFFICER", who.now));
    if (!opened) return opened.error();
  } else if (consent.effective && circle.age != AgeGroup::grown_up) {
    duties::settle(tx, who.now, who.actor, "person", consent.person.str(), "consent_find_officer",
                   duties::End::done, "representative_found");
  }
  add_timeline(tx, vault_, who, loaded->record.id,
               turn(refuses ? "consent_refused" : "consent_recorded", consent));
  record_audit(tx, who, *loaded, "consent.record", "consent", consent.id.str());
  return ConsentSeen{consent, circle.age, loaded->decision.marks};
}

base::Result<std::vector<Holder>> Consents::close(platform::Transaction& tx, const Who& who,
                                                  const PersonLoaded& loaded, Consent& consent,
                                                  const Withdrawal& withdrawal) {
  // Who holds data because of this consent: its recipient. Without a recipient everybody to whom
  // data was handed.
  const std::vector<Consent> only{consent};
  std::vector<Holder> to_tell;
  for (const Holder& holder :
       holders(only, store::disclosures_of(tx, consent.person), who.today())) {
    const bool concerned = !consent.recipient || *consent.recipient == holder.organisation;
    if (concerned) to_tell.push_back(holder);
  }
  consent.withdrawn_at = who.now;
  consent.withdrawal_reason = withdrawal.reason;
  consent.withdrawn_by = withdrawal.given_by;
  ++consent.version;
  if (!store::update({tx, vault_, who.actor.session}, loaded.record.id, consent)) {
    return base::stale(consent.version);
  }
  for (const Holder& holder : to_tell) {
    auto duty = duty_about(loaded, "CONSENT_TELL", who.now);
    duty.counterpart = holder.organisation;
    announce_consent(tx, who.now, holder.organisation);
    if (const auto opened = duties::open(tx, who.now, who.actor, duty); !opened) {
      return opened.error();
    }
  }
  add_timeline(tx, vault_, who, loaded.record.id, turn("consent_withdrawn", consent));
  record_audit(tx, who, loaded, "consent.withdraw", "consent", consent.id.str());
  return to_tell;
}

base::Result<Consents::Withdrawn> Consents::withdraw(platform::Transaction& tx, const Who& who,
                                                     const ConsentId& id,
                                                     const Withdrawal& withdrawal) {
  auto found = store::find_consent({tx, vault_, who.actor.session}, id);
  if (!found) return base::not_found();
  Consent& consent = found->second;
  const auto loaded = load_person(tx, vault_, who, consent.person, Permission::consents_record);
  if (!loaded) return loaded.error();
  if (consent.version != withdrawal.version) return base::stale(consent.version);
  if (consent.withdrawn_at) {
    return base::Error{base::ErrorKind::conflict, "consent.already_withdrawn"};
  }
  const auto to_tell = close(tx, who, *loaded, consent, withdrawal);
  if (!to_tell) return to_tell.error();
  return Withdrawn{{consent, age_group(loaded->person, who.today()), loaded->decision.marks},
                   *to_tell};
}

}  // namespace hd::cases
