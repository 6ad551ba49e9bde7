#pragma once
// A fixed number of threads and a queue in front of them. Who submits sees to its bounds.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hd::platform {

class WorkerPool {
 public:
  explicit WorkerPool(int threads);
  ~WorkerPool() { stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// False when the pool is stopping; then `work` will not run. `work` must not throw.
  bool submit(std::function<void()> work);

  /// Runs what is queued, then joins the threads. Idempotent.
  void stop();

 private:
  void run();
  bool should_wake();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  std::size_t sleeping_ = 0;
  bool waking_ = false;  ///< a sleeper was called and has not come yet
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace hd::platform
