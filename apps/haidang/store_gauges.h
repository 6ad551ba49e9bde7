#pragma once
// What /metrics asks the database for: how many wait, and how the cluster stands. Counts and times
// only.

#include <cstdint>
#include <optional>

#include "base/time.h"
#include "platform/db.h"

namespace hd::store {

struct Queues {
  std::int64_t notices;                          ///< not sent yet
  std::optional<base::Timestamp> oldest_notice;  ///< of these
  std::int64_t duties_open;
  std::int64_t duties_overdue;  ///< of these, past their time
  std::int64_t files;           ///< not examined or scanned yet
  std::int64_t report_runs;     ///< waiting or being counted
};
Queues count_queues(platform::Transaction& tx, base::Timestamp now);

struct Cluster {
  std::int64_t bytes;       ///< of the database
  std::int64_t standbys;    ///< joined to this server
  std::int64_t confirming;  ///< those whose word a commit waits for; needs the right pg_monitor
};
/// Of PostgreSQL only.
Cluster look_at_cluster(platform::Transaction& tx);

}  // namespace hd::store
