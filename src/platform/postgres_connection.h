#pragma once
// One PostgreSQL connection over libpq, used by one thread at a time: prepared statements, binary
// results, the SQLSTATE of the last failure.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/db.h"
#include "platform/wall.h"

struct pg_conn;
struct pg_result;

namespace hd::platform {

class PostgresConnection {
 public:
  /// Errors: throws DbError unavailable when there is no server or it refuses.
  explicit PostgresConnection(const std::string& url);
  ~PostgresConnection();
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  /// Several statements without parameters in one round trip.
  void script(const std::string& sql);
  std::vector<Row> query(std::string_view sql, std::span<const Param> params);
  /// Through a cursor: the callback may run other statements. Only inside a transaction.
  void scan(std::string_view sql, std::span<const Param> params,
            const std::function<void(const Row&)>& each);
  std::int64_t execute(std::string_view sql, std::span<const Param> params = {});

  /// For whom the statements from here to the end of the transaction read; `begin` is sent first,
  /// in the same round trip.
  void enter(const Scope& scope, const std::string& begin);
  void lift_wall();
  void restore_wall();

  /// Commits for good: an answer that a standby has not confirmed within 10 seconds, or that an
  /// administrator did not wait for, counts as not acknowledged.
  /// Errors: throws DbError when it is not certain that the change is durable.
  void commit();

  bool alive() const;
  bool in_transaction() const;
  /// SQLSTATE of the last failure, "" when it had none; cleared by forget_failure().
  const std::string& last_state() const { return last_state_; }
  void forget_failure() { last_state_.clear(); }

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  using Answer = std::unique_ptr<pg_result, Clear>;
  struct Statement {
    std::string name;
    Row::Names names;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  using Statements = std::unordered_map<std::string, Statement, Hash, std::equal_to<>>;

  Answer checked(pg_result* result);
  Statement& prepare(std::string_view sql, std::span<const Param> params);
  Answer run(Statement& statement, std::span<const Param> params);
  static void note(void* self, const pg_result* result);
  Answer answer_of_commit();
  bool answered_within(std::chrono::milliseconds patience);
  void stop_waiting();

  pg_conn* connection_ = nullptr;
  /// A plan holds for one role: each has statements of its own.
  Statements statements_, restricted_statements_;
  bool restricted_ = false;
  int lifted_ = 0;
  std::size_t next_name_ = 0;
  std::size_t open_cursors_ = 0;
  std::string last_state_;
  bool unconfirmed_ = false;  ///< a standby did not confirm the commit
};

}  // namespace hd::platform
