// The steps of both sides. begin() has decided that the step is allowed; what is left is what the
// step needs, which clocks it starts and ends, and the line it leaves.

#include <utility>

#include "connections/operations.h"
#include "connections/store.h"
#include "directory/operations.h"
#include "documents/numbering.h"
#include "documents/operations.h"

namespace hd::connections {
namespace {

using duties::End;

base::Result<base::Done> check_reason(platform::Transaction& tx, std::string_view list,
                                      const Operations::StatusChange& change, base::Date day) {
  return directory::check_reason(directory::current(tx), list, change.reason, change.note, day);
}

}  // namespace

base::Result<Seen> Operations::change_status(platform::Transaction& tx, const Who& who,
                                             const ConnectionId& id, const StatusChange& change) {
  auto step = begin(tx, who, id, change.version, change.action);
  if (!step) return step.error();
  switch (change.action) {
    case Action::send:
      return send(tx, who, std::move(*step));
    case Action::acknowledge:
    case Action::start_handling:
      return take_up(tx, who, std::move(*step), change);
    case Action::decline:
      if (step->before.side == Side::unit) return give_back(tx, who, std::move(*step), change);
      return decline(tx, who, std::move(*step), change);
    case Action::delegate:
      return delegate(tx, who, std::move(*step), change);
    case Action::complete:
      return complete(tx, who, std::move(*step), change);
    case Action::withdraw:
    case Action::cancel:
      return close(tx, who, std::move(*step), change);
    case Action::report_no_answer:
      return no_answer(tx, who, std::move(*step), change.note);
    case Action::edit:
    case Action::record_handling:
    case Action::record_result:
    case Action::reroute:
    case Action::message:
    case Action::record_call_attempt:
    case Action::draft_written_report:
    case Action::reach:
    case Action::escalate:
      break;
  }
  return base::invalid({{"action", "unknown_value"}});
}

base::Result<Seen> Operations::send(platform::Transaction& tx, const Who& who, Step step) {
  Connection& next = step.next;
  if (auto faults = missing(next); !faults.empty()) return base::invalid(std::move(faults));
  if (const auto checked = check_content(tx, who, next); !checked) return checked.error();
  const int year = static_cast<int>(who.today().year());
  next.number =
      documents::yearly_number("KN", year, documents::next_number(tx, "connection", year));
  next.sent_at = who.now;
  const auto contact = contacts_.by_ids(tx, who, {next.contact.str()});
  if (!contact.empty()) next.contact_number = contact.front().number;
  if (next.parent) {  // only now is the next address really asked
    duties::settle(tx, who.now, who.actor, "connection", next.parent->str(), "connection_reroute",
                   End::done, "rerouted");
  }
  if (const auto opened = open_clocks(tx, who, next); !opened) return opened.error();
  return keep(tx, who, step, {.kind = "sent"}, Action::send);
}

base::Result<Seen> Operations::take_up(platform::Transaction& tx, const Who& who, Step step,
                                       const StatusChange& change) {
  Connection& next = step.next;
  if (!next.taken_up_at) next.taken_up_at = who.now;
  next.reach_by.reset();
  settle(tx, who, next, "connection_help_reach_unit", End::done, "taken_up");
  const bool handling = change.action == Action::start_handling;
  return keep(
      tx, who, step,
      {.kind = handling ? "handling_started" : "acknowledged", .texts = {{"note", change.note}}},
      change.action);
}

base::Result<Seen> Operations::decline(platform::Transaction& tx, const Who& who, Step step,
                                       const StatusChange& change) {
  if (const auto good = check_reason(tx, "decline_reason", change, who.today()); !good) {
    return good.error();
  }
  Connection& next = step.next;
  next.decline_reason = change.reason;
  next.reach_by.reset();
  next.question_from.reset();
  if (!next.answered_at) next.answered_at = who.now;
  settle(tx, who, next, "connection_handle_and_report", End::done, "declined");
  settle(tx, who, next, "connection_help_reach_unit", End::done, "declined");
  settle(tx, who, next, "connection_unit_handles", End::cancelled, "declined");
  settle(tx, who, next, "connection_first_result", End::cancelled, "declined");
  // T3: the answer has to come at once; here it is, and the record shows when.
  duties::NewDuty answer{.rule = "T3",
                         .org = next.target->org,
                         .unit = next.target->unit,
                         .user = who.actor.user,
                         .counterpart = next.hotline,
                         .subject_kind = "connection",
                         .subject_id = next.id.str(),
                         .subject_number = next.number,
                         .started_at = who.now};
  if (const auto opened = duties::open(tx, who.now, who.actor, answer); !opened) {
    return opened.error();
  }
  settle(tx, who, next, "connection_answer_decline", End::done, "declined");
  if (const auto opened = wait_for_another(tx, who, next); !opened) return opened.error();
  return keep(tx, who, step,
              {.kind = "declined", .code = change.reason, .texts = {{"note", change.note}}},
              Action::decline);
}

base::Result<Seen> Operations::give_back(platform::Transaction& tx, const Who& who, Step step,
                                         const StatusChange& change) {
  if (const auto good = check_reason(tx, "decline_reason", change, who.today()); !good) {
    return good.error();
  }
  step.next.delegated_unit.reset();
  step.next.delegated_org.reset();
  step.next.question_from.reset();
  settle(tx, who, step.next, "connection_unit_handles", End::cancelled, "given_back");
  return keep(tx, who, step,
              {.kind = "given_back",
               .unit = step.before.connection.delegated_unit,
               .code = change.reason,
               .texts = {{"note", change.note}}},
              Action::decline);
}

base::Result<Seen> Operations::delegate(platform::Transaction& tx, const Who& who, Step step,
                                        const StatusChange& change) {
  Connection& next = step.next;
  if (!change.unit) return base::invalid({{"unit_id", "required"}});
  const auto& directory = directory::current(tx);
  const auto* unit = directory.unit(*change.unit);
  if (unit == nullptr || !unit->valid.holds(who.today())) {
    return base::invalid({{"unit_id", "unknown_value"}});
  }
  // only inside the agency's own ministry or mass organisation, as it is on this day.
  if (!directory.same_system(next.target->org, unit->organisation, who.today())) {
    return base::invalid({{"unit_id", "other_system"}});
  }
  settle(tx, who, next, "connection_unit_handles", End::cancelled, "delegated_elsewhere");
  settle(tx, who, next, "connection_help_reach_unit", End::done, "taken_up");
  next.delegated_unit = unit->id;
  next.delegated_org = unit->organisation;
  next.reach_by.reset();
  next.question_from.reset();
  if (!next.taken_up_at) next.taken_up_at = who.now;
  const auto opened = duties::open(tx, who.now, who.actor,
                                   {.rule = "R12",
                                    .org = unit->organisation,
                                    .unit = unit->id,
                                    .counterpart = next.hotline,
                                    .subject_kind = "connection",
                                    .subject_id = next.id.str(),
                                    .subject_number = next.number,
                                    .started_at = who.now});
  if (!opened) return opened.error();
  return keep(tx, who, step,
              {.kind = "delegated", .unit = unit->id, .texts = {{"note", change.note}}},
              Action::delegate);
}

base::Result<Seen> Operations::complete(platform::Transaction& tx, const Who& who, Step step,
                                        const StatusChange& change) {
  Connection& next = step.next;
  auto faults = directory::check_outcomes(directory::current(tx), next.told.needs, change.outcomes,
                                          who.today());
  if (!faults.empty()) return base::invalid(std::move(faults));
  next.told.outcomes = change.outcomes;
  next.question_from.reset();
  for (const auto* kind : {"connection_handle_and_report", "connection_unit_handles",
                           "connection_help_reach_unit", "connection_first_result"}) {
    settle(tx, who, next, kind, End::cancelled, "completed");
  }
  return keep(tx, who, step, {.kind = "completed", .texts = {{"note", change.note}}},
              Action::complete);
}

base::Result<Seen> Operations::close(platform::Transaction& tx, const Who& who, Step step,
                                     const StatusChange& change) {
  if (const auto good = check_reason(tx, "closing_reason", change, who.today()); !good) {
    return good.error();
  }
  Connection& next = step.next;
  next.closing_reason = change.reason;
  next.reach_by.reset();
  next.question_from.reset();
  const bool cancelled = change.action == Action::cancel;
  const std::string_view word = cancelled ? "cancelled" : "withdrawn";
  if (cancelled) {
    duties::settle_all(tx, who.now, who.actor, "connection", next.id.str(), End::cancelled, word);
  }
  for (const auto* kind : {"connection_handle_and_report", "connection_unit_handles",
                           "connection_help_reach_unit", "connection_first_result"}) {
    settle(tx, who, next, kind, End::cancelled, word);
  }
  auto closed =
      keep(tx, who, step,
           {.kind = std::string(word), .code = change.reason, .texts = {{"note", change.note}}},
           change.action);
  if (cancelled && next.parent) {
    if (const auto undone = undo_reroute(tx, who, next); !undone) return undone.error();
  }
  return closed;
}

base::Result<base::Done> Operations::undo_reroute(platform::Transaction& tx, const Who& who,
                                                  const Connection& cancelled) {
  const store::Place place{tx, vault_, who.actor.session};
  const auto before = store::find(place, *cancelled.parent);
  if (!before || before->rerouted_to != cancelled.id) return base::Done{};
  Connection parent = *before;
  const bool declined = !parent.decline_reason.empty();
  parent.status = before_reroute(declined, parent.helper.has_value());
  parent.rerouted_to.reset();
  parent.ended_at.reset();
  parent.updated_at = who.now;
  ++parent.version;
  if (!store::update(place, parent)) {
    throw platform::DbError(platform::DbProblem::busy, "a connection changed meanwhile");
  }
  write_entry(tx, who, parent, Side::hotline, {.kind = "reroute_cancelled"});
  note_change(tx, who, *before, parent, "connection.undo_reroute");
  return declined ? wait_for_another(tx, who, parent) : wait_for_answer(tx, who, parent);
}

base::Result<Seen> Operations::reroute(platform::Transaction& tx, const Who& who,
                                       const ConnectionId& id, std::int64_t version,
                                       const Target& target) {
  auto step = begin(tx, who, id, version, Action::reroute);
  if (!step) return step.error();
  Connection& old = step->next;
  const ConnectionId id_of_next = ConnectionId::random();
  auto made = make_draft(tx, who,
                         {.id = id_of_next,
                          .hotline = old.hotline,
                          .author = who.actor.user,
                          .contact = old.contact,
                          .contact_number = old.contact_number,
                          .urgency = old.urgency,
                          .target = target,
                          .channel_used = old.channel_used,
                          .parent = old.id,
                          .root = old.root,
                          .created_at = who.now,
                          .updated_at = who.now,
                          .told = {.needs = old.told.needs, .card = old.told.card}});
  if (!made) return made.error();
  old.rerouted_to = id_of_next;
  old.reach_by.reset();
  for (const auto* kind :
       {"connection_handle_and_report", "connection_help_reach_unit", "connection_first_result"}) {
    settle(tx, who, old, kind, End::cancelled, "rerouted");
  }
  keep(tx, who, *step, {.kind = "rerouted"}, Action::reroute);
  return made;
}

}  // namespace hd::connections
