#include "platform/http_workers.h"

#include <utility>

namespace hd::platform {

WorkerPool::WorkerPool(int threads) {
  threads_.reserve(static_cast<std::size_t>(threads));
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

bool WorkerPool::submit(std::function<void()> work) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    queue_.push_back(std::move(work));
    wake = should_wake();
  }
  if (wake) wake_.notify_one();
  return true;
}

void WorkerPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

// One sleeper is called at a time, and calls the next one if there is more to do: calling a thread
// costs more than many a piece of work, which those who are awake would have done meanwhile.
bool WorkerPool::should_wake() {
  if (sleeping_ == 0 || waking_ || queue_.empty()) return false;
  waking_ = true;
  return true;
}

void WorkerPool::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    while (queue_.empty() && !stopping_) {
      ++sleeping_;
      wake_.wait(lock);
      --sleeping_;
      waking_ = false;
    }
    if (queue_.empty()) return;
    {
      const auto work = std::move(queue_.front());
      queue_.pop_front();
      const bool wake = should_wake();
      lock.unlock();
      if (wake) wake_.notify_one();
      work();
    }
    lock.lock();
  }
}

}  // namespace hd::platform
