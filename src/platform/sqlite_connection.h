#pragma once
// One SQLite connection, used by one thread at a time: settings, prepared statements, rows.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/db.h"
#include "platform/sqlite_wall.h"
#include "platform/wall.h"

struct sqlite3;
struct sqlite3_stmt;

namespace hd::platform {

class SqliteConnection {
 public:
  /// `copy`: a backup, one file without a log; written once and then only checked.
  enum class Mode { writer, reader, copy };

  /// Errors: throws DbError when the file is not ours, not a database, or cannot be opened.
  SqliteConnection(const std::string& path, Mode mode);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  /// Several statements; they see the tables themselves.
  void script(const std::string& sql);
  std::vector<Row> query(std::string_view sql, std::span<const Param> params);
  void scan(std::string_view sql, std::span<const Param> params,
            const std::function<void(const Row&)>& each);
  std::int64_t execute(std::string_view sql, std::span<const Param> params = {});

  /// False once SQLite has undone the whole transaction by itself (disk full, I/O error).
  bool in_transaction() const;
  /// How many statements that may change rows were begun, failed ones included.
  std::int64_t changing_statements() const { return changing_statements_; }
  /// For whom the next statements read, until the next call.
  void enter(const Scope& scope);
  void lift_wall();
  void restore_wall();
  /// The engine's own handle, for the online backup.
  sqlite3* handle() const { return db_; }

 private:
  struct Statement {
    sqlite3_stmt* handle = nullptr;
    std::vector<int> places;  ///< places[i] is where SQLite put $i+1
    Row::Names names;
    std::string target;  ///< the guarded table it writes, "" for none
    bool busy = false;
    ~Statement();
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  class Step;

  using Statements =
      std::unordered_map<std::string, std::unique_ptr<Statement>, Hash, std::equal_to<>>;

  void open(const std::string& path, Mode mode);
  void close();
  void run_script(const std::string& sql);
  std::unique_ptr<Statement> compile(std::string_view asked);
  Statements& statements();
  static void drop_idle(Statements& statements);

  sqlite3* db_ = nullptr;
  bool reader_ = false;
  std::unique_ptr<SqliteWall> wall_;  ///< none on a copy
  std::int64_t changing_statements_ = 0;
  Statements statements_, restricted_statements_;  ///< what is allowed differs
};

/// Settings of the engine for the whole process, before it is used first. Idempotent.
void configure_sqlite();

/// Throws the DbError of the last failure on `db`. Ends the process when the file is damaged.
[[noreturn]] void throw_sqlite_error(sqlite3* db, std::string_view what);

/// Ends the process when `code`, an extended result, tells an error of the disk: after one of fsync
/// the pages may or may not be on disk, and asking again can lie. A full disk is not of this kind.
void stop_on_io_error(int code);

}  // namespace hd::platform
