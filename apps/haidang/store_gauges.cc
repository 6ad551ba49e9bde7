#include "store_gauges.h"

namespace hd::store {
namespace {

constexpr auto kNotices = R"sql(
  SELECT count(*) AS waiting, min(created_at) AS oldest FROM outbox WHERE state = 'waiting'
)sql";
constexpr auto kDuties = R"sql(
  SELECT count(*) AS open, sum(CASE WHEN clock_at < $1 THEN 1 ELSE 0 END) AS overdue
  FROM duty WHERE state = 'open'
)sql";
constexpr auto kFiles = R"sql(
  SELECT count(*) AS waiting FROM file WHERE state IN ('checking', 'waiting_for_scan')
)sql";
constexpr auto kReports = R"sql(
  SELECT count(*) AS waiting FROM report_run WHERE state IN ('queued', 'running')
)sql";
constexpr auto kDatabaseSize = R"sql(
  SELECT pg_database_size(current_database()) AS bytes
)sql";
// Of a standby the name alone may be seen by everybody; how it is joined needs pg_monitor.
constexpr auto kStandbys = R"sql(
  SELECT count(*) AS joined,
         coalesce(sum(CASE WHEN sync_state IN ('sync', 'quorum') THEN 1 ELSE 0 END), 0)::bigint
           AS confirming
  FROM pg_stat_replication
)sql";

}  // namespace

Queues count_queues(platform::Transaction& tx, base::Timestamp now) {
  const auto notices = tx.query(kNotices).at(0);
  const auto duties = tx.query_one(kDuties, {now});
  return {.notices = notices.number("waiting"),
          .oldest_notice = notices.maybe_time("oldest"),
          .duties_open = duties->number("open"),
          .duties_overdue = duties->maybe_number("overdue").value_or(0),
          .files = tx.query(kFiles).at(0).number("waiting"),
          .report_runs = tx.query(kReports).at(0).number("waiting")};
}

Cluster look_at_cluster(platform::Transaction& tx) {
  const auto standbys = tx.query(kStandbys).at(0);
  return {.bytes = tx.query(kDatabaseSize).at(0).number("bytes"),
          .standbys = standbys.number("joined"),
          .confirming = standbys.number("confirming")};
}

}  // namespace hd::store
