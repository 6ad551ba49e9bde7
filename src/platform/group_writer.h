#pragma once
// Group commit: one thread runs the queued operations of all callers in one transaction of the
// engine and wakes the callers when that transaction is durable.
//
// One fsync then serves everybody who waits. What a transaction is, the engine says. An operation
// that must be undone is undone alone: its group runs again, each operation behind a savepoint.

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "platform/db.h"
#include "platform/wall.h"

namespace hd::platform {

/// A write transaction as one operation sees it: a part of the group.
class WriteTransaction : public Transaction {
 public:
  void on_commit(std::function<void()> hook) override { hooks.push_back(std::move(hook)); }
  std::vector<std::function<void()>> hooks;
  /// A statement failed: nothing of this operation may be kept.
  bool broken = false;
};

/// Why the whole group was undone, and whether running it again may help.
struct GroupLoss {
  DbError error;
  bool retry;
};

/// The engine's side; used by the writer thread only. Functions throw DbError.
class GroupEngine {
 public:
  virtual ~GroupEngine() = default;
  virtual void begin() = 0;
  /// False when operations run without savepoints at first, because most are kept.
  virtual bool always_saves() const = 0;
  /// For whom the next operation works; comes before save() and operation().
  virtual void enter(const Scope& scope) = 0;
  virtual void save() = 0;  ///< sets the savepoint in front of the next operation
  virtual std::unique_ptr<WriteTransaction> operation() = 0;
  virtual void keep() = 0;  ///< the operation stays
  virtual void undo() = 0;  ///< back to the savepoint
  /// How many statements that change something have run; tells whether there is anything to undo.
  virtual std::int64_t changes() const = 0;
  /// Durable when it returns. When it throws, nothing was acknowledged.
  virtual void commit() = 0;
  virtual void abandon() noexcept = 0;
  /// Set once the transaction as a whole cannot go on.
  virtual std::optional<GroupLoss> loss() const = 0;
};

class GroupWriter {
 public:
  /// `engine` outlives the writer. `limit`: most operations in one group.
  GroupWriter(GroupEngine& engine, std::size_t limit);
  ~GroupWriter();
  GroupWriter(const GroupWriter&) = delete;
  GroupWriter& operator=(const GroupWriter&) = delete;

  /// Runs `work` on the writer thread and returns when its change is durable or undone. Rethrows
  /// what `work` threw. A call from inside an operation throws std::logic_error. The operation has
  /// the scope of the calling thread, or the one given.
  void run(const std::function<bool(Transaction&)>& work, const Scope& scope = current_scope());

  /// The same without waiting: `done` is called on the writer thread with what `work` threw, if
  /// anything. It must be quick and must not throw.
  void run_later(std::function<bool(Transaction&)> work,
                 std::function<void(std::exception_ptr)> done, Scope scope = current_scope());

 private:
  struct Operation {
    std::function<bool(Transaction&)> work;
    std::function<void(std::exception_ptr)> done;
    Scope scope;
    std::vector<std::function<void()>> hooks = {};
    std::exception_ptr failure = nullptr;
  };
  using Group = std::vector<Operation>;

  void loop();
  Group take();  ///< empty at the end
  void run_group(Group& group);
  void attempt(Group& group, bool with_savepoints);
  void run_operation(Operation& operation, bool with_savepoint);

  GroupEngine& engine_;
  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Operation> queue_;  // guarded by mutex_
  bool idle_ = false;            // guarded by mutex_
  bool stopping_ = false;        // guarded by mutex_
  std::thread thread_;
};

}  // namespace hd::platform
