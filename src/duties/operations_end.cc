#include "duties/operations_end.h"

#include "accounts/operations_people.h"
#include "audit/audit.h"
#include "duties/store.h"
#include "platform/outbox.h"

namespace hd::duties {
namespace {

std::string month_of(base::Timestamp time) {
  return base::to_text(base::local_date(time)).substr(0, 7);
}

}  // namespace

void set_stage(Duty& duty, const std::vector<Alarm>& schedule) {
  duty.stage = 0;
  duty.stage_role = duty.owner_role;
  duty.stage_org = duty.org;
  const auto fired = static_cast<std::size_t>(duty.alarms_fired);
  for (std::size_t i = 0; i < fired && i < schedule.size(); ++i) {
    if (schedule[i].stage <= duty.stage) continue;
    duty.stage = schedule[i].stage;
    duty.stage_role = schedule[i].role;
    duty.stage_org = schedule[i].org;
  }
  duty.next_alarm_at.reset();
  if (fired < schedule.size()) duty.next_alarm_at = schedule[fired].at;
}

void announce(platform::Transaction& tx, base::Timestamp now, const Duty& duty) {
  platform::Event event{.topic = "duty.changed",
                        .scope_org = duty.org.str(),
                        .scope_user = {},
                        .object_kind = "duty",
                        .object_id = duty.id.str()};
  platform::publish(tx, now, event);
  if (duty.stage_org == duty.org) return;
  event.scope_org = duty.stage_org.str();
  platform::publish(tx, now, event);
}

std::set<access::UserId> owners(platform::Transaction& tx, const Duty& duty, base::Date today) {
  if (duty.user) return {*duty.user};
  std::set<access::UserId> people;
  if (duty.post) {
    if (const auto holder = accounts::find_holder(tx, *duty.post)) people.insert(holder->user);
    return people;
  }
  for (const auto& holder : duty.unit ? accounts::holders_in_unit(tx, *duty.unit, today)
                                      : accounts::holders(tx, duty.org, duty.owner_role, today)) {
    people.insert(holder.user);
  }
  return people;
}

std::string code_of(const Duty& duty) {
  return duty.subject_number.empty() ? duty.rule_code : duty.subject_number;
}

Duty end_duty(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor, Duty duty,
              const Ending& ending) {
  announce(tx, now, duty);
  duty.state = ending.state;
  duty.ended_at = now;
  duty.ended_late = duty.due_at && *duty.due_at < now;
  duty.next_alarm_at.reset();
  ++duty.version;
  if (!store::update(tx, duty)) {
    throw platform::DbError(platform::DbProblem::busy, "a duty changed while it was ended");
  }
  if (duty.state == State::done && duty.legal_number && duty.due_at) {
    store::add_tally(tx, duty, month_of(now));
  }
  store::add_history(tx, duty.id,
                     {.id = ending.history_id.empty() ? base::random_uuid() : ending.history_id,
                      .at = now,
                      .due_at = duty.due_at,
                      .why = ending.why,
                      .by = actor.user,
                      .reason = ending.reason});
  audit::record(tx, now, actor,
                {.action = "duty." + std::string(base::name_of(kStateNames, duty.state)),
                 .object_kind = "duty",
                 .object_id = duty.id.str()});
  return duty;
}

vault::Slot reason_slot(const Duty& duty, base::Timestamp at, const std::string& history_id) {
  return {.group = "duty/" + duty.org.str() + "/" + month_of(at),
          .compartment = vault::Compartment::work,
          .table = "duty_history",
          .column = "reason",
          .row = history_id};
}

}  // namespace hd::duties
