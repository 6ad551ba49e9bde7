#pragma once
// The database, as the rest of the code sees it: transactions, `$1` parameters, typed rows.
//
// SQL is written in the subset that SQLite and PostgreSQL share; this header names neither engine.
// Every failure here is an exception: none of them is something a user can put right.

#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace hd::platform {

/// What went wrong, as far as a caller may want to tell it apart.
enum class DbProblem { unique, foreign_key, check, not_null, busy, unavailable, full, other };

struct DbError : std::runtime_error {
  DbError(DbProblem what, const std::string& text) : std::runtime_error(text), problem(what) {}
  DbProblem problem;
};

/// Bytes of an ENVELOPE, BLIND_INDEX or BYTEA column.
struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};

using DbValue = std::variant<std::monostate, std::int64_t, std::string, Blob>;

/// One SQL parameter. Converts from the types we store, and from nothing else.
struct Param {
  DbValue value;
  Param(std::nullptr_t) {}
  Param(std::int64_t number) : value(number) {}
  Param(int number) : value(std::int64_t{number}) {}
  Param(bool flag) : value(std::int64_t{flag ? 1 : 0}) {}
  Param(std::string_view text) : value(std::string(text)) {}
  Param(const std::string& text) : value(text) {}
  Param(const char* text) : value(std::string(text)) {}
  Param(Blob blob) : value(std::move(blob)) {}
  Param(base::Timestamp time) : value(std::int64_t{time.time_since_epoch().count()}) {}
  Param(base::Date date) : value(base::to_text(date)) {}
  template <class Tag>
  Param(const base::Id<Tag>& id) : value(id.str()) {}
  template <class T>
  Param(const std::optional<T>& maybe) : value(maybe ? Param(*maybe).value : DbValue()) {}
};

/// NULL for "": for columns where an absent text must not count as equal to another.
inline std::optional<std::string_view> null_if_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

/// One result row. A missing column, a wrong type, an unexpected NULL or a malformed id throws
/// DbError. Cheap to copy: rows of one query share their column names.
class Row {
 public:
  using Names = std::shared_ptr<const std::vector<std::string>>;
  Row(Names names, std::vector<DbValue> values)
      : names_(std::move(names)), values_(std::move(values)) {}

  bool is_null(std::string_view column) const;
  const std::string& text(std::string_view column) const;
  std::int64_t number(std::string_view column) const;
  bool flag(std::string_view column) const { return number(column) != 0; }
  const Blob& blob(std::string_view column) const;
  base::Timestamp time(std::string_view column) const;
  base::Date date(std::string_view column) const;

  std::optional<std::string> maybe_text(std::string_view column) const;
  std::optional<std::int64_t> maybe_number(std::string_view column) const;
  std::optional<Blob> maybe_blob(std::string_view column) const;
  std::optional<base::Timestamp> maybe_time(std::string_view column) const;
  std::optional<base::Date> maybe_date(std::string_view column) const;

  template <class IdType>
  IdType id(std::string_view column) const {
    auto parsed = IdType::parse(text(column));
    if (!parsed) {
      throw DbError(DbProblem::other, "malformed id in column " + std::string(column));
    }
    return *parsed;
  }
  template <class IdType>
  std::optional<IdType> maybe_id(std::string_view column) const {
    if (is_null(column)) return std::nullopt;
    return id<IdType>(column);
  }

 private:
  const DbValue& value(std::string_view column) const;
  Names names_;
  std::vector<DbValue> values_;
  mutable std::size_t next_ = 0;  ///< where to look first: columns are mostly read in their order
};

/// One transaction, used by one thread. Never nested, never kept.
class Transaction {
 public:
  virtual ~Transaction() = default;
  Transaction() = default;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  std::vector<Row> query(std::string_view sql, std::initializer_list<Param> params = {}) {
    return run_query(sql, {params.begin(), params.size()});
  }
  std::vector<Row> query(std::string_view sql, const std::vector<Param>& params) {
    return run_query(sql, params);
  }
  /// The only row, or nothing. More than one row throws DbError.
  std::optional<Row> query_one(std::string_view sql, std::initializer_list<Param> params = {});
  /// Calls `each` row by row without keeping them: for results that are too large to hold.
  void scan(std::string_view sql, std::initializer_list<Param> params,
            const std::function<void(const Row&)>& each) {
    run_scan(sql, {params.begin(), params.size()}, each);
  }
  /// Returns the number of rows changed.
  std::int64_t execute(std::string_view sql, std::initializer_list<Param> params = {}) {
    return run_execute(sql, {params.begin(), params.size()});
  }
  std::int64_t execute(std::string_view sql, const std::vector<Param>& params) {
    return run_execute(sql, params);
  }

  /// Runs after the change is durable, on an unspecified thread; never after a rollback. For waking
  /// workers and caches: must be quick and must not throw.
  virtual void on_commit(std::function<void()> hook) = 0;

  /// How many audit entries this transaction has written; audit::record counts them here so that
  /// the router can refuse an answer nobody recorded.
  int audit_entries = 0;

  /// What lives exactly as long as this transaction, by owner: for instance data keys made in it,
  /// which nobody else may use before it is committed. An attempt that is repeated starts empty.
  std::map<const void*, std::shared_ptr<void>> attached;

 private:
  virtual std::vector<Row> run_query(std::string_view sql, std::span<const Param> params) = 0;
  virtual void run_scan(std::string_view sql, std::span<const Param> params,
                        const std::function<void(const Row&)>& each) = 0;
  virtual std::int64_t run_execute(std::string_view sql, std::span<const Param> params) = 0;
};

template <class T>
struct IsResult : std::false_type {};
template <class T>
struct IsResult<base::Result<T>> : std::true_type {};

enum class Engine { sqlite, postgres };

class Database {
 public:
  virtual ~Database() = default;

  virtual Engine engine() const = 0;

  /// Runs `work(Transaction&)` on one consistent snapshot and returns what it returns. A statement
  /// that writes throws.
  template <class Work>
  auto read(Work&& work) {
    using Value = std::invoke_result_t<Work&, Transaction&>;
    std::optional<Value> value;
    run_read([&](Transaction& tx) { value.emplace(work(tx)); });
    return std::move(*value);
  }

  /// Runs `work(Transaction&)` as one all-or-nothing change and returns what it returns once the
  /// change is durable. An exception, or a Result holding an error, undoes everything. `work` may
  /// run more than once (a serialisation retry): it must touch nothing but `tx` and its own result.
  template <class Work>
  auto write(Work&& work) {
    using Value = std::invoke_result_t<Work&, Transaction&>;
    std::optional<Value> value;
    run_write([&](Transaction& tx) {
      value.emplace(work(tx));
      if constexpr (IsResult<Value>::value) {
        return static_cast<bool>(*value);
      } else {
        return true;
      }
    });
    return std::move(*value);
  }

  /// Like write(), but returns at once. `work` returns false to undo its change; `done` is called
  /// when the change is durable or undone, with what `work` threw, if anything. It runs on the
  /// thread of the writer: it must be quick, must not throw and must not use the database.
  virtual void write_later(std::function<bool(Transaction&)> work,
                           std::function<void(std::exception_ptr)> done) = 0;

  /// Runs a script of several statements without parameters in its own transaction (migrations).
  virtual void run_script(std::string_view sql) = 0;

  /// Throws DbError when the database cannot take a durable write now. For /readyz.
  virtual void check_writable() = 0;

 private:
  virtual void run_read(const std::function<void(Transaction&)>& work) = 0;
  /// `work` returns false to undo its change.
  virtual void run_write(const std::function<bool(Transaction&)>& work) = 0;
};

struct SqliteOptions {
  std::string path;  ///< a file; its folder must exist
  int readers = 4;   ///< read-only connections
};

/// WAL, synchronous=FULL, one writer thread with group commit; a refusal undoes its operation only.
/// An error of fsync or of the log ends the process: durability would be uncertain.
std::unique_ptr<Database> open_sqlite(const SqliteOptions& options);

struct PostgresOptions {
  std::string url;  ///< "postgres://user@host:port/name?…"
  int connections = 8;
};

/// Pool over libpq; a write retries on serialisation failure and deadlock, at most five times.
std::unique_ptr<Database> open_postgres(const PostgresOptions& options);

}  // namespace hd::platform
