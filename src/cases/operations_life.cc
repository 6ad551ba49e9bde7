#include "cases/operations_life.h"

#include <algorithm>
#include <utility>

#include "audit/audit.h"
#include "cases/store.h"
#include "cases/store_people.h"
#include "directory/operations.h"
#include "documents/operations.h"

namespace hd::cases {
namespace {

using access::Permission;
using base::Error;
using base::ErrorKind;

/// Where the new case belongs: the organisation and, when said, the unit of one of the posts.
struct Home {
  directory::OrgId org;
  std::optional<directory::UnitId> unit;
};

bool may_lead(const Who& who, const directory::OrgId& org) {
  return access::decide(who.actor, Permission::cases_start, {.owner_org = org}, who.today())
      .allowed;
}

base::Result<Home> home_of(platform::Transaction& tx, const Who& who,
                           const std::optional<contacts::Contact>& contact,
                           const std::optional<directory::UnitId>& unit) {
  std::optional<directory::OrgId> org;
  if (contact) org = contact->hotline;
  if (unit) {
    const auto* found = directory::current(tx).unit(*unit);
    const bool fits = found != nullptr && found->valid.holds(who.today()) &&
                      (!org || found->organisation == *org) && may_lead(who, found->organisation);
    if (!fits) return base::invalid({{"lead_unit_id", "unknown_value"}});
    return Home{found->organisation, unit};
  }
  if (org) return may_lead(who, *org) ? base::Result<Home>(Home{*org, {}}) : base::not_found();
  for (const access::Post& post : who.actor.posts) {
    if (post.valid_on(who.today()) && may_lead(who, post.org)) return Home{post.org, post.unit};
  }
  return base::not_found();
}

/// What the caller said of herself, as the first facts about the person.
void take_over(const contacts::Contact& contact, base::Timestamp now, Person& person) {
  person.facts.sex = contact.facts.sex;
  person.facts.ethnic_group = contact.facts.ethnic_group;
  if (!contact.facts.language.empty()) person.facts.languages = {contact.facts.language};
  if (contact.facts.age) {
    person.identity.birth = {.estimated = true,
                             .age_from = contact.facts.age,
                             .age_to = contact.facts.age,
                             .age_on = base::local_date(now)};
  }
  person.identity.phone = contact.identity.phone;
}

/// The conversation asked for intervention or referral, or somebody is in danger.
bool fits(const contacts::Contact& contact) {
  return contact.kind == "referral" || contact.kind == "urgent" || contact.at_risk;
}

}  // namespace

access::Relation relation_of(const Who& who, const Case& record) {
  const auto object = object_of(record, who.now);
  access::Relation best = access::Relation::none;
  for (const access::Post& post : who.actor.posts) {
    if (!post.valid_on(who.today())) continue;
    best = std::min(best, access::relation_of(who.actor.user, post, object));
  }
  return best;
}

std::vector<duties::Duty> open_duties(platform::Transaction& tx, const CaseId& id,
                                      const std::vector<Person>& persons) {
  auto found = duties::open_of_subject(tx, id.str());
  for (const Person& person : persons) {
    for (auto& duty : duties::open_of_subject(tx, person.id.str())) {
      found.push_back(std::move(duty));
    }
  }
  return found;
}

void Operations::record(platform::Transaction& tx, const Who& who, const Loaded& loaded,
                        const std::string& action) {
  audit::record(tx, who.now, who.actor,
                {.action = action,
                 .object_kind = "case",
                 .object_id = loaded.record.id.str(),
                 .marks = loaded.decision.marks,
                 .post = loaded.decision.post,
                 .rule = loaded.decision.rule});
}

base::Result<Loaded> Operations::begin(platform::Transaction& tx, const Who& who, const CaseId& id,
                                       Permission permission, std::int64_t version) {
  auto loaded = load_case(tx, vault_, who, id, permission);
  if (!loaded) return loaded.error();
  if (loaded->record.version != version) return base::stale(loaded->record.version);
  return loaded;
}

base::Result<Loaded> Operations::keep(platform::Transaction& tx, const Who& who,
                                      const Loaded& before, Case next, TimelineEntry entry) {
  next.version = before.record.version + 1;
  next.updated_at = who.now;
  if (!store::update({tx, vault_, who.actor.session}, next)) {
    throw platform::DbError(platform::DbProblem::busy, "a case changed meanwhile");
  }
  record(tx, who, before, "case." + entry.kind);
  add_timeline(tx, vault_, who, next.id, std::move(entry));
  auto seen = load_case(tx, vault_, who, next.id, Permission::cases_read);
  if (!seen) return Loaded{std::move(next), {}};
  return seen;
}

base::Result<Loaded> Operations::start(platform::Transaction& tx, const Who& who,
                                       const Start& start) {
  std::optional<contacts::Contact> contact;
  if (start.contact) {
    auto opened = contacts_.open(tx, who, *start.contact);
    if (!opened) return opened.error();
    if (!fits(*opened)) return Error{ErrorKind::conflict, "case.contact_not_fit"};
    contact = std::move(*opened);
  }
  const auto home = home_of(tx, who, contact, start.unit);
  if (!home) return home.error();
  std::vector<base::FieldError> complaints;
  directory::code_list::check(directory::current(tx), "entry_road", start.entry_road, who.today(),
                              "entry_road", complaints);
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  const int year = static_cast<int>(who.today().year());
  Case record{.id = CaseId::random(),
              .number = number_text(year, documents::next_number(tx, "case", year)),
              .lead_org = home->org,
              .lead_unit = home->unit,
              .lead_officer = who.actor.user,
              .contact = start.contact,
              .contact_number = contact ? contact->number : "",
              .entry_road = start.entry_road,
              .opened_by = who.actor.user,
              .opened_at = who.now,
              .updated_at = who.now,
              .persons = 1,
              .summary = start.summary};
  Person blank{.id = PersonId::random(),
               .case_file = record.id,
               .kind = start.kind,
               .created_at = who.now,
               .updated_at = who.now};
  if (contact) take_over(*contact, who.now, blank);
  const auto person = edited(tx, who, blank, start.person);
  if (!person) {
    Error error = person.error();
    for (auto& field : error.fields) field.field.insert(0, "person.");
    return error;
  }
  const store::Place place{tx, vault_, who.actor.session};
  store::insert(place, record);
  store::insert(place, *person);
  add_timeline(tx, vault_, who, record.id,
               {.kind = "case_opened",
                .code = record.entry_road,
                .subject_kind = "person",
                .subject_id = person->id.str()});
  auto loaded = load_case(tx, vault_, who, record.id, Permission::cases_read);
  if (!loaded) return loaded.error();
  this->record(tx, who, *loaded, "case.start");
  return loaded;
}

base::Result<Loaded> Operations::open(platform::Transaction& tx, const Who& who, const CaseId& id) {
  auto loaded = load_case(tx, vault_, who, id, Permission::cases_read);
  if (loaded) record(tx, who, *loaded, "case.open");
  return loaded;
}

base::Result<Loaded> Operations::open(platform::Transaction& tx, const Who& who,
                                      const PersonId& id) {
  const auto file = store::case_of(tx, id);
  if (!file) return base::not_found();
  return open(tx, who, *file);
}

base::Result<Loaded> Operations::save(platform::Transaction& tx, const Who& who, const CaseId& id,
                                      const Save& change) {
  const auto before = begin(tx, who, id, Permission::cases_work, change.version);
  if (!before) return before.error();
  if (before->record.state == State::closed) return Error{ErrorKind::conflict, "case.closed"};
  const bool tells = (before->decision.marks & access::kNarrative) != 0;
  if (change.summary && !tells) return Error{ErrorKind::forbidden, "case.part_not_yours"};
  Case next = before->record;
  std::vector<base::FieldError> complaints;
  const auto& directory = directory::current(tx);
  if (change.entry_road) {
    next.entry_road = *change.entry_road;
    if (next.entry_road.empty()) complaints.push_back({"entry_road", "required"});
    directory::code_list::check(directory, "entry_road", next.entry_road, who.today(), "entry_road",
                                complaints);
  }
  if (change.summary) next.summary = *change.summary;
  if (change.unit) {
    next.lead_unit = *change.unit;
    const auto* unit = next.lead_unit ? directory.unit(*next.lead_unit) : nullptr;
    const bool known =
        unit != nullptr && unit->organisation == next.lead_org && unit->valid.holds(who.today());
    if (next.lead_unit && !known) complaints.push_back({"lead_unit_id", "unknown_value"});
  }
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  return keep(tx, who, *before, std::move(next), {.kind = "case_changed"});
}

void Operations::settle_on_closing(platform::Transaction& tx, const Who& who, const Case& record,
                                   const Closing& closing) {
  const auto persons = persons_of(tx, vault_, who, record.id);
  duties::settle_all(tx, who.now, who.actor, "case", record.id.str(), duties::End::cancelled,
                     "case_closed");
  for (const Person& person : persons) {
    duties::settle_all(tx, who.now, who.actor, "person", person.id.str(), duties::End::cancelled,
                       "case_closed");
  }
  for (const auto& open : closing.open_duties) {
    add_timeline(tx, vault_, who, record.id,
                 {.kind = "duty_left_open",
                  .texts = {{"reason", open.reason}},
                  .subject_kind = "duty",
                  .subject_id = open.duty});
  }
}

base::Result<Loaded> Operations::change_status(platform::Transaction& tx, const Who& who,
                                               const CaseId& id, const StatusChange& change) {
  const auto before = begin(tx, who, id, Permission::cases_manage, change.version);
  if (!before) return before.error();
  const auto state = advance(before->record.state, change.action);
  if (!state) return state.error();
  Case next = before->record;
  next.state = *state;
  TimelineEntry entry{.kind = "case_" + std::string(base::name_of(kActionNames, change.action))};
  if (change.action == Action::reopen) {
    if (change.closing.reason.empty()) return base::invalid({{"reason", "required"}});
    entry.texts = {{"reason", change.closing.reason}};
    next.closed_at = std::nullopt;
    next.next_followup_on = std::nullopt;
    next.closure_reason.clear();
    next.closure = {};
  }
  if (change.action != Action::close) return keep(tx, who, *before, std::move(next), entry);

  if (referral_runs_ && referral_runs_(tx, who, id)) {
    return Error{ErrorKind::conflict, "case.referral_running"};
  }
  const Closing& closing = change.closing;
  std::vector<std::string> open;
  for (const auto& duty : open_duties(tx, id, persons_of(tx, vault_, who, id))) {
    open.push_back(duty.id.str());
  }
  auto complaints = missing_to_close(closing, open, who.today());
  const auto& directory = directory::current(tx);
  directory::code_list::check(directory, "case_closure_reason", closing.reason, who.today(),
                              "reason", complaints);
  directory::code_list::check(directory, "risk_level", closing.closure.re_trafficking_risk,
                              who.today(), "re_trafficking_risk", complaints);
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  next.closed_at = who.now;
  next.closure_reason = closing.reason;
  next.closure = closing.closure;
  next.next_followup_on = closing.next_followup_on;
  entry.code = closing.reason;
  if (!closing.followup_waiver.empty()) entry.texts = {{"no_follow_up", closing.followup_waiver}};
  settle_on_closing(tx, who, before->record, closing);
  if (closing.next_followup_on) {
    const auto opened = duties::open(tx, who.now, who.actor,
                                     {.rule = "CASE_FOLLOW_UP",
                                      .org = next.lead_org,
                                      .unit = next.lead_unit,
                                      .user = next.lead_officer,
                                      .subject_kind = "case",
                                      .subject_id = id.str(),
                                      .subject_number = next.number,
                                      .started_at = who.now,
                                      .due_at = base::end_of_day(*closing.next_followup_on)});
    if (!opened) return opened.error();
  }
  return keep(tx, who, *before, std::move(next), std::move(entry));
}

}  // namespace hd::cases
