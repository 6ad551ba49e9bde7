#include "platform/group_writer.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <iterator>
#include <random>
#include <stdexcept>
#include <utility>

namespace hd::platform {
namespace {

constexpr int kRetries = 5;

/// Full jitter: nodes that collided once should not collide again.
std::chrono::microseconds pause_before(int retry) {
  static thread_local std::minstd_rand random{std::random_device{}()};
  return std::chrono::microseconds(std::uniform_int_distribution<int>(0, 1000 << retry)(random));
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

void GroupWriter::run(const std::function<bool(Transaction&)>& work, const Scope& scope) {
  if (std::this_thread::get_id() == thread_.get_id()) {
    throw std::logic_error("a write inside a write");
  }
  const auto finished = std::make_shared<std::promise<void>>();
  run_later(
      work,
      [finished](const std::exception_ptr& failure) {
        if (failure) {
          finished->set_exception(failure);
        } else {
          finished->set_value();
        }
      },
      scope);
  finished->get_future().get();
}

void GroupWriter::run_later(std::function<bool(Transaction&)> work,
                            std::function<void(std::exception_ptr)> done, Scope scope) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) throw DbError(DbProblem::unavailable, "the database is closing");
    queue_.push_back({.work = std::move(work), .done = std::move(done), .scope = std::move(scope)});
    wake = std::exchange(idle_, false);
  }
  if (wake) arrived_.notify_one();
}

void GroupWriter::loop() {
  while (true) {
    Group group = take();
    if (group.empty()) return;
    run_group(group);
    for (const auto& operation : group) {
      for (const auto& hook : operation.hooks) hook();
    }
    for (const auto& operation : group) operation.done(operation.failure);
  }
}

GroupWriter::Group GroupWriter::take() {
  std::unique_lock lock(mutex_);
  while (queue_.empty() && !stopping_) {
    idle_ = true;
    arrived_.wait(lock);
  }
  idle_ = false;
  const auto size = static_cast<std::ptrdiff_t>(std::min(queue_.size(), limit_));
  const auto end = queue_.begin() + size;
  Group group(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  return group;
}

void GroupWriter::run_group(Group& group) {
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
      for (auto& operation : group) {
        operation.failure = failure;
        operation.hooks.clear();
      }
      return;
    }
  }
}

void GroupWriter::attempt(Group& group, bool with_savepoints) {
  engine_.begin();
  for (auto& operation : group) run_operation(operation, with_savepoints);
  engine_.commit();
}

void GroupWriter::run_operation(Operation& operation, bool with_savepoint) {
  operation.failure = nullptr;
  operation.hooks.clear();
  engine_.enter(operation.scope);
  if (with_savepoint) engine_.save();
  const ScopeOfThread same(operation.scope);
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
