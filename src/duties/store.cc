#include "duties/store.h"

#include "base/id.h"
#include "duties/store_row.h"

namespace hd::duties::store {
namespace {

constexpr auto kInsert = R"sql(
  INSERT INTO duty (id, kind, rule, rule_code, owner_role, org, unit, post, user_id, counterpart,
                    subject_kind, subject_id, subject_number, started_at, due_at, target_at,
                    clock_at, at_once, agreed_due, legal_number, state, ended_at, ended_late,
                    stage, stage_role, stage_org, desk, alarms_fired, next_alarm_at, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
          $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30)
  ON CONFLICT (id) DO NOTHING
)sql";

constexpr auto kUpdate = R"sql(
  UPDATE duty
  SET due_at = $2, target_at = $3, clock_at = $4, state = $5, ended_at = $6, ended_late = $7,
      stage = $8, stage_role = $9, stage_org = $10, desk = $11, alarms_fired = $12,
      next_alarm_at = $13, version = $14
  WHERE id = $1 AND version = $14 - 1
)sql";

constexpr auto kUpdateAlarms = R"sql(
  UPDATE duty
  SET stage = $2, stage_role = $3, stage_org = $4, desk = $5, alarms_fired = $6,
      next_alarm_at = $7
  WHERE id = $1 AND state = 'open' AND alarms_fired = $8
)sql";

constexpr auto kNumberSubject = R"sql(
  UPDATE duty SET subject_number = $3 WHERE subject_id = $2 AND subject_kind = $1
)sql";

constexpr auto kRinging = R"sql(
  SELECT id FROM duty WHERE next_alarm_at <= $1 ORDER BY next_alarm_at, id LIMIT $2
)sql";

constexpr auto kAddHistory = R"sql(
  INSERT INTO duty_history (id, duty, number, at, due_at, why, by_user, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
)sql";

constexpr auto kCountHistory = R"sql(
  SELECT COUNT(*) AS lines FROM duty_history WHERE duty = $1
)sql";

constexpr auto kHistory = R"sql(
  SELECT id, at, due_at, why, by_user, reason FROM duty_history WHERE duty = $1 ORDER BY number
)sql";

constexpr auto kFind = R"sql(
  SELECT id, kind, rule, rule_code, owner_role, org, unit, post, user_id, counterpart,
         subject_kind, subject_id, subject_number, started_at, due_at, target_at, agreed_due,
         legal_number, state, ended_at, ended_late, stage, stage_role, stage_org, alarms_fired,
         next_alarm_at, version
  FROM duty
  WHERE id = $1
)sql";

constexpr auto kOpenOfSubject = R"sql(
  SELECT id, kind, rule, rule_code, owner_role, org, unit, post, user_id, counterpart,
         subject_kind, subject_id, subject_number, started_at, due_at, target_at, agreed_due,
         legal_number, state, ended_at, ended_late, stage, stage_role, stage_org, alarms_fired,
         next_alarm_at, version
  FROM duty
  WHERE subject_id = $1 AND state = 'open'
  ORDER BY started_at, rule_code, id
)sql";

constexpr auto kOfSubject = R"sql(
  SELECT id, kind, rule, rule_code, owner_role, org, unit, post, user_id, counterpart,
         subject_kind, subject_id, subject_number, started_at, due_at, target_at, agreed_due,
         legal_number, state, ended_at, ended_late, stage, stage_role, stage_org, alarms_fired,
         next_alarm_at, version
  FROM duty
  WHERE subject_id = $1
  ORDER BY started_at, rule_code, id
)sql";

constexpr auto kOpenDueAfter = R"sql(
  SELECT id, kind, rule, rule_code, owner_role, org, unit, post, user_id, counterpart,
         subject_kind, subject_id, subject_number, started_at, due_at, target_at, agreed_due,
         legal_number, state, ended_at, ended_late, stage, stage_role, stage_org, alarms_fired,
         next_alarm_at, version
  FROM duty
  WHERE state = 'open' AND agreed_due = 0 AND id > $2
        AND (due_at >= $1 OR (due_at IS NULL AND target_at IS NULL))
  ORDER BY id
  LIMIT $3
)sql";

std::vector<Duty> read_duties(const std::vector<platform::Row>& rows) {
  std::vector<Duty> found;
  found.reserve(rows.size());
  for (const auto& row : rows) found.push_back(read_duty(row));
  return found;
}

}  // namespace

bool insert(platform::Transaction& tx, const Duty& duty) {
  return tx.execute(kInsert, {duty.id,
                              duty.kind,
                              duty.rule,
                              duty.rule_code,
                              base::name_of(access::kRoleNames, duty.owner_role),
                              duty.org,
                              duty.unit,
                              duty.post,
                              duty.user,
                              duty.counterpart,
                              duty.subject_kind,
                              duty.subject_id,
                              duty.subject_number,
                              duty.started_at,
                              duty.due_at,
                              duty.target_at,
                              duty.clock_at(),
                              duty.at_once(),
                              duty.agreed_due,
                              duty.legal_number,
                              base::name_of(kStateNames, duty.state),
                              duty.ended_at,
                              duty.ended_late,
                              duty.stage,
                              base::name_of(access::kRoleNames, duty.stage_role),
                              duty.stage_org,
                              desk(duty),
                              duty.alarms_fired,
                              duty.next_alarm_at,
                              duty.version}) == 1;
}

std::optional<Duty> find(platform::Transaction& tx, const DutyId& id) {
  const auto row = tx.query_one(kFind, {id});
  if (!row) return std::nullopt;
  return read_duty(*row);
}

bool update(platform::Transaction& tx, const Duty& duty) {
  return tx.execute(kUpdate,
                    {duty.id, duty.due_at, duty.target_at, duty.clock_at(),
                     base::name_of(kStateNames, duty.state), duty.ended_at, duty.ended_late,
                     duty.stage, base::name_of(access::kRoleNames, duty.stage_role), duty.stage_org,
                     desk(duty), duty.alarms_fired, duty.next_alarm_at, duty.version}) == 1;
}

bool update_alarms(platform::Transaction& tx, const Duty& duty, int fired_before) {
  return tx.execute(kUpdateAlarms,
                    {duty.id, duty.stage, base::name_of(access::kRoleNames, duty.stage_role),
                     duty.stage_org, desk(duty), duty.alarms_fired, duty.next_alarm_at,
                     fired_before}) == 1;
}

void number_subject(platform::Transaction& tx, std::string_view kind, std::string_view id,
                    std::string_view number) {
  tx.execute(kNumberSubject, {kind, id, number});
}

std::vector<Duty> open_of_subject(platform::Transaction& tx, std::string_view subject_id) {
  return read_duties(tx.query(kOpenOfSubject, {subject_id}));
}

std::vector<Duty> of_subject(platform::Transaction& tx, std::string_view subject_id) {
  return read_duties(tx.query(kOfSubject, {subject_id}));
}

std::vector<DutyId> ringing(platform::Transaction& tx, base::Timestamp now, std::int64_t limit) {
  std::vector<DutyId> ids;
  for (const auto& row : tx.query(kRinging, {now, limit})) ids.push_back(row.id<DutyId>("id"));
  return ids;
}

std::vector<Duty> open_due_after(platform::Transaction& tx, base::Timestamp from,
                                 std::string_view after, std::int64_t limit) {
  return read_duties(tx.query(kOpenDueAfter, {from, after, limit}));
}

void add_history(platform::Transaction& tx, const DutyId& duty, const HistoryRow& row) {
  const std::int64_t number = tx.query_one(kCountHistory, {duty})->number("lines") + 1;
  tx.execute(kAddHistory, {row.id, duty, number, row.at, row.due_at, row.why, row.by, row.reason});
}

std::vector<HistoryRow> history(platform::Transaction& tx, const DutyId& duty) {
  std::vector<HistoryRow> found;
  for (const auto& row : tx.query(kHistory, {duty})) {
    found.push_back({.id = row.text("id"),
                     .at = row.time("at"),
                     .due_at = row.maybe_time("due_at"),
                     .why = row.text("why"),
                     .by = row.maybe_id<access::UserId>("by_user"),
                     .reason = row.maybe_blob("reason")});
  }
  return found;
}

}  // namespace hd::duties::store
