#include "duties/store_counted.h"

#include "duties/store_row.h"

namespace hd::duties::store {
namespace {

constexpr auto kCountStarted = R"sql(
  SELECT COUNT(*) AS n
  FROM duty
  WHERE started_at >= $1 AND started_at < $2 AND legal_number = 1 AND state <> 'transferred'
)sql";

constexpr auto kScanStarted = R"sql(
  SELECT id, kind, rule, rule_code, owner_role, org, unit, post, user_id, counterpart,
         subject_kind, subject_id, subject_number, started_at, due_at, target_at, agreed_due,
         legal_number, state, ended_at, ended_late, stage, stage_role, stage_org, alarms_fired,
         next_alarm_at, version,
         (SELECT h.at FROM duty_history h WHERE h.duty = duty.id AND h.number = 1) AS recorded_at
  FROM duty
  WHERE started_at >= $1 AND started_at < $2 AND legal_number = 1 AND state <> 'transferred'
)sql";

}  // namespace

std::int64_t count_started(platform::Transaction& tx, base::Timestamp from, base::Timestamp until) {
  return tx.query_one(kCountStarted, {from, until})->number("n");
}

void scan_started(platform::Transaction& tx, base::Timestamp from, base::Timestamp until,
                  const std::function<void(const Duty&, base::Timestamp recorded)>& each) {
  tx.scan(kScanStarted, {from, until}, [&](const platform::Row& row) {
    const Duty duty = read_duty(row);
    each(duty, row.maybe_time("recorded_at").value_or(duty.started_at));
  });
}

}  // namespace hd::duties::store
