#pragma once
// The second wall on SQLite. Views of the connection stand in front of the guarded tables under
// their names and show what the scope has standing in; triggers leave other rows unchanged; the
// authorizer refuses every way around them.

#include <array>
#include <string>
#include <string_view>
#include <unordered_set>

#include "platform/wall.h"
#include "platform/wall_rules.h"

struct sqlite3;
struct sqlite3_stmt;

namespace hd::platform {

class SqliteWall {
 public:
  /// Registers its function and authorizer with `db`, which outlives it.
  explicit SqliteWall(sqlite3* db);
  ~SqliteWall();
  SqliteWall(const SqliteWall&) = delete;
  SqliteWall& operator=(const SqliteWall&) = delete;

  /// Scripts: what a connection needs, what a writer needs besides (for the tables that are there
  /// by now), and what takes both away while the schema changes. They can run again.
  static const std::string& views();
  std::string triggers();
  static const std::string& without();

  /// A new transaction or operation. What was seen once in it stays seen until the next.
  void enter(const Scope& scope);
  void lift() { ++lifted_; }
  void restore() { --lifted_; }
  bool restricted() const { return scope_.restricted && lifted_ == 0; }

  /// Points a statement that writes a guarded table at the table instead of its view, and returns
  /// the table; "" for other statements. Errors: throws DbError when a restricted statement names
  /// a schema.
  std::string prepare(std::string& sql);
  /// The table that the statement about to run writes: its own columns may be read.
  void set_target(std::string_view table) { target_ = table; }

  /// For the two callbacks of the engine.
  bool sees(Subject subject, std::string_view id);
  bool allows(int action, const char* table, const char* column, const char* schema,
              const char* inner) const;

 private:
  struct Step;
  const std::string& user();
  bool has_standing(Subject subject, std::string_view id);

  sqlite3* db_;
  Scope scope_;
  int lifted_ = 0;
  bool inside_ = false;  ///< the wall itself is asking
  bool user_known_ = false;
  std::string user_;
  std::string today_;
  std::string target_;
  std::unordered_set<std::string> seen_;
  std::array<sqlite3_stmt*, 4> standing_{};
  sqlite3_stmt* user_of_session_ = nullptr;
};

}  // namespace hd::platform
