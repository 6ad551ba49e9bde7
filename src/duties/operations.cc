#include "duties/operations.h"

#include <algorithm>
#include <utility>

#include "audit/audit.h"
#include "calendar/operations.h"
#include "duties/operations_end.h"
#include "duties/store.h"
#include "platform/outbox.h"

namespace hd::duties {
namespace {

constexpr std::int64_t kRecomputeBatch = 500;

base::Error unknown_rule(const std::string& code) {
  return {base::ErrorKind::not_found, "deadline_rule.unknown", {}, {{"rule", code}}};
}

/// Due time and target of a clock that starts now; neither when the calendar of a year is missing.
struct Times {
  std::optional<base::Timestamp> due, target;
};
Times times(const NewDuty& asked, const calendar::Rule& rule, const calendar::Calendar& calendar) {
  Times found;
  if (asked.due_at) {
    found.due = asked.due_at;
    return found;
  }
  const auto due = calendar::due_at(calendar, asked.started_at, rule.limit);
  if (!due) return found;
  found.due = *due;
  if (!found.due) {
    found.target = asked.started_at + std::chrono::minutes(rule.target_minutes.value_or(0));
  }
  return found;
}

Duty make(const NewDuty& asked, const calendar::Rule& rule, const Times& times, DutyId id) {
  return {.id = std::move(id),
          .kind = asked.kind.empty() ? rule.duty_kind : asked.kind,
          .rule = rule.id,
          .rule_code = rule.code,
          .owner_role = rule.owner,
          .org = asked.org,
          .unit = asked.unit,
          .post = asked.post,
          .user = asked.user,
          .counterpart = asked.counterpart,
          .subject_kind = asked.subject_kind,
          .subject_id = asked.subject_id,
          .subject_number = asked.subject_number,
          .started_at = asked.started_at,
          .due_at = times.due,
          .target_at = times.target,
          .agreed_due = asked.due_at.has_value(),
          .legal_number = rule.legal_number,
          .stage_role = rule.owner,
          .stage_org = asked.org};
}

bool ends_here(const Duty& duty, std::string_view kind, const directory::OrgId* org) {
  return (kind.empty() || duty.kind == kind) && (org == nullptr || duty.org == *org);
}

std::int64_t settle_matching(platform::Transaction& tx, base::Timestamp now,
                             const access::Actor& actor, std::string_view subject_kind,
                             std::string_view subject_id, std::string_view kind,
                             const directory::OrgId* org, End end, std::string_view reason) {
  std::int64_t ended = 0;
  for (const Duty& duty : store::open_of_subject(tx, subject_id)) {
    if (duty.subject_kind != subject_kind || !ends_here(duty, kind, org)) continue;
    const State state = end == End::done ? State::done : State::cancelled;
    end_duty(tx, now, actor, duty, {.state = state, .why = std::string(reason)});
    ++ended;
  }
  return ended;
}

/// Tells those who have to act that something waits for them; not the one who made it so.
void tell_owners(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                 const Duty& duty) {
  for (const auto& user : owners(tx, duty, base::local_date(now))) {
    if (user == actor.user) continue;
    platform::enqueue_notice(tx, now,
                             {.to_user = user.str(),
                              .code = code_of(duty),
                              .key = "duty/" + duty.id.str() + "/opened/" + user.str()});
  }
}

/// Gives a clock its new due time, with its alarms. Keeps quiet about what has already been said.
void move_due(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
              const calendar::Calendar& calendar, Duty duty) {
  const calendar::Rule rule = calendar::rule_by_id(tx, duty.rule);
  const auto due = calendar::due_at(calendar, duty.started_at, rule.limit);
  if (!due || *due == duty.due_at) return;
  const auto before = duty.due_at;
  duty.due_at = *due;
  const auto schedule = alarms(duty, rule, calendar);
  const auto past = std::ranges::count_if(schedule, [&](const Alarm& a) { return a.at <= now; });
  duty.alarms_fired = std::min(duty.alarms_fired, static_cast<int>(past));
  set_stage(duty, schedule);
  ++duty.version;
  if (!store::update(tx, duty)) {
    throw platform::DbError(platform::DbProblem::busy, "a duty changed while it was moved");
  }
  store::add_history(tx, duty.id,
                     {.id = base::random_uuid(),
                      .at = now,
                      .due_at = before,
                      .why = "calendar_changed",
                      .by = actor.user});
  audit::record(tx, now, actor,
                {.action = "duty.recompute", .object_kind = "duty", .object_id = duty.id.str()});
  announce(tx, now, duty);
}

/// The duty of an occasion has an id that everybody computes alike: its row can be there once.
DutyId id_of(std::string_view occasion) {
  return DutyId::of_key("duty/" + std::string(occasion));
}

/// False when a duty with this id is there already.
base::Result<bool> open_as(platform::Transaction& tx, base::Timestamp now,
                           const access::Actor& actor, const NewDuty& asked, const DutyId& id) {
  const auto rule = calendar::rule_on(tx, asked.rule, base::local_date(asked.started_at));
  if (!rule) return unknown_rule(asked.rule);
  const calendar::Calendar calendar = calendar::load(tx);
  Duty duty = make(asked, *rule, times(asked, *rule, calendar), id);
  const auto schedule = alarms(duty, *rule, calendar);
  set_stage(duty, schedule);
  if (!store::insert(tx, duty)) return false;
  store::add_history(tx, duty.id,
                     {.id = base::random_uuid(),
                      .at = now,
                      .due_at = duty.due_at,
                      .why = duty.waits_for_calendar() ? "waits_for_calendar" : "opened",
                      .by = actor.user});
  audit::record(tx, now, actor,
                {.action = "duty.open", .object_kind = "duty", .object_id = duty.id.str()});
  announce(tx, now, duty);
  tell_owners(tx, now, actor, duty);
  return true;
}

}  // namespace

base::Result<DutyId> open(platform::Transaction& tx, base::Timestamp now,
                          const access::Actor& actor, const NewDuty& asked) {
  const DutyId id = DutyId::random();
  const auto opened = open_as(tx, now, actor, asked, id);
  if (!opened) return opened.error();
  return id;
}

base::Result<bool> open_once(platform::Transaction& tx, base::Timestamp now,
                             const access::Actor& actor, const NewDuty& asked,
                             std::string_view occasion) {
  return open_as(tx, now, actor, asked, id_of(occasion));
}

bool was_opened(platform::Transaction& tx, std::string_view occasion) {
  return store::find(tx, id_of(occasion)).has_value();
}

std::int64_t settle(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                    std::string_view subject_kind, std::string_view subject_id,
                    std::string_view kind, End end, std::string_view reason) {
  return settle_matching(tx, now, actor, subject_kind, subject_id, kind, nullptr, end, reason);
}

std::int64_t settle_of_org(platform::Transaction& tx, base::Timestamp now,
                           const access::Actor& actor, std::string_view subject_kind,
                           std::string_view subject_id, std::string_view kind,
                           const directory::OrgId& org, End end, std::string_view reason) {
  return settle_matching(tx, now, actor, subject_kind, subject_id, kind, &org, end, reason);
}

std::int64_t settle_all(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                        std::string_view subject_kind, std::string_view subject_id, End end,
                        std::string_view reason) {
  return settle_matching(tx, now, actor, subject_kind, subject_id, "", nullptr, end, reason);
}

void recompute(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
               base::Date changed) {
  const calendar::Calendar calendar = calendar::load(tx);
  std::string after;
  while (true) {
    const auto batch =
        store::open_due_after(tx, base::start_of_day(changed), after, kRecomputeBatch);
    for (const Duty& duty : batch) move_due(tx, now, actor, calendar, duty);
    if (batch.size() < static_cast<std::size_t>(kRecomputeBatch)) return;
    after = batch.back().id.str();
  }
}

void number_subject(platform::Transaction& tx, std::string_view subject_kind,
                    std::string_view subject_id, std::string_view number) {
  store::number_subject(tx, subject_kind, subject_id, number);
}

std::vector<Duty> open_of_subject(platform::Transaction& tx, std::string_view subject_id) {
  return store::open_of_subject(tx, subject_id);
}

}  // namespace hd::duties
