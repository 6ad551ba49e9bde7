// Persons, needs, conferences and notes.

#include <algorithm>
#include <utility>

#include "audit/audit.h"
#include "cases/check.h"
#include "cases/limits.h"
#include "cases/operations_life.h"
#include "cases/store.h"
#include "cases/store_people.h"
#include "directory/operations.h"

namespace hd::cases {
namespace {

using access::Permission;
using base::Error;
using base::ErrorKind;

Error forbidden(std::string code) {
  return {ErrorKind::forbidden, std::move(code)};
}

Error closed() {
  return {ErrorKind::conflict, "case.closed"};
}

/// A part that somebody may not see cannot be written either.
bool within(std::uint8_t parts, const access::Decision& decision) {
  return (parts & ~decision.marks) == 0;
}

void check_codes(const directory::Directory& directory, const Person& person, base::Date day,
                 std::vector<base::FieldError>& found) {
  for (const CodeUse& use : code_uses(person)) {
    for (const std::string& code : use.codes) {
      directory::code_list::check(directory, use.list, code, day, use.field, found);
    }
  }
  const std::string& province = person.identity.origin_province;
  if (province.empty() || directory.code("empty_answer", province, day) != nullptr) return;
  if (directory.territory({directory::geography_on(day), province}, day) == nullptr) {
    found.push_back({"identity.origin_province", "unknown_value"});
  }
}

struct NoteRule {
  const char* kind;
  access::Mark mark;
  Wall wall;
};
constexpr auto kNoteRules = std::to_array<NoteRule>({
    {"support", access::kNarrative, Wall::none},
    {"investigation", access::kWork, Wall::investigation},
    {"protection", access::kIdentity, Wall::protection},
    {"wish", access::kIdentity, Wall::none},
});

bool sees(const Sight& sight, const NoteRule& rule) {
  if ((sight.marks & rule.mark) == 0) return false;
  if (rule.wall == Wall::investigation) return sight.investigation;
  return rule.wall != Wall::protection || sight.protection;
}

}  // namespace

void Operations::record_person(platform::Transaction& tx, const Who& who,
                               const PersonLoaded& loaded, const std::string& action,
                               const std::string& purpose) {
  audit::record(tx, who.now, who.actor,
                {.action = action,
                 .object_kind = "person",
                 .object_id = loaded.person.id.str(),
                 .purpose = purpose,
                 .marks = loaded.decision.marks,
                 .post = loaded.decision.post,
                 .rule = loaded.decision.rule});
}

base::Result<Person> Operations::edited(platform::Transaction& tx, const Who& who,
                                        const Person& stored, const PersonEdit& edit) {
  Person next = stored;
  if (edit.apply) {
    auto applied = edit.apply(stored);
    if (!applied) return applied.error();
    next = std::move(*applied);
  }
  Birth& birth = next.identity.birth;
  if ((birth.age_from || birth.age_to) && !birth.age_on) birth.age_on = who.today();
  std::vector<PersonId> others;
  for (const Person& other : persons_of(tx, vault_, who, stored.case_file)) {
    others.push_back(other.id);
  }
  std::vector<base::FieldError> found;
  for (auto& complaint : check(birth, who.today())) {
    found.push_back({"identity." + complaint.field, complaint.code});
  }
  for (auto& complaint : check_guardians(next, others)) found.push_back(std::move(complaint));
  check_codes(directory::current(tx), next, who.today(), found);
  if (!found.empty()) return base::invalid(std::move(found));
  return next;
}

base::Result<PersonLoaded> Operations::add_person(platform::Transaction& tx, const Who& who,
                                                  const CaseId& id, PersonKind kind,
                                                  const PersonEdit& edit) {
  const auto before = load_case(tx, vault_, who, id, Permission::cases_work);
  if (!before) return before.error();
  if (before->record.state == State::closed) return closed();
  if (!within(edit.parts, before->decision)) return forbidden("person.part_not_yours");
  if (before->record.persons >= kPersonsMax) {
    return Error{ErrorKind::conflict, "case.too_many_persons"};
  }
  Case next = before->record;
  ++next.persons;
  const Person blank{.id = PersonId::random(),
                     .case_file = id,
                     .position = next.persons,
                     .kind = kind,
                     .created_at = who.now,
                     .updated_at = who.now};
  auto person = edited(tx, who, blank, edit);
  if (!person) return person.error();
  store::insert({tx, vault_, who.actor.session}, *person);
  const auto kept = keep(tx, who, *before, std::move(next),
                         {.kind = "person_added",
                          .code = std::string(base::name_of(kPersonKindNames, kind)),
                          .subject_kind = "person",
                          .subject_id = person->id.str()});
  PersonLoaded loaded{std::move(*person), kept->record, kept->decision};
  return loaded;
}

base::Result<PersonLoaded> Operations::save_person(platform::Transaction& tx, const Who& who,
                                                   const PersonId& id, std::int64_t version,
                                                   std::optional<PersonKind> kind,
                                                   const PersonEdit& edit) {
  auto loaded = load_person(tx, vault_, who, id, Permission::cases_work);
  if (!loaded) return loaded.error();
  if (loaded->person.version != version) return base::stale(loaded->person.version);
  if (loaded->record.state == State::closed) return closed();
  if (!within(edit.parts, loaded->decision)) return forbidden("person.part_not_yours");
  auto next = edited(tx, who, loaded->person, edit);
  if (!next) return next.error();
  if (kind) next->kind = *kind;
  next->updated_at = who.now;
  ++next->version;
  if (!store::update({tx, vault_, who.actor.session}, *next)) {
    throw platform::DbError(platform::DbProblem::busy, "a person changed meanwhile");
  }
  loaded->person = std::move(*next);
  record_person(tx, who, *loaded, "person.save");
  add_timeline(tx, vault_, who, loaded->record.id,
               {.kind = "person_changed", .subject_kind = "person", .subject_id = id.str()});
  return loaded;
}

base::Result<PersonLoaded> Operations::reveal(platform::Transaction& tx, const Who& who,
                                              const PersonId& id,
                                              const std::vector<std::string>& fields,
                                              const std::string& reason) {
  auto loaded = load_person(tx, vault_, who, id, Permission::identity_reveal);
  if (!loaded) return loaded.error();
  if (fields.empty()) return base::invalid({{"fields", "required"}});
  if (reason.empty()) return base::invalid({{"reason", "required"}});
  std::string names;
  for (const std::string& field : fields) names += (names.empty() ? "" : ", ") + field;
  record_person(tx, who, *loaded, "person.reveal", "stated_reason");
  add_timeline(tx, vault_, who, loaded->record.id,
               {.kind = "identity_revealed",
                .mark = access::kIdentity,
                .texts = {{"reason", reason}, {"fields", names}},
                .subject_kind = "person",
                .subject_id = id.str()});
  return loaded;
}

base::Result<Need> Operations::add_need(platform::Transaction& tx, const Who& who, const CaseId& id,
                                        Need need) {
  const auto loaded = load_case(tx, vault_, who, id, Permission::cases_work);
  if (!loaded) return loaded.error();
  if (loaded->record.state == State::closed) return closed();
  const store::Place place{tx, vault_, who.actor.session};
  std::vector<base::FieldError> found;
  if (need.service.empty()) found.push_back({"service", "required"});
  directory::code_list::check(directory::current(tx), "service_type", need.service, who.today(),
                              "service", found);
  if (need.person) {
    const auto person = store::find_person(place, *need.person);
    if (!person || person->case_file != id) found.push_back({"person_id", "unknown_value"});
  }
  if (!found.empty()) return base::invalid(std::move(found));
  need.case_file = id;
  store::insert(place, need);
  record(tx, who, *loaded, "case.need_added");
  add_timeline(tx, vault_, who, id,
               {.kind = "need_added",
                .code = need.service,
                .subject_kind = "need",
                .subject_id = need.id.str()});
  return need;
}

base::Result<Need> Operations::save_need(platform::Transaction& tx, const Who& who,
                                         const NeedId& id, const NeedChange& change) {
  const store::Place place{tx, vault_, who.actor.session};
  auto need = store::find_need(place, id);
  if (!need) return base::not_found();
  const auto loaded = load_case(tx, vault_, who, need->case_file, Permission::cases_work);
  if (!loaded) return loaded.error();
  if (need->version != change.version) return base::stale(need->version);
  if (loaded->record.state == State::closed) return closed();
  std::vector<base::FieldError> found;
  if (change.state && *change.state != kOpenNeed) {
    directory::code_list::check(directory::current(tx), "need_outcome", *change.state, who.today(),
                                "state", found);
    if (change.state->empty()) found.push_back({"state", "required"});
  }
  if (!found.empty()) return base::invalid(std::move(found));
  if (change.state) need->state = *change.state;
  if (change.detail) need->detail = *change.detail;
  if (change.wish) need->wish = *change.wish;
  if (change.note) need->note = *change.note;
  need->updated_at = who.now;
  ++need->version;
  if (!store::update(place, *need)) {
    throw platform::DbError(platform::DbProblem::busy, "a need changed meanwhile");
  }
  record(tx, who, *loaded, "case.need_changed");
  add_timeline(tx, vault_, who, need->case_file,
               {.kind = "need_changed",
                .code = need->state,
                .subject_kind = "need",
                .subject_id = id.str()});
  return *need;
}

base::Result<Conference> Operations::add_conference(platform::Transaction& tx, const Who& who,
                                                    const CaseId& id, Conference conference) {
  const auto loaded = load_case(tx, vault_, who, id, Permission::cases_work);
  if (!loaded) return loaded.error();
  if (loaded->record.state == State::closed) return closed();
  if (!within(access::kNarrative, loaded->decision)) return forbidden("case.part_not_yours");
  std::vector<base::FieldError> found;
  if (conference.at > who.now) found.push_back({"at", "in_future"});
  const auto& directory = directory::current(tx);
  for (std::size_t i = 0; i < conference.decisions.size(); ++i) {
    const Resolution& made = conference.decisions[i];
    const std::string at = "decisions." + std::to_string(i) + ".";
    if (directory.organisation(made.org, who.today()) == nullptr) {
      found.push_back({at + "organisation_id", "unknown_value"});
    }
    const auto* unit = made.unit ? directory.unit(*made.unit) : nullptr;
    if (made.unit && (unit == nullptr || unit->organisation != made.org)) {
      found.push_back({at + "unit_id", "unknown_value"});
    }
    if (!made.duty.empty()) found.push_back({at + "duty_id", "unknown_field"});
    if (made.due_on < who.today()) found.push_back({at + "due_on", "in_past"});
  }
  if (!found.empty()) return base::invalid(std::move(found));
  for (Resolution& made : conference.decisions) {
    const auto duty = duties::open(tx, who.now, who.actor,
                                   {.rule = "CASE_DECISION",
                                    .org = made.org,
                                    .unit = made.unit,
                                    .subject_kind = "case",
                                    .subject_id = id.str(),
                                    .subject_number = loaded->record.number,
                                    .started_at = who.now,
                                    .due_at = base::end_of_day(made.due_on)});
    if (!duty) return duty.error();
    made.duty = duty->str();
  }
  store::insert({tx, vault_, who.actor.session}, conference);
  record(tx, who, *loaded, "case.conference_held");
  add_timeline(
      tx, vault_, who, id,
      {.kind = "conference_held", .subject_kind = "conference", .subject_id = conference.id.str()});
  return conference;
}

base::Result<TimelineEntry> Operations::add_note(platform::Transaction& tx, const Who& who,
                                                 const CaseId& id, const std::string& kind,
                                                 const std::string& text) {
  const auto loaded = load_case(tx, vault_, who, id, Permission::cases_work);
  if (!loaded) return loaded.error();
  if (loaded->record.state == State::closed) return closed();
  const auto rule = std::ranges::find_if(kNoteRules, [&](const auto& r) { return r.kind == kind; });
  if (rule == kNoteRules.end()) return base::invalid({{"kind", "unknown_value"}});
  const Sight sight = sight_of(who, *loaded);
  if (!sees(sight, *rule)) return forbidden("case.note_kind");
  record(tx, who, *loaded, "case.note");
  add_timeline(
      tx, vault_, who, id,
      {.kind = "note_" + kind, .wall = rule->wall, .mark = rule->mark, .texts = {{"text", text}}});
  const auto written = store::timeline({tx, vault_, who.actor.session}, id,
                                       {.sight = sight, .kind = "note_" + kind, .limit = 1});
  return written.front();
}

}  // namespace hd::cases
