#pragma once
// The servers that a database URL names, and which of them takes our writes.
//
// Several may say that they take writes: after a fail-over the old primary may still run somewhere.
// Each promotion begins a new timeline, so the one with the highest number is right. A process that
// meets a newer timeline than the one it began with ends: what it remembers may come from commits
// that were never confirmed and are gone. It is started again and reads everything anew.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "platform/postgres_connection.h"

namespace hd::platform {

/// One connection string for each host of `url`, everything else as it is there; `url` itself when
/// it names one host or cannot be understood (opening it then says why).
std::vector<std::string> one_for_each_host(const std::string& url);

class PostgresServers {
 public:
  explicit PostgresServers(const std::string& url) : each_(one_for_each_host(url)) {}

  /// A connection to the server that takes writes: the one of last time, or the newest of all. Any
  /// thread. Ends the process when another server was promoted since the first connection.
  /// Errors: throws DbError unavailable when none takes writes, or only one that was replaced.
  std::unique_ptr<PostgresConnection> connect();

  /// The next connection looks at every server anew: the one of last time did not confirm.
  void doubt();

 private:
  struct Found {
    std::unique_ptr<PostgresConnection> connection;
    std::size_t index = 0;
    std::int64_t timeline = 0;
  };
  Found open(std::size_t index) const;
  Found newest() const;
  std::unique_ptr<PostgresConnection> accepted(Found found);

  const std::vector<std::string> each_;
  std::mutex mutex_;
  std::optional<std::size_t> last_;  // guarded by mutex_
  std::int64_t timeline_ = 0;        // guarded by mutex_; 0 before the first connection
};

}  // namespace hd::platform
