#include "platform/group_writer.h"

#include <chrono>
#include <random>
#include <stdexcept>
#include <utility>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace hd::platform {
namespace {

constexpr int kRetries = 5;

/// Full jitter: nodes that collided once should not collide again.
std::chrono::microseconds pause_before(int retry) {
  static thread_local std::minstd_rand random{std::random_device{}()};
  return std::chrono::microseconds(std::uniform_int_distribution<int>(0, 1000 << retry)(random));
}

// std::atomic::wait yields a few times before it sleeps; with many callers on few processors that
// costs more than the commit.
void sleep_while_zero(std::atomic<int>& word) {
  while (word.load(std::memory_order_acquire) == 0) {
    ::syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, nullptr, nullptr, 0);
  }
}

// `word` may be gone as soon as it is set: the call uses its address only.
void set_and_wake(std::atomic<int>& word) {
  word.store(1, std::memory_order_release);
  ::syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

}  // namespace

GroupWriter::GroupWriter(GroupEngine& engine, std::size_t limit)
    : engine_(engine), limit_(limit), thread_([this] { loop(); }) {}

GroupWriter::~GroupWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void GroupWriter::run(const std::function<bool(Transaction&)>& work) {
  if (std::this_thread::get_id() == thread_.get_id()) {
    throw std::logic_error("a write inside a write");
  }
  Operation operation{.work = work};
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) throw DbError(DbProblem::unavailable, "the database is closing");
    queue_.push_back(&operation);
    wake = std::exchange(idle_, false);
  }
  if (wake) arrived_.notify_one();
  sleep_while_zero(operation.done);
  if (operation.failure) std::rethrow_exception(operation.failure);
}

void GroupWriter::loop() {
  std::vector<Operation*> group;
  while (take(group)) {
    run_group(group);
    for (auto* operation : group) {
      for (const auto& hook : operation->hooks) hook();
      operation->hooks.clear();
    }
    for (auto* operation : group) set_and_wake(operation->done);
  }
}

bool GroupWriter::take(std::vector<Operation*>& group) {
  group.clear();
  std::unique_lock lock(mutex_);
  while (queue_.empty()) {
    if (stopping_) return false;
    idle_ = true;
    arrived_.wait(lock);
  }
  idle_ = false;
  while (!queue_.empty() && group.size() < limit_) {
    group.push_back(queue_.front());
    queue_.pop_front();
  }
  return true;
}

void GroupWriter::run_group(const std::vector<Operation*>& group) {
  for (int retry = 0;; ++retry) {
    try {
      attempt(group);
      return;
    } catch (...) {
      const auto failure = std::current_exception();
      const auto loss = engine_.loss();
      engine_.abandon();
      if (loss && loss->retry && retry < kRetries) {
        std::this_thread::sleep_for(pause_before(retry));
        continue;
      }
      for (auto* operation : group) {
        operation->failure = failure;
        operation->hooks.clear();
      }
      return;
    }
  }
}

void GroupWriter::attempt(const std::vector<Operation*>& group) {
  engine_.begin();
  for (auto* operation : group) run_operation(*operation);
  engine_.commit();
}

void GroupWriter::run_operation(Operation& operation) {
  operation.failure = nullptr;
  operation.hooks.clear();
  engine_.save();
  const auto tx = engine_.operation();
  bool keep = false;
  try {
    keep = operation.work(*tx);
    if (keep && tx->broken) {
      throw DbError(DbProblem::other, "an operation went on after a failed statement");
    }
  } catch (...) {
    operation.failure = std::current_exception();
    keep = false;
  }
  // A caller learns of its own failure after the commit, too: it may rest on what others wrote.
  if (const auto loss = engine_.loss()) throw loss->error;
  if (keep) {
    engine_.keep();
    operation.hooks = std::move(tx->hooks);
  } else {
    engine_.undo();
  }
}

}  // namespace hd::platform
