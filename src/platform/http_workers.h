#pragma once
// Threads behind a queue. As many work at a time as there are processors for: more would only take
// turns, and each answer would come later. One that is stuck (a slow disk, another program) does
// not count, and another thread takes its place. Who submits sees to the bounds of the queue.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hd::platform {

struct WorkerLimits {
  std::size_t threads = 64;
  /// This many work at a time, beside those that are stuck. 0: as many as processors, at least 2.
  std::size_t at_once = 0;
  /// Who is at one piece of work for longer is stuck.
  std::chrono::milliseconds patience{20};
};

class WorkerPool {
 public:
  explicit WorkerPool(WorkerLimits limits);
  ~WorkerPool() { stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Work begins in the order in which it came. False when the pool is stopping; then `work` will
  /// not run. `work` must not throw.
  bool submit(std::function<void()> work);

  /// Runs what is queued, then joins the threads. Idempotent.
  void stop();

 private:
  using Clock = std::chrono::steady_clock;

  void run(std::size_t self);
  void work_off(std::size_t self, std::unique_lock<std::mutex>& lock);
  void call_help(std::unique_lock<std::mutex>& lock);  ///< opens the lock
  void watch();
  bool may_begin() const;
  bool should_wake();
  bool should_watch();
  std::size_t stuck() const;

  const WorkerLimits limits_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable look_;
  std::deque<std::function<void()>> queue_;
  std::vector<Clock::time_point> begun_;  ///< by thread: when its work began; the epoch: none
  std::size_t working_ = 0;
  std::size_t sleeping_ = 0;
  bool waking_ = false;    ///< a sleeper was called and has not come yet
  bool watching_ = false;  ///< the watcher looks for threads that are stuck
  bool stopping_ = false;
  std::vector<std::thread> threads_;
  std::thread watcher_;
};

}  // namespace hd::platform
