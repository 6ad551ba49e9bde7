#pragma once
// A few connections shared by many threads; the one used last is handed out first (warm caches).

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

namespace hd::platform {

template <class Connection>
class Pool {
 public:
  using Open = std::function<std::unique_ptr<Connection>()>;

  /// Connections are opened when they are first needed.
  Pool(std::size_t size, Open open) : open_(std::move(open)), unopened_(size) {}

  /// Returns the connection to the pool when destroyed.
  class Lease {
   public:
    explicit Lease(Pool& pool) : pool_(pool), connection_(pool.take()) {}
    ~Lease() { pool_.give(std::move(connection_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }
    /// Replaces a connection that no longer works. When opening throws, there is none.
    void reopen() {
      connection_.reset();
      connection_ = pool_.open_();
    }
    /// Gives up a connection that no longer works.
    void drop() { connection_.reset(); }
    bool usable() const { return connection_ != nullptr; }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

 private:
  std::unique_ptr<Connection> take() {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [this] { return !idle_.empty() || unopened_ > 0; });
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    --unopened_;
    lock.unlock();
    try {
      return open_();
    } catch (...) {
      give(nullptr);
      throw;
    }
  }

  void give(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(mutex_);
      if (connection) {
        idle_.push_back(std::move(connection));
      } else {
        ++unopened_;
      }
    }
    returned_.notify_one();
  }

  const Open open_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;  // guarded by mutex_
  std::size_t unopened_;                           // guarded by mutex_
};

}  // namespace hd::platform
