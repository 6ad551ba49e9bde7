#include "platform/group_writer.h"

#include <chrono>
#include <climits>
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

void set_and_wake_all(std::atomic<int>& word) {
  word.store(1, std::memory_order_release);
  ::syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr, nullptr, 0);
}

/// An operation that changed something must be undone, and there is no savepoint in front of it.
struct NeedsSavepoints {};

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
  std::shared_ptr<Group> group;
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) throw DbError(DbProblem::unavailable, "the database is closing");
    if (queue_.empty() || queue_.back()->operations.size() == limit_) {
      queue_.push_back(std::make_shared<Group>());
    }
    group = queue_.back();
    group->operations.push_back(&operation);
    wake = std::exchange(idle_, false);
  }
  if (wake) arrived_.notify_one();
  sleep_while_zero(group->done);
  if (operation.failure) std::rethrow_exception(operation.failure);
}

void GroupWriter::loop() {
  while (const auto group = take()) {
    run_group(*group);
    for (auto* operation : group->operations) {
      for (const auto& hook : operation->hooks) hook();
      operation->hooks.clear();
    }
    set_and_wake_all(group->done);
  }
}

/// nullptr at the end.
std::shared_ptr<GroupWriter::Group> GroupWriter::take() {
  std::unique_lock lock(mutex_);
  while (queue_.empty()) {
    if (stopping_) return nullptr;
    idle_ = true;
    arrived_.wait(lock);
  }
  idle_ = false;
  auto group = std::move(queue_.front());
  queue_.pop_front();
  return group;
}

void GroupWriter::run_group(const Group& group) {
  bool with_savepoints = engine_.always_saves();
  for (int retry = 0;; ++retry) {
    try {
      attempt(group, with_savepoints);
      return;
    } catch (const NeedsSavepoints&) {
      engine_.abandon();
      with_savepoints = true;
    } catch (...) {
      const auto failure = std::current_exception();
      const auto loss = engine_.loss();
      engine_.abandon();
      if (loss && loss->retry && retry < kRetries) {
        std::this_thread::sleep_for(pause_before(retry));
        continue;
      }
      for (auto* operation : group.operations) {
        operation->failure = failure;
        operation->hooks.clear();
      }
      return;
    }
  }
}

void GroupWriter::attempt(const Group& group, bool with_savepoints) {
  engine_.begin();
  for (auto* operation : group.operations) run_operation(*operation, with_savepoints);
  engine_.commit();
}

void GroupWriter::run_operation(Operation& operation, bool with_savepoint) {
  operation.failure = nullptr;
  operation.hooks.clear();
  if (with_savepoint) engine_.save();
  const auto before = engine_.changes();
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
    if (with_savepoint) engine_.keep();
    operation.hooks = std::move(tx->hooks);
  } else if (with_savepoint) {
    engine_.undo();
  } else if (engine_.changes() != before) {
    throw NeedsSavepoints{};
  }
}

}  // namespace hd::platform
