#include "cases/operations_identification.h"

#include <algorithm>
#include <array>
#include <utility>

#include "calendar/operations.h"
#include "cases/operations_audit.h"
#include "cases/operations_routes.h"
#include "cases/store_identification.h"
#include "directory/operations.h"

namespace hd::cases {
namespace {

using access::Permission;
using duties::End;
using Deed = IdentificationAction;

constexpr std::string_view kDutyPrefix = "person_";

Identification state_after(const std::vector<IdentificationStep>& steps) {
  return steps.empty() ? Identification::none : steps.back().state;
}

/// What the form leaves out is as it was.
void complete_from(const std::vector<IdentificationStep>& steps, const Case& record,
                   IdentificationStep& step) {
  const bool first = steps.empty();
  if (step.road.empty()) step.road = first ? record.entry_road : steps.back().road;
  if (first) return;
  if (step.province.empty()) step.province = steps.back().province;
  if (!step.body) step.body = steps.back().body;
}

std::vector<base::FieldError> check_codes(platform::Transaction& tx,
                                          const IdentificationStep& step) {
  std::vector<base::FieldError> faults;
  const auto& directory = directory::current(tx);
  const base::Date day = step.happened_on;
  directory::code_list::check(directory, "entry_road", step.road, day, "road", faults);
  if (step.paper) {
    directory::code_list::check(directory, "victim_paper", step.paper->kind, day, "paper.kind",
                                faults);
  }
  const directory::Place place{directory::geography_on(day), step.province};
  if (!step.province.empty() && directory.territory(place, day) == nullptr) {
    faults.push_back({"province", "unknown_value"});
  }
  if (step.body && directory.organisation(*step.body, day) == nullptr) {
    faults.push_back({"body_id", "unknown_value"});
  }
  return faults;
}

/// Evidence that was entered after the person was found not to be a victim.
bool has_new_evidence(const std::vector<Evidence>& evidence,
                      const std::vector<IdentificationStep>& steps) {
  return std::ranges::any_of(evidence,
                             [&](const Evidence& one) { return one.at > steps.back().at; });
}

}  // namespace

IdentificationView Identifications::view(platform::Transaction& tx, const Who& who,
                                         const PersonLoaded& loaded) {
  const PersonId& id = loaded.person.id;
  const store::Place place{tx, vault_, who.actor.session};
  IdentificationView view{.person = id,
                          .steps = store::steps_of(place, id),
                          .evidence = store::evidence_of(place, id),
                          .marks = loaded.decision.marks};
  view.state = state_after(view.steps);
  view.turn = whose_turn(view.state);
  view.road = view.steps.empty() ? loaded.record.entry_road : view.steps.back().road;
  if (view.turn == IdentificationTurn::lead) view.turn_of = loaded.record.lead_org;
  if (view.turn == IdentificationTurn::body) view.turn_of = view.steps.back().body;
  if (!view.steps.empty()) {
    view.routes = routes_seen(tx, view.steps.back(), loaded.record.lead_org);
  }
  for (auto& clock : duties_.of_subject(tx, who.now, who.actor, id.str())) {
    if (clock.duty.kind.starts_with(kDutyPrefix)) view.clocks.push_back(std::move(clock));
  }
  view.may_work = static_cast<bool>(load_person(tx, vault_, who, id, Permission::cases_work));
  return view;
}

base::Result<IdentificationView> Identifications::open(platform::Transaction& tx, const Who& who,
                                                       const PersonId& id) {
  const auto loaded = load_person(tx, vault_, who, id, Permission::cases_read);
  if (!loaded) return loaded.error();
  record_audit(tx, who, *loaded, "identification.open");
  return view(tx, who, *loaded);
}

base::Result<IdentificationView> Identifications::take(platform::Transaction& tx, const Who& who,
                                                       std::int64_t version,
                                                       IdentificationStep asked) {
  const auto loaded = load_person(tx, vault_, who, asked.person, Permission::cases_work);
  if (!loaded) return loaded.error();
  const store::Place place{tx, vault_, who.actor.session};
  const auto steps = store::steps_of(place, asked.person);
  const auto stored = static_cast<std::int64_t>(steps.size());
  if (version != stored) return base::stale(stored);
  const auto next = advance(state_after(steps), asked.action);
  if (!next) return next.error();
  complete_from(steps, loaded->record, asked);
  auto faults =
      check(asked, steps.empty() ? std::nullopt : std::optional(steps.back()), who.today());
  for (auto& fault : check_codes(tx, asked)) faults.push_back(std::move(fault));
  if (!faults.empty()) return base::invalid(std::move(faults));
  if (needs_new_evidence(state_after(steps), asked.action) &&
      !has_new_evidence(store::evidence_of(place, asked.person), steps)) {
    return base::Error{base::ErrorKind::conflict, "identification.needs_new_evidence"};
  }
  asked.id = StepId::random();
  asked.number = stored + 1;
  asked.state = *next;
  asked.at = who.now;
  asked.by = who.actor.user;
  const CaseId& case_file = loaded->record.id;
  if (!store::insert(place, case_file, asked)) return base::stale(stored + 1);
  const std::string state(base::name_of(kIdentificationNames, asked.state));
  if (const auto set = set_identification(tx, vault_, who, *loaded, state); !set) {
    return set.error();
  }
  end_clocks(tx, who, asked);
  if (const auto started = start_clocks(tx, who, *loaded, asked); !started) return started.error();
  const std::string action(base::name_of(kIdentificationActionNames, asked.action));
  add_timeline(tx, vault_, who, case_file,
               {.kind = "identification_" + action,
                .code = state,
                .org = asked.body,
                .subject_kind = "person",
                .subject_id = asked.person.str()});
  record_audit(tx, who, *loaded, "identification." + action);
  return view(tx, who, *loaded);
}

void Identifications::end_clocks(platform::Transaction& tx, const Who& who,
                                 const IdentificationStep& step) {
  const auto settle = [&](std::string_view kind, End end, std::string_view reason) {
    duties::settle(tx, who.now, who.actor, "person", step.person.str(), kind, end, reason);
  };
  switch (step.action) {
    case Deed::start:
    case Deed::reopen:
      for (const auto* kind :
           {"person_bring_to_commune", "person_notify_health", "person_ask_to_receive"}) {
        settle(kind, End::done, "identification_started");
      }
      return;
    case Deed::confirm:
    case Deed::refuse:
      settle("person_verify", End::done, "identification_decided");
      settle("person_identify", End::done, "identification_decided");
      return;
    case Deed::withdraw:
    case Deed::lost:
      for (const auto* kind : {"person_bring_to_commune", "person_notify_health",
                               "person_ask_to_receive", "person_verify", "person_identify"}) {
        settle(kind, End::cancelled, step.action == Deed::lost ? "unreachable" : "withdrawn");
      }
      return;
    case Deed::suspect:
    case Deed::appeal:
      return;
  }
}

base::Result<base::Done> Identifications::start_clocks(platform::Transaction& tx, const Who& who,
                                                       const PersonLoaded& loaded,
                                                       const IdentificationStep& step) {
  const Case& record = loaded.record;
  const auto open = duties::open_of_subject(tx, step.person.str());
  const auto start =
      step.happened_on == who.today() ? who.now : base::start_of_day(step.happened_on);
  const Deed trigger = step.action == Deed::reopen ? Deed::start : step.action;
  for (const RouteSeen& seen : routes_seen(tx, step, record.lead_org)) {
    if (seen.route.trigger != trigger) continue;
    const auto rule = calendar::rule_on(tx, seen.route.rule, step.happened_on);
    const bool there = rule && std::ranges::any_of(open, [&](const duties::Duty& duty) {
                         return duty.kind == rule->duty_kind;
                       });
    if (there) continue;
    duties::NewDuty duty{.rule = seen.route.rule,
                         .org = seen.organisation.value_or(record.lead_org),
                         .counterpart = seen.towards,
                         .subject_kind = "person",
                         .subject_id = step.person.str(),
                         .subject_number = record.number,
                         .started_at = start};
    if (duty.org == record.lead_org) {
      duty.user = record.lead_officer;
    } else {
      duty.counterpart = record.lead_org;
    }
    if (const auto opened = duties::open(tx, who.now, who.actor, duty); !opened) {
      return opened.error();
    }
  }
  return base::Done{};
}

base::Result<IdentificationView> Identifications::add_evidence(platform::Transaction& tx,
                                                               const Who& who, std::int64_t version,
                                                               Evidence asked) {
  const auto loaded = load_person(tx, vault_, who, asked.person, Permission::cases_work);
  if (!loaded) return loaded.error();
  const store::Place place{tx, vault_, who.actor.session};
  const auto stored = static_cast<std::int64_t>(store::steps_of(place, asked.person).size());
  if (version != stored) return base::stale(stored);
  std::vector<base::FieldError> faults;
  directory::code_list::check(directory::current(tx), "identification_evidence", asked.kind,
                              who.today(), "kind", faults);
  if (asked.date && *asked.date > who.today()) faults.push_back({"date", "in_future"});
  if (!faults.empty()) return base::invalid(std::move(faults));
  asked.id = EvidenceId::random();
  asked.at = who.now;
  asked.by = who.actor.user;
  store::insert(place, loaded->record.id, asked);
  add_timeline(tx, vault_, who, loaded->record.id,
               {.kind = "evidence_added",
                .code = asked.kind,
                .subject_kind = "person",
                .subject_id = asked.person.str()});
  record_audit(tx, who, *loaded, "evidence.add");
  return view(tx, who, *loaded);
}

}  // namespace hd::cases
