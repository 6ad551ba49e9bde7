// The blind duplicate check: the worker that compares, and the lead who answers.

#include <algorithm>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <stdexcept>
#include <utility>

#include "audit/audit.h"
#include "base/phone.h"
#include "base/text.h"
#include "cases/limits.h"
#include "cases/operations_search.h"
#include "cases/store_search.h"
#include "platform/wall.h"

namespace hd::cases {
namespace {

using access::Permission;
using platform::Transaction;

constexpr std::chrono::minutes kLooksBack{2};
constexpr std::int64_t kBatch = 100;
constexpr std::size_t kNamesakes = 5;
constexpr std::int64_t kChecksShown = 200;
constexpr std::string_view kAskRule = "DUPLICATE";
constexpr std::string_view kAskDuty = "duplicate_question";
constexpr std::string_view kTellRule = "DUPLICATE_CONTACT";

/// Whose doubles matter: an offender or helper stands in many cases.
bool is_compared(const Person& person) {
  return person.kind == PersonKind::victim || person.kind == PersonKind::suspected_victim ||
         person.kind == PersonKind::accompanying_minor;
}

/// Letters and digits only, in small letters: "B 123-456" and "b123456" are one number.
std::string normal_number(std::string_view text) {
  std::string key = base::fold(text);
  std::erase(key, ' ');
  return key;
}

store::Numbers numbers_of(vault::Vault& vault, const Person& person) {
  store::Numbers numbers;
  if (!is_compared(person)) return numbers;
  const std::string number = normal_number(person.identity.id_number);
  if (!number.empty()) numbers.id = vault.blind_index("personal_id", number);
  if (const auto phone = base::normal_phone(person.identity.phone)) {
    numbers.phone = vault.blind_index("person_phone", *phone);
  }
  return numbers;
}

void open_duty(Transaction& tx, base::Timestamp now, std::string_view rule, const Case& record) {
  const auto opened = duties::open(tx, now, access::system_actor(),
                                   {.rule = std::string(rule),
                                    .org = record.lead_org,
                                    .unit = record.lead_unit,
                                    .user = record.lead_officer,
                                    .subject_kind = "case",
                                    .subject_id = record.id.str(),
                                    .subject_number = record.number,
                                    .started_at = now});
  if (!opened) throw std::runtime_error("no deadline rule " + std::string(rule));
}

/// Tells the lead of the case that was there before.
void ask(Transaction& tx, vault::Vault& vault, base::Timestamp now,
         const store::DuplicateCheck& check) {
  const Who system{access::system_actor(), now};
  const auto asked = case_for_rules(tx, vault, system, check.asked_case);
  if (!asked || !store::insert(tx, check)) return;
  open_duty(tx, now, kAskRule, *asked);
  add_timeline(tx, vault, system, asked->id,
               {.kind = "duplicate_asked",
                .code = check.basis,
                .org = check.asker_org,
                .subject_kind = "person",
                .subject_id = check.asked_person.str()});
  audit::record(tx, now, system.actor,
                {.action = "duplicate_check.ask",
                 .object_kind = "duplicate_check",
                 .object_id = check.id,
                 .purpose = check.basis});
}

/// Tells the lead who asked: a duty and a turn on the timeline of that case.
void tell_asker(Transaction& tx, vault::Vault& vault, const Who& who,
                const store::DuplicateCheck& check, const PersonSearch::Answer& given,
                const directory::OrgId& answering) {
  const platform::BeyondTheWall asking(tx, platform::Beyond::duplicate_answer);
  const auto asker = case_for_rules(tx, vault, who, check.asker_case);
  if (!asker) return;
  open_duty(tx, who.now, kTellRule, *asker);
  add_timeline(tx, vault, {access::system_actor(), who.now}, asker->id,
               {.kind = "duplicate_answered",
                .code = given.answer,
                .org = answering,
                .texts = {{"note", given.note}},
                .subject_kind = "person",
                .subject_id = check.asker_person.str()});
}

DuplicateQuestion question_of(const store::DuplicateCheck& check, const Case& asked,
                              std::int64_t position) {
  return {.id = check.id,
          .basis = check.basis,
          .case_file = asked.id,
          .case_number = asked.number,
          .position = position,
          .asker_org = check.asker_org,
          .asked_at = check.asked_at,
          .answer = check.answer,
          .answered_at = check.answered_at};
}

std::int64_t position_of(const std::vector<Person>& persons, const PersonId& id) {
  const auto found = std::ranges::find(persons, id, &Person::id);
  return found == persons.end() ? 0 : found->position;
}

}  // namespace

/// Persons of other cases with the same name, accents aside, and a birth year that fits.
std::vector<NameHit> PersonSearch::same_name(const Person& person) {
  const auto years = birth_years(person.identity.birth);
  if (!years || person.identity.full_name.empty() || !is_compared(person)) return {};
  const std::shared_lock lock(mutex_);
  auto hits = index_.find({.text = person.identity.full_name,
                           .birth_year = (years->from + years->to) / 2,
                           .limit = kNamesakes * 4},
                          {.everything = true});
  std::erase_if(hits, [&](const NameHit& hit) {
    const bool alike = hit.match == Match::exact || hit.match == Match::accents;
    return !alike || !hit.birth_year_known || hit.case_file == person.case_file;
  });
  if (hits.size() > kNamesakes) hits.erase(hits.begin() + kNamesakes, hits.end());
  return hits;
}

bool PersonSearch::check_one(Transaction& tx, base::Timestamp now, const PersonId& id) {
  const Who system{access::system_actor(), now};
  const auto person = person_for_rules(tx, vault_, system, id);
  if (!person) return false;
  const auto lead = store::lead_of(tx, person->case_file);
  if (!lead) return false;
  const auto numbers = numbers_of(vault_, *person);
  store::keep_numbers(tx, id, person->version, numbers);
  std::set<PersonId> asked;
  const auto consider = [&](std::string_view basis, const PersonId& twin, const CaseId& its_case) {
    if (!asked.insert(twin).second) return;
    ask(tx, vault_, now,
        {.id = base::random_uuid(),
         .basis = std::string(basis),
         .asker_person = id,
         .asker_case = person->case_file,
         .asker_org = *lead,
         .asked_person = twin,
         .asked_case = its_case,
         .asked_at = now});
  };
  if (numbers.id) {
    for (const auto& twin : store::with_id_number(tx, *numbers.id, person->case_file)) {
      consider("id_number", twin.person, twin.case_file);
    }
  }
  if (numbers.phone) {
    for (const auto& twin : store::with_phone(tx, *numbers.phone, person->case_file)) {
      consider("phone", twin.person, twin.case_file);
    }
  }
  for (const NameHit& hit : same_name(*person)) {
    if (!store::was_checked(tx, hit.person)) continue;  // she comes later, and asks then
    const auto twin = person_for_rules(tx, vault_, system, hit.person);
    if (twin && is_compared(*twin)) consider("name_and_birth_year", twin->id, twin->case_file);
  }
  return true;
}

std::size_t PersonSearch::check_duplicates(platform::Database& database, base::Timestamp now) {
  {
    const std::shared_lock lock(mutex_);
    if (!looked_at_) return 0;
  }
  std::size_t looked = 0;
  base::Timestamp since = checked_until_;
  while (true) {
    const auto persons = database.read([&](Transaction& tx) {
      const std::unique_lock lock(mutex_);
      catch_up(tx, now);
      return store::unchecked_persons(tx, since, kBatch);
    });
    for (const auto& person : persons) {
      database.write([&](Transaction& tx) { return check_one(tx, now, person.id); });
    }
    looked += persons.size();
    if (persons.size() < static_cast<std::size_t>(kBatch)) break;
    since = persons.back().updated_at;
  }
  checked_until_ = now - kLooksBack;
  return looked;
}

base::Result<std::vector<DuplicateQuestion>> PersonSearch::questions(Transaction& tx,
                                                                     const Who& who,
                                                                     const CaseId& asked) {
  const auto loaded = load_case(tx, vault_, who, asked, Permission::cases_manage);
  if (!loaded) return loaded.error();
  const auto persons = persons_of(tx, vault_, who, asked);
  std::vector<DuplicateQuestion> found;
  for (const auto& check : store::duplicate_checks_of(tx, asked, kChecksShown)) {
    found.push_back(question_of(check, loaded->record, position_of(persons, check.asked_person)));
  }
  audit::record(tx, who.now, who.actor,
                {.action = "duplicate_check.list",
                 .object_kind = "case",
                 .object_id = asked.str(),
                 .post = loaded->decision.post,
                 .rule = loaded->decision.rule});
  return found;
}

base::Result<DuplicateQuestion> PersonSearch::answer(Transaction& tx, const Who& who,
                                                     const std::string& id, const Answer& given) {
  auto check = store::find_duplicate_check(tx, id);
  if (!check) return base::not_found();
  const auto loaded = load_case(tx, vault_, who, check->asked_case, Permission::cases_manage);
  if (!loaded) return loaded.error();
  if (base::length(given.note) > kAnswerNoteMax) return base::invalid({{"note", "too_long"}});
  check->answer = given.answer;
  check->answered_at = who.now;
  const store::Place place{tx, vault_, who.actor.session};
  if (!store::answer(place, *check, who.actor.user, given.note)) {
    return base::Error{base::ErrorKind::conflict, "duplicate_check.answered"};
  }
  const auto all = store::duplicate_checks_of(tx, check->asked_case, kChecksShown);
  if (std::ranges::all_of(all, [](const auto& one) { return one.answered; })) {
    duties::settle(tx, who.now, who.actor, "case", check->asked_case.str(), kAskDuty,
                   duties::End::done, "duplicate_check_answered");
  }
  if (given.answer != "refuse") {
    tell_asker(tx, vault_, who, *check, given, loaded->record.lead_org);
  }
  audit::record(tx, who.now, who.actor,
                {.action = "duplicate_check.answer",
                 .object_kind = "duplicate_check",
                 .object_id = id,
                 .purpose = given.answer,
                 .post = loaded->decision.post,
                 .rule = loaded->decision.rule});
  const auto persons = persons_of(tx, vault_, who, check->asked_case);
  return question_of(*check, loaded->record, position_of(persons, check->asked_person));
}

}  // namespace hd::cases
