#include <algorithm>

#include "platform/cursor.h"
#include "platform/row_name.h"
#include "statistics/store.h"

namespace hd::statistics::store {
namespace {

constexpr auto kInsertRun = R"sql(
  INSERT INTO report_run (id, kind, report, definition_version, from_day, to_day, age_set,
                          geography, scope, subject, state, stage, units_done, units_total,
                          attempts, requested_by, requested_at, claimed_by, claimed_until, ended_at,
                          error, result, is_new, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '', 0, NULL,
          '', '', 0, $18)
)sql";

constexpr auto kFindRun = R"sql(
  SELECT id, kind, report, definition_version, from_day, to_day, age_set, geography, scope, subject,
         state, stage, units_done, units_total, attempts, requested_by, requested_at, ended_at,
         error, result, is_new, version
  FROM report_run WHERE id = $1
)sql";

constexpr auto kWaiting = R"sql(
  SELECT id, kind, report, definition_version, from_day, to_day, age_set, geography, scope, subject,
         state, stage, units_done, units_total, attempts, requested_by, requested_at, ended_at,
         error, result, is_new, version
  FROM report_run
  WHERE state IN ('queued', 'running') AND claimed_until < $1
  ORDER BY requested_at, id LIMIT 1
)sql";

constexpr auto kClaim = R"sql(
  UPDATE report_run
  SET state = 'running', stage = '', units_done = 0, units_total = 0, attempts = attempts + 1,
      claimed_by = $2, claimed_until = $3, version = version + 1
  WHERE id = $1 AND version = $4
)sql";

constexpr auto kProgress = R"sql(
  UPDATE report_run SET stage = $3, units_done = $4, units_total = $5, claimed_until = $6
  WHERE id = $1 AND claimed_by = $2 AND state = 'running'
)sql";

constexpr auto kRelease = R"sql(
  UPDATE report_run
  SET state = 'queued', claimed_by = '', claimed_until = 0, attempts = attempts - 1,
      version = version + 1
  WHERE id = $1 AND claimed_by = $2 AND state = 'running'
)sql";

constexpr auto kFinish = R"sql(
  UPDATE report_run
  SET state = $3, stage = $4, error = $5, result = $6, is_new = $7, ended_at = $8,
      claimed_until = 0, version = version + 1
  WHERE id = $1 AND claimed_by = $2 AND state = 'running'
)sql";

constexpr auto kUpdateState = R"sql(
  UPDATE report_run SET state = $2, ended_at = $3, version = $4 WHERE id = $1 AND version = $4 - 1
)sql";

constexpr auto kAllRuns = R"sql(
  SELECT id, kind, report, definition_version, from_day, to_day, age_set, geography, scope, subject,
         state, stage, units_done, units_total, attempts, requested_by, requested_at, ended_at,
         error, result, is_new, version
  FROM report_run ORDER BY requested_at DESC, id DESC LIMIT $1
)sql";

constexpr auto kRunsOfScope = R"sql(
  SELECT id, kind, report, definition_version, from_day, to_day, age_set, geography, scope, subject,
         state, stage, units_done, units_total, attempts, requested_by, requested_at, ended_at,
         error, result, is_new, version
  FROM report_run WHERE scope = $1 ORDER BY requested_at DESC, id DESC LIMIT $2
)sql";

Run read_run(const platform::Row& row) {
  return {.id = row.id<RunId>("id"),
          .kind = platform::read_name(row, "kind", kRunKindNames),
          .order = read_order(row),
          .definition_version = row.number("definition_version"),
          .subject = row.text("subject"),
          .state = platform::read_name(row, "state", kRunStateNames),
          .stage = row.text("stage"),
          .done = row.number("units_done"),
          .total = row.number("units_total"),
          .attempts = row.number("attempts"),
          .requested_by = row.id<access::UserId>("requested_by"),
          .requested_at = row.time("requested_at"),
          .ended_at = row.maybe_time("ended_at"),
          .error = row.text("error"),
          .result = row.text("result"),
          .is_new = row.flag("is_new"),
          .version = row.number("version")};
}

}  // namespace

std::string scope_text(const Order& order) {
  return order.scope ? order.scope->str() : std::string();
}

std::string geography_text(const Order& order) {
  if (!order.geography) return {};
  return std::string(base::name_of(directory::kGeographyNames, *order.geography));
}

Order read_order(const platform::Row& row) {
  Order order{.report = row.text("report"),
              .period = {row.date("from_day"), row.date("to_day")},
              .age_set = row.text("age_set"),
              .geography = base::value_of(directory::kGeographyNames, row.text("geography"))};
  if (!row.text("scope").empty()) order.scope = row.id<directory::OrgId>("scope");
  return order;
}

void insert(platform::Transaction& tx, const Run& run) {
  const Order& order = run.order;
  tx.execute(kInsertRun,
             {run.id, base::name_of(kRunKindNames, run.kind), order.report, run.definition_version,
              order.period.from, order.period.to, order.age_set, geography_text(order),
              scope_text(order), run.subject, base::name_of(kRunStateNames, run.state), run.stage,
              run.done, run.total, run.attempts, run.requested_by, run.requested_at, run.version});
}

std::optional<Run> find_run(platform::Transaction& tx, const RunId& id) {
  const auto row = tx.query_one(kFindRun, {id});
  if (!row) return std::nullopt;
  return read_run(*row);
}

std::vector<Run> runs(platform::Transaction& tx,
                      const std::optional<std::vector<directory::OrgId>>& scopes,
                      std::size_t limit) {
  std::vector<Run> found;
  const auto many = static_cast<std::int64_t>(limit);
  if (!scopes) {
    for (const auto& row : tx.query(kAllRuns, {many})) found.push_back(read_run(row));
    return found;
  }
  for (const auto& scope : *scopes) {
    for (const auto& row : tx.query(kRunsOfScope, {scope, many})) found.push_back(read_run(row));
  }
  std::ranges::sort(found, [](const Run& left, const Run& right) {
    return std::pair(left.requested_at, left.id) > std::pair(right.requested_at, right.id);
  });
  if (found.size() > limit) found.erase(found.begin() + many, found.end());
  return found;
}

bool has_waiting(platform::Transaction& tx, base::Timestamp now) {
  return tx.query_one(kWaiting, {now}).has_value();
}

std::optional<Run> claim(platform::Transaction& tx, const std::string& worker, base::Timestamp now,
                         base::Timestamp until) {
  const auto row = tx.query_one(kWaiting, {now});
  if (!row) return std::nullopt;
  Run run = read_run(*row);
  if (tx.execute(kClaim, {run.id, worker, until, run.version}) != 1) return std::nullopt;
  run.state = RunState::running;
  ++run.attempts;
  ++run.version;
  return run;
}

bool report_progress(platform::Transaction& tx, const Run& run, const std::string& worker,
                     base::Timestamp until) {
  return tx.execute(kProgress, {run.id, worker, run.stage, run.done, run.total, until}) == 1;
}

void release(platform::Transaction& tx, const Run& run, const std::string& worker) {
  tx.execute(kRelease, {run.id, worker});
}

bool finish(platform::Transaction& tx, const Run& run, const std::string& worker) {
  return tx.execute(kFinish, {run.id, worker, base::name_of(kRunStateNames, run.state), run.stage,
                              run.error, run.result, run.is_new ? 1 : 0, run.ended_at}) == 1;
}

bool update_state(platform::Transaction& tx, const Run& run) {
  return tx.execute(kUpdateState, {run.id, base::name_of(kRunStateNames, run.state), run.ended_at,
                                   run.version}) == 1;
}

}  // namespace hd::statistics::store
