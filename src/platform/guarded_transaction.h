#pragma once
// For the two engines: a transaction in which nothing runs behind a failed statement.

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "platform/db.h"
#include "platform/group_writer.h"
#include "platform/wall.h"

namespace hd::platform {

/// Forwards to the connection of an engine, which has query(), scan() and execute(). After a failed
/// statement only undoing is left, on PostgreSQL by its nature and on SQLite so that both agree.
template <class Connection>
class GuardedTransaction final : public WriteTransaction, public Walled {
 public:
  explicit GuardedTransaction(Connection& connection) : connection_(connection) {}

  void lift_wall() override { connection_.lift_wall(); }
  void restore_wall() override { connection_.restore_wall(); }

 private:
  template <class Work>
  auto guarded(Work&& work) {
    if (broken) throw DbError(DbProblem::other, "an earlier statement of this transaction failed");
    try {
      return work();
    } catch (const DbError&) {
      broken = true;
      throw;
    }
  }
  std::vector<Row> run_query(std::string_view sql, std::span<const Param> params) override {
    return guarded([&] { return connection_.query(sql, params); });
  }
  void run_scan(std::string_view sql, std::span<const Param> params,
                const std::function<void(const Row&)>& each) override {
    guarded([&] { connection_.scan(sql, params, each); });
  }
  std::int64_t run_execute(std::string_view sql, std::span<const Param> params) override {
    return guarded([&] { return connection_.execute(sql, params); });
  }

  Connection& connection_;
};

}  // namespace hd::platform
