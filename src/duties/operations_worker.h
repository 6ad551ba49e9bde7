#pragma once
// The clock that rings: tells people in time, once, on however many nodes.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/time.h"
#include "platform/db.h"

namespace hd::duties {

/// Fires every alarm that is due, each duty in a transaction of its own: the row that says "fired",
/// the event, the notices and the audit entry stand or fall together, and the row can be claimed
/// only once. Safe to call on several nodes at the same time and again after a crash. Returns how
/// many duties rang.
std::size_t fire_due(platform::Database& database, base::Timestamp now);

/// Calls `work` every `interval`, and at once when poked, on a thread of its own until destroyed.
/// An exception of `work` goes to `failed` and the loop goes on.
class Loop {
 public:
  Loop(std::function<void()> work, std::chrono::milliseconds interval,
       std::function<void(const std::exception&)> failed);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Any thread. Does not wait.
  void poke();

 private:
  void run(const std::stop_token& stop);

  std::function<void()> work_;
  std::chrono::milliseconds interval_;
  std::function<void(const std::exception&)> failed_;
  std::mutex mutex_;  ///< guards poked_
  std::condition_variable_any wake_;
  bool poked_ = false;
  std::jthread thread_;  ///< last: starts when everything else is there
};

}  // namespace hd::duties
