#pragma once
// Group commit: one thread runs the queued operations of all callers in one transaction of the
// engine and wakes the callers when that transaction is durable.
//
// One fsync then serves everybody who waits. What a transaction is, the engine says. An operation
// that must be undone is undone alone: its group runs again, each operation behind a savepoint.

#include <atomic>
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
  /// what `work` threw. A call from inside an operation throws std::logic_error.
  void run(const std::function<bool(Transaction&)>& work);

 private:
  struct Operation {
    const std::function<bool(Transaction&)>& work;
    std::vector<std::function<void()>> hooks = {};
    std::exception_ptr failure = nullptr;
  };
  /// Held by the writer and by every caller that waits for it.
  struct Group {
    std::vector<Operation*> operations;
    std::atomic<int> done = 0;
  };

  void loop();
  std::shared_ptr<Group> take();
  void run_group(const Group& group);
  void attempt(const Group& group, bool with_savepoints);
  void run_operation(Operation& operation, bool with_savepoint);

  GroupEngine& engine_;
  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::shared_ptr<Group>> queue_;  // guarded by mutex_; new operations join the last
  bool idle_ = false;                         // guarded by mutex_
  bool stopping_ = false;                     // guarded by mutex_
  std::thread thread_;
};

}  // namespace hd::platform
