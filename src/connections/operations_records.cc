// What both sides write down while the work goes on, and the clocks behind it.

#include <algorithm>
#include <utility>

#include "audit/audit.h"
#include "calendar/operations.h"
#include "connections/operations.h"
#include "connections/store.h"
#include "directory/operations.h"
#include "platform/outbox.h"

namespace hd::connections {
namespace {

using duties::End;

constexpr std::int64_t kBatch = 100;

duties::NewDuty clock(const Connection& connection, std::string rule, const directory::OrgId& org,
                      base::Timestamp started_at) {
  return {.rule = std::move(rule),
          .org = org,
          .counterpart = org == connection.hotline && connection.target ? connection.target->org
                                                                        : connection.hotline,
          .subject_kind = "connection",
          .subject_id = connection.id.str(),
          .subject_number = connection.number,
          .started_at = started_at};
}

/// The working-group member that helps to reach a body: itself, else the member of its ministry or
/// mass organisation. R-079.
directory::OrgId helper_for(const directory::Directory& directory, const directory::OrgId& asked,
                            base::Date day) {
  if (directory.is_working_group_member(asked, day)) return asked;
  for (const auto* member : directory.working_group_members(day)) {
    if (directory.same_system(member->organisation, asked, day)) return member->organisation;
  }
  return asked;
}

}  // namespace

void Operations::settle(platform::Transaction& tx, const Who& who, const Connection& connection,
                        std::string_view kind, End end, std::string_view reason) {
  duties::settle(tx, who.now, who.actor, "connection", connection.id.str(), kind, end, reason);
}

base::Result<base::Done> Operations::open_clocks(platform::Transaction& tx, const Who& who,
                                                 const Connection& sent) {
  // All of them count from the call; its day is not counted. T2 is the asked side's, the others
  // are of the officer who made the call.
  auto handle = clock(sent, "T2", sent.target->org, who.now);
  handle.unit = sent.target->unit;
  if (const auto opened = duties::open(tx, who.now, who.actor, handle); !opened) {
    return opened.error();
  }
  for (const auto* rule : {"T1", "T4", "R8"}) {
    auto own = clock(sent, rule, sent.hotline, who.now);
    own.user = who.actor.user;
    if (const auto opened = duties::open(tx, who.now, who.actor, own); !opened) {
      return opened.error();
    }
  }
  return base::Done{};
}

base::Result<base::Done> Operations::wait_for_another(platform::Transaction& tx, const Who& who,
                                                      const Connection& declined) {
  for (const auto& duty : duties::open_of_subject(tx, declined.id.str())) {
    if (duty.kind == "connection_reroute") return base::Done{};
  }
  auto reroute = clock(declined, "R13", declined.hotline, who.now);
  reroute.user = declined.author;
  const auto opened = duties::open(tx, who.now, who.actor, reroute);
  if (!opened) return opened.error();
  return base::Done{};
}

base::Result<base::Done> Operations::wait_for_answer(platform::Transaction& tx, const Who& who,
                                                     const Connection& unreached) {
  auto handle = clock(unreached, "T2", unreached.target->org, *unreached.sent_at);
  handle.unit = unreached.target->unit;
  auto result = clock(unreached, "T1", unreached.hotline, *unreached.sent_at);
  result.user = unreached.author;
  std::vector<duties::NewDuty> clocks{handle, result};
  if (unreached.helper) clocks.push_back(clock(unreached, "R79", *unreached.helper, who.now));
  for (const auto& duty : clocks) {
    if (const auto opened = duties::open(tx, who.now, who.actor, duty); !opened) {
      return opened.error();
    }
  }
  return base::Done{};
}

base::Result<Seen> Operations::record_handling(platform::Transaction& tx, const Who& who,
                                               const ConnectionId& id, const Handling& handling) {
  auto step = begin(tx, who, id, handling.version, Action::record_handling);
  if (!step) return step.error();
  Connection& next = step->next;
  if (!next.taken_up_at) next.taken_up_at = who.now;
  next.reach_by.reset();
  settle(tx, who, next, "connection_help_reach_unit", End::done, "taken_up");
  if (step->before.side == Side::unit) {
    settle(tx, who, next, "connection_unit_handles", End::done, "handling_recorded");
  } else {
    if (!next.answered_at) next.answered_at = who.now;
    settle(tx, who, next, "connection_handle_and_report", End::done, "handling_recorded");
  }
  return keep(tx, who, *step,
              {.kind = "handling_recorded",
               .texts = {{"handled_by", handling.handled_by},
                         {"reported_to", handling.reported_to},
                         {"direction", handling.direction},
                         {"units_instructed", handling.units_instructed}}},
              Action::record_handling);
}

base::Result<Seen> Operations::record_result(platform::Transaction& tx, const Who& who,
                                             const ConnectionId& id, const ResultInput& result) {
  auto step = begin(tx, who, id, result.version, Action::record_result);
  if (!step) return step.error();
  if (!step->next.first_result_at) step->next.first_result_at = who.now;
  step->next.question_from.reset();
  settle(tx, who, step->next, "connection_first_result", End::done, "first_result");
  if (step->before.side == Side::unit) {
    settle(tx, who, step->next, "connection_unit_handles", End::done, "first_result");
  }
  return keep(
      tx, who, *step,
      {.kind = "result", .texts = {{"situation", result.situation}, {"result", result.result}}},
      Action::record_result);
}

base::Result<Seen> Operations::message(platform::Transaction& tx, const Who& who,
                                       const ConnectionId& id, std::int64_t version,
                                       const std::string& text) {
  auto step = begin(tx, who, id, version, Action::message);
  if (!step) return step.error();
  // Who has the turn and writes asks; the other side answers. A word from one's own side changes
  // nothing about the question.
  const Connection& before = step->before.connection;
  const Side side = step->before.side;
  if (!before.question_from) {
    if (before.turn() == side) step->next.question_from = side;
  } else if ((*before.question_from == Side::hotline) != (side == Side::hotline)) {
    step->next.question_from.reset();
  }
  return keep(tx, who, *step, {.kind = "message", .texts = {{"text", text}}}, Action::message);
}

base::Result<Seen> Operations::no_answer(platform::Transaction& tx, const Who& who, Step step,
                                         const std::string& note) {
  const auto rule = calendar::rule_on(tx, "R79", who.today());
  if (rule && !step.next.reach_by && step.next.status == Status::no_answer) {
    step.next.reach_by = who.now + std::chrono::hours(rule->limit.amount);
  }
  return keep(tx, who, step, {.kind = "no_answer", .texts = {{"note", note}}},
              Action::report_no_answer);
}

base::Result<Seen> Operations::record_call_attempt(platform::Transaction& tx, const Who& who,
                                                   const ConnectionId& id, const Attempt& attempt) {
  const Action action = attempt.reached ? Action::reach : Action::record_call_attempt;
  auto step = begin(tx, who, id, attempt.version, action);
  if (!step) return step.error();
  Connection& next = step->next;
  if (attempt.at > who.now) return base::invalid({{"at", "in_future"}});
  if (attempt.at < next.created_at) return base::invalid({{"at", "before_start"}});
  const Entry entry{.kind = "call_attempt",
                    .code = attempt.reached ? "reached" : "not_reached",
                    .texts = {{"note", attempt.note}, {"at", base::to_rfc3339(attempt.at)}}};
  if (attempt.reached) {
    next.failed_attempts = 0;
    next.reach_by.reset();
    settle(tx, who, next, "connection_help_reach_unit", End::done, "reached");
    return keep(tx, who, *step, entry, Action::record_call_attempt);
  }
  ++next.failed_attempts;
  const auto rule = calendar::rule_on(tx, "R79", who.today());
  if (rule && next.status != Status::escalated) {
    if (!next.reach_by) next.reach_by = attempt.at + std::chrono::hours(rule->limit.amount);
    const bool too_many = rule->attempts && next.failed_attempts >= *rule->attempts;
    if (too_many || *next.reach_by <= who.now) {
      keep(tx, who, *step, entry, Action::record_call_attempt);
      next = escalate(tx, who, next);
      return seen(tx, who, {next, step->before.side, step->before.marks});
    }
  }
  return keep(tx, who, *step, entry, Action::record_call_attempt);
}

Connection Operations::escalate(platform::Transaction& tx, const Who& who, Connection next) {
  const auto status = advance(next.status, Action::escalate, Side::system);
  if (!status) return next;
  next.status = *status;
  next.helper = helper_for(directory::current(tx), next.target->org, who.today());
  next.reach_by.reset();
  next.updated_at = who.now;
  ++next.version;
  const auto opened =
      duties::open(tx, who.now, who.actor, clock(next, "R79", *next.helper, who.now));
  if (!opened || !store::update({tx, vault_, who.actor.session}, next)) {
    throw platform::DbError(platform::DbProblem::busy, "a connection changed meanwhile");
  }
  write_entry(tx, who, next, Side::system, {.kind = "escalated", .org = next.helper});
  audit::record(
      tx, who.now, who.actor,
      {.action = "connection.escalate", .object_kind = "connection", .object_id = next.id.str()});
  for (const auto& org : {next.hotline, next.target->org, *next.helper}) {
    platform::publish(tx, who.now,
                      {.topic = "connection.changed",
                       .scope_org = org.str(),
                       .scope_user = {},
                       .object_kind = "connection",
                       .object_id = next.id.str()});
  }
  return next;
}

std::size_t Operations::escalate_due(platform::Database& database, base::Timestamp now) {
  const access::Actor system = access::system_actor();
  const Who who{system, now};
  const auto ids =
      database.read([&](platform::Transaction& tx) { return store::unreached(tx, now, kBatch); });
  std::size_t escalated = 0;
  for (const ConnectionId& id : ids) {
    escalated += database.write([&](platform::Transaction& tx) {
      const auto connection = store::find({tx, vault_}, id);
      if (!connection || !connection->reach_by || *connection->reach_by > now) return 0U;
      return escalate(tx, who, *connection).status == Status::escalated ? 1U : 0U;
    });
  }
  return escalated;
}

void Operations::report_issued(platform::Transaction& tx, const Who& who,
                               const std::string& connection_id) {
  duties::settle(tx, who.now, who.actor, "connection", connection_id, "connection_written_report",
                 End::done, "report_issued");
}

}  // namespace hd::connections
