#include "platform/http_workers.h"

#include <algorithm>
#include <utility>

namespace hd::platform {
namespace {

WorkerLimits with_processors(WorkerLimits limits) {
  if (limits.at_once == 0) limits.at_once = std::max(2U, std::thread::hardware_concurrency());
  return limits;
}

}  // namespace

WorkerPool::WorkerPool(WorkerLimits limits) : limits_(with_processors(limits)) {
  begun_.resize(limits_.threads);
  threads_.reserve(limits_.threads);
  for (std::size_t self = 0; self < limits_.threads; ++self) {
    threads_.emplace_back([this, self] { run(self); });
  }
  watcher_ = std::thread([this] { watch(); });
}

bool WorkerPool::submit(std::function<void()> work) {
  std::unique_lock lock(mutex_);
  if (stopping_) return false;
  queue_.push_back(std::move(work));
  call_help(lock);
  return true;
}

void WorkerPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  look_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
  if (watcher_.joinable()) watcher_.join();
}

std::size_t WorkerPool::stuck() const {
  const auto since = Clock::now() - limits_.patience;
  return static_cast<std::size_t>(std::ranges::count_if(begun_, [&](Clock::time_point begun) {
    return begun != Clock::time_point{} && begun < since;
  }));
}

// While the pool stops everybody helps.
bool WorkerPool::may_begin() const {
  if (queue_.empty()) return false;
  return stopping_ || working_ < limits_.at_once || working_ < limits_.at_once + stuck();
}

// One sleeper is called at a time, and calls the next one if there is more to do: calling a thread
// costs more than many a piece of work, which those who are awake would have done meanwhile.
bool WorkerPool::should_wake() {
  if (sleeping_ == 0 || waking_ || !may_begin()) return false;
  waking_ = true;
  return true;
}

// When nobody may be called: work waits, and those at work may be stuck.
bool WorkerPool::should_watch() {
  if (watching_ || waking_ || sleeping_ == 0 || queue_.empty()) return false;
  watching_ = true;
  return true;
}

void WorkerPool::call_help(std::unique_lock<std::mutex>& lock) {
  const bool wake = should_wake();
  const bool look = !wake && should_watch();
  lock.unlock();
  if (wake) wake_.notify_one();
  if (look) look_.notify_one();
}

void WorkerPool::watch() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (!watching_) {
      look_.wait(lock);
      continue;
    }
    look_.wait_for(lock, limits_.patience);
    if (should_wake()) wake_.notify_one();
    watching_ = !queue_.empty();
  }
}

void WorkerPool::run(std::size_t self) {
  std::unique_lock lock(mutex_);
  while (true) {
    while (!may_begin()) {
      if (stopping_) return;
      ++sleeping_;
      if (should_watch()) look_.notify_one();
      wake_.wait(lock);
      --sleeping_;
      waking_ = false;
    }
    work_off(self, lock);
  }
}

// One piece of work, with the lock open meanwhile.
void WorkerPool::work_off(std::size_t self, std::unique_lock<std::mutex>& lock) {
  ++working_;
  begun_[self] = Clock::now();
  {
    const auto work = std::move(queue_.front());
    queue_.pop_front();
    call_help(lock);
    work();
  }
  lock.lock();
  begun_[self] = {};
  --working_;
}

}  // namespace hd::platform
