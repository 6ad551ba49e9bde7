#pragma once
// A run on this node: it tells how far it is, stops when it is cancelled, and ends once.

#include <atomic>
#include <chrono>
#include <functional>
#include <string>

#include "base/time.h"
#include "platform/db.h"
#include "statistics/run.h"

namespace hd::statistics {

/// A node that says nothing for so long has died; another takes its run.
inline constexpr std::chrono::seconds kClaim{60};

class Working {
 public:
  /// All but `worker` and `run` outlive the object. `stopping`: the server is about to end.
  Working(platform::Database& database, const base::Clock& clock, std::string worker, Run run,
          const std::atomic<bool>& stopping)
      : database_(database),
        clock_(clock),
        worker_(std::move(worker)),
        run_(std::move(run)),
        stopping_(stopping) {}

  /// Does it, or says that it failed; a run that was cancelled leaves nothing behind.
  void carry_out(const std::function<void()>& work);

  // For what is carried out; all of these throw when the run is no longer this node's.
  void stage(const char* name);
  void progress(std::int64_t done, std::int64_t total);
  /// Says that it is still at work, while something long cannot be interrupted.
  void tell();
  /// `work` returns false when the run is no longer this node's: nothing is kept.
  void write(const std::function<bool(platform::Transaction&)>& work);
  /// The last thing of a run, in the transaction of its result.
  bool end(platform::Transaction& tx, Run done);

  const Run& run() const { return run_; }
  base::Timestamp now() const { return clock_(); }
  platform::Database& database() { return database_; }

 private:
  void fail(const char* error);

  platform::Database& database_;
  const base::Clock& clock_;
  std::string worker_;
  Run run_;
  const std::atomic<bool>& stopping_;
  std::chrono::steady_clock::time_point told_{};
};

}  // namespace hd::statistics
