// Lists, the board and the tallies: every statement is bounded and has its index.

#include "duties/store.h"
#include "duties/store_row.h"

namespace hd::duties::store {
namespace {

constexpr auto kSliceOfOrg = R"sql(
  SELECT id, kind, rule, rule_code, owner_role, org, unit, post, user_id, counterpart,
         subject_kind, subject_id, subject_number, started_at, due_at, target_at, agreed_due,
         legal_number, state, ended_at, ended_late, stage, stage_role, stage_org, alarms_fired,
         next_alarm_at, version
  FROM duty
  WHERE org = $1 AND state = $2 AND at_once = $3 AND clock_at >= $4 AND clock_at < $5
        AND (clock_at, id) > ($6, $7)
  ORDER BY clock_at, id
  LIMIT $8
)sql";

constexpr auto kIdsOfOrg = R"sql(
  SELECT id
  FROM duty
  WHERE org = $1 AND state = $2 AND at_once = $3 AND clock_at >= $4 AND clock_at < $5
        AND (clock_at, id) > ($6, $7)
  ORDER BY clock_at, id
  LIMIT $8
)sql";

constexpr auto kSliceOfStage = R"sql(
  SELECT id, kind, rule, rule_code, owner_role, org, unit, post, user_id, counterpart,
         subject_kind, subject_id, subject_number, started_at, due_at, target_at, agreed_due,
         legal_number, state, ended_at, ended_late, stage, stage_role, stage_org, alarms_fired,
         next_alarm_at, version
  FROM duty
  WHERE stage_org = $1 AND state = $2 AND at_once = $3 AND clock_at >= $4 AND clock_at < $5
        AND (clock_at, id) > ($6, $7)
  ORDER BY clock_at, id
  LIMIT $8
)sql";

constexpr auto kIdsOfStage = R"sql(
  SELECT id
  FROM duty
  WHERE stage_org = $1 AND state = $2 AND at_once = $3 AND clock_at >= $4 AND clock_at < $5
        AND (clock_at, id) > ($6, $7)
  ORDER BY clock_at, id
  LIMIT $8
)sql";

constexpr auto kSliceOfUnit = R"sql(
  SELECT id, kind, rule, rule_code, owner_role, org, unit, post, user_id, counterpart,
         subject_kind, subject_id, subject_number, started_at, due_at, target_at, agreed_due,
         legal_number, state, ended_at, ended_late, stage, stage_role, stage_org, alarms_fired,
         next_alarm_at, version
  FROM duty
  WHERE unit = $1 AND state = $2 AND at_once = $3 AND clock_at >= $4 AND clock_at < $5
        AND (clock_at, id) > ($6, $7)
  ORDER BY clock_at, id
  LIMIT $8
)sql";

constexpr auto kIdsOfUnit = R"sql(
  SELECT id
  FROM duty
  WHERE unit = $1 AND state = $2 AND at_once = $3 AND clock_at >= $4 AND clock_at < $5
        AND (clock_at, id) > ($6, $7)
  ORDER BY clock_at, id
  LIMIT $8
)sql";

constexpr auto kSliceOfDesk = R"sql(
  SELECT id, kind, rule, rule_code, owner_role, org, unit, post, user_id, counterpart,
         subject_kind, subject_id, subject_number, started_at, due_at, target_at, agreed_due,
         legal_number, state, ended_at, ended_late, stage, stage_role, stage_org, alarms_fired,
         next_alarm_at, version
  FROM duty
  WHERE desk = $1 AND state = $2 AND at_once = $3 AND clock_at >= $4 AND clock_at < $5
        AND (clock_at, id) > ($6, $7)
  ORDER BY clock_at, id
  LIMIT $8
)sql";

constexpr auto kIdsOfDesk = R"sql(
  SELECT id
  FROM duty
  WHERE desk = $1 AND state = $2 AND at_once = $3 AND clock_at >= $4 AND clock_at < $5
        AND (clock_at, id) > ($6, $7)
  ORDER BY clock_at, id
  LIMIT $8
)sql";

constexpr auto kAddTally = R"sql(
  INSERT INTO duty_tally (org, counterpart, month, on_time, late) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (org, counterpart, month)
  DO UPDATE SET on_time = duty_tally.on_time + $4, late = duty_tally.late + $5
)sql";

constexpr auto kEndedOfOrg = R"sql(
  SELECT org, CAST(SUM(on_time) AS BIGINT) AS on_time, CAST(SUM(late) AS BIGINT) AS late
  FROM duty_tally
  WHERE org = $1 AND month >= $2 AND month <= $3
  GROUP BY org
)sql";

constexpr auto kEndedOfOthers = R"sql(
  SELECT org, CAST(SUM(on_time) AS BIGINT) AS on_time, CAST(SUM(late) AS BIGINT) AS late
  FROM duty_tally
  WHERE counterpart = $1 AND month >= $2 AND month <= $3
  GROUP BY org
)sql";

constexpr auto kOpenOfOrg = R"sql(
  SELECT org, COUNT(*) AS open,
         CAST(SUM(CASE WHEN clock_at < $2 THEN 1 ELSE 0 END) AS BIGINT) AS overdue
  FROM duty
  WHERE org = $1 AND state = 'open' AND legal_number = 1
  GROUP BY org
)sql";

constexpr auto kOpenOfOthers = R"sql(
  SELECT org, COUNT(*) AS open,
         CAST(SUM(CASE WHEN clock_at < $2 THEN 1 ELSE 0 END) AS BIGINT) AS overdue
  FROM duty
  WHERE counterpart = $1 AND state = 'open' AND legal_number = 1
  GROUP BY org
)sql";

struct Statements {
  std::string_view rows, ids;
};

Statements statements(Column column) {
  switch (column) {
    case Column::org:
      return {kSliceOfOrg, kIdsOfOrg};
    case Column::stage_org:
      return {kSliceOfStage, kIdsOfStage};
    case Column::unit:
      return {kSliceOfUnit, kIdsOfUnit};
    case Column::desk:
      return {kSliceOfDesk, kIdsOfDesk};
  }
  throw std::logic_error("unknown column");
}

/// Far beyond every date that the API takes.
constexpr base::Timestamp kEver{std::chrono::milliseconds{253402300800000}};

std::vector<platform::Row> run(platform::Transaction& tx, std::string_view sql,
                               const Slice& asked) {
  return tx.query(sql,
                  {asked.value, base::name_of(kStateNames, asked.state), asked.at_once, asked.from,
                   asked.until.value_or(kEver), asked.after_at, asked.after_id, asked.limit});
}

std::vector<Tally> read_ended(const std::vector<platform::Row>& rows, std::vector<Tally> found) {
  for (const auto& row : rows) {
    found.push_back({.org = row.id<directory::OrgId>("org"),
                     .on_time = row.number("on_time"),
                     .late = row.number("late")});
  }
  return found;
}

std::vector<Tally> read_open(const std::vector<platform::Row>& rows, std::vector<Tally> found) {
  for (const auto& row : rows) {
    found.push_back({.org = row.id<directory::OrgId>("org"),
                     .open = row.number("open"),
                     .overdue = row.number("overdue")});
  }
  return found;
}

}  // namespace

std::vector<Duty> slice(platform::Transaction& tx, const Slice& asked) {
  std::vector<Duty> found;
  for (const auto& row : run(tx, statements(asked.column).rows, asked)) {
    found.push_back(read_duty(row));
  }
  return found;
}

std::vector<std::string> slice_ids(platform::Transaction& tx, const Slice& asked) {
  std::vector<std::string> found;
  for (const auto& row : run(tx, statements(asked.column).ids, asked)) {
    found.push_back(row.text("id"));
  }
  return found;
}

void add_tally(platform::Transaction& tx, const Duty& duty, std::string_view month) {
  tx.execute(kAddTally, {duty.org, duty.counterpart ? duty.counterpart->str() : "", month,
                         duty.ended_late ? 0 : 1, duty.ended_late ? 1 : 0});
}

std::vector<Tally> ended_between(platform::Transaction& tx, const directory::OrgId& org,
                                 std::string_view first_month, std::string_view last_month) {
  auto found = read_ended(tx.query(kEndedOfOrg, {org, first_month, last_month}), {});
  return read_ended(tx.query(kEndedOfOthers, {org, first_month, last_month}), std::move(found));
}

std::vector<Tally> open_between(platform::Transaction& tx, const directory::OrgId& org,
                                base::Timestamp now) {
  auto found = read_open(tx.query(kOpenOfOrg, {org, now}), {});
  return read_open(tx.query(kOpenOfOthers, {org, now}), std::move(found));
}

}  // namespace hd::duties::store
