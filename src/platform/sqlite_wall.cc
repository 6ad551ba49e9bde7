#include "platform/sqlite_wall.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include <sqlite3.h>

#include "platform/crypto.h"
#include "platform/sqlite_connection.h"

namespace hd::platform {
namespace {

constexpr std::string_view kSchema = "main.";

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The word at `at`, behind white space; moves `at` behind it.
std::string next_word(std::string_view sql, std::size_t& at) {
  while (at < sql.size() && std::isspace(static_cast<unsigned char>(sql[at])) != 0) ++at;
  std::string word;
  while (at < sql.size() && is_word(sql[at])) word += lower(sql[at++]);
  return word;
}

/// Where the name of the table stands that a statement writes; npos for statements that read.
std::size_t place_of_target(std::string_view sql) {
  std::size_t at = 0;
  const std::string verb = next_word(sql, at);
  if (verb == "update") return at;
  if (verb != "insert" && verb != "delete") return std::string_view::npos;
  const std::string word = next_word(sql, at);
  return word == "into" || word == "from" ? at : std::string_view::npos;
}

bool names_schema(std::string_view sql) {
  std::size_t at = 0;
  while (at < sql.size()) {
    const std::size_t from = at;
    const std::string word = next_word(sql, at);
    if (word == "main" || word == "temp") return true;
    if (at == from) ++at;
  }
  return false;
}

constexpr auto kKeys =
    std::to_array<std::string_view>({"id", "case_file", "person", "referral", "file_id", "copy",
                                     "asker_person", "asked_person", "asker_case", "asked_case"});

bool is_key(std::string_view column) {
  return std::ranges::find(kKeys, column) != kKeys.end();
}

std::string sees_call(const Guarded& guarded, std::string_view row) {
  return "wall_sees(" + std::to_string(static_cast<int>(guarded.subject)) + ", " +
         std::string(row) + std::string(guarded.column) + ")";
}

std::string for_each_table(std::string (*make)(const Guarded&)) {
  std::string script;
  for (const Guarded& guarded : guarded_tables()) script += make(guarded) + ";\n";
  return script;
}

std::string view_of(const Guarded& guarded) {
  const std::string table(guarded.table);
  return "CREATE TEMP VIEW IF NOT EXISTS " + table + " AS SELECT * FROM main." + table + " WHERE " +
         sees_call(guarded, "");
}

/// A row out of sight is not changed and not counted, as on PostgreSQL.
std::string trigger_of(const Guarded& guarded) {
  const std::string table(guarded.table);
  std::string both;
  for (const std::string verb : {"update", "delete"}) {
    if (!both.empty()) both += ";\n";
    both += "CREATE TEMP TRIGGER IF NOT EXISTS wall_" + verb + "_" + table + " BEFORE " + verb +
            " ON main." + table + " WHEN NOT " + sees_call(guarded, "old.") +
            " BEGIN SELECT RAISE(IGNORE); END";
  }
  return both;
}

std::string drop_of(const Guarded& guarded) {
  const std::string table(guarded.table);
  return "DROP VIEW IF EXISTS temp." + table + "; DROP TRIGGER IF EXISTS temp.wall_update_" +
         table + "; DROP TRIGGER IF EXISTS temp.wall_delete_" + table;
}

std::string_view text_of(sqlite3_stmt* row) {
  return reinterpret_cast<const char*>(sqlite3_column_text(row, 0));
}

void wall_sees(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  auto& wall = *static_cast<SqliteWall*>(sqlite3_user_data(context));
  const auto subject = static_cast<Subject>(sqlite3_value_int(values[0]));
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[1]));
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[1]));
  try {
    const bool sees = wall.sees(subject, text == nullptr ? "" : std::string_view(text, size));
    sqlite3_result_int(context, sees ? 1 : 0);
  } catch (const std::exception& error) {
    sqlite3_result_error(context, error.what(), -1);
  }
}

int authorize(void* wall, int action, const char* first, const char* second, const char* schema,
              const char* inner) {
  const auto& self = *static_cast<const SqliteWall*>(wall);
  return self.allows(action, first, second, schema, inner) ? SQLITE_OK : SQLITE_DENY;
}

}  // namespace

/// One of the wall's own statements while it runs: reads the tables themselves.
struct SqliteWall::Step {
  Step(SqliteWall& asked, sqlite3_stmt*& statement, const std::string& sql)
      : wall(asked), before(std::exchange(asked.inside_, true)) {
    if (statement == nullptr &&
        sqlite3_prepare_v3(wall.db_, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
      wall.inside_ = before;
      throw_sqlite_error(wall.db_, "wall");
    }
    handle = statement;
  }
  ~Step() {
    sqlite3_reset(handle);
    sqlite3_clear_bindings(handle);
    wall.inside_ = before;
  }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

  void text(const char* name, std::string_view value) const {
    const int place = sqlite3_bind_parameter_index(handle, name);
    sqlite3_bind_text64(handle, place, value.data(), value.size(), nullptr, SQLITE_UTF8);
  }
  bool row() const {
    const int code = sqlite3_step(handle);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    throw_sqlite_error(wall.db_, "wall");
  }

  SqliteWall& wall;
  const bool before;
  sqlite3_stmt* handle = nullptr;
};

SqliteWall::SqliteWall(sqlite3* db) : db_(db) {
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_INNOCUOUS;
  if (sqlite3_create_function_v2(db_, "wall_sees", 2, kFlags, this, wall_sees, nullptr, nullptr,
                                 nullptr) != SQLITE_OK ||
      sqlite3_set_authorizer(db_, authorize, this) != SQLITE_OK) {
    throw_sqlite_error(db_, "wall");
  }
}

SqliteWall::~SqliteWall() {
  for (auto* statement : standing_) sqlite3_finalize(statement);
  sqlite3_finalize(user_of_session_);
  sqlite3_set_authorizer(db_, nullptr, nullptr);
}

const std::string& SqliteWall::views() {
  static const std::string script = for_each_table(view_of);
  return script;
}

std::string SqliteWall::triggers() {
  std::string script;
  sqlite3_stmt* tables = nullptr;
  {
    const Step step(*this, tables, "SELECT name FROM main.sqlite_schema WHERE type = 'table'");
    while (step.row()) {
      const std::string_view name = text_of(step.handle);
      for (const Guarded& guarded : guarded_tables()) {
        if (guarded.table == name) script += trigger_of(guarded) + ";\n";
      }
    }
  }
  sqlite3_finalize(tables);
  return script;
}

const std::string& SqliteWall::without() {
  static const std::string script = for_each_table(drop_of);
  return script;
}

void SqliteWall::enter(const Scope& scope) {
  scope_ = scope;
  lifted_ = 0;
  user_known_ = false;
  seen_.clear();
  today_ = scope.restricted ? base::to_text(scope.today) : "";
}

std::string SqliteWall::prepare(std::string& sql) {
  target_.clear();
  if (restricted() && names_schema(sql)) {
    throw DbError(DbProblem::other, "a statement names a schema");
  }
  std::size_t at = place_of_target(sql);
  if (at == std::string::npos) return "";
  std::string table = next_word(sql, at);
  if (!is_guarded(table)) return "";
  sql.insert(at - table.size(), kSchema);
  target_ = table;
  return table;
}

bool SqliteWall::allows(int action, const char* table, const char* column, const char* schema,
                        const char* inner) const {
  if (inside_ || !restricted()) return true;
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_FUNCTION:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_RECURSIVE:
      return true;
    case SQLITE_READ:
      break;
    default:  // no request changes a schema or a setting
      return false;
  }
  const bool is_view = schema != nullptr && std::string_view(schema) == "temp";
  if (inner != nullptr || is_view || table == nullptr || !is_guarded(table)) return true;
  if (target_.empty()) return false;
  // A statement that writes reads its own columns, and the engine the keys on both sides of its
  // foreign keys; nobody can name those tables.
  return target_ == table || (column != nullptr && is_key(column));
}

const std::string& SqliteWall::user() {
  if (user_known_) return user_;
  user_.clear();
  const std::string hash = scope_.key.empty() ? "" : sha256(scope_.key);
  const Step step(*this, user_of_session_, user_of_session(kSchema));
  sqlite3_bind_blob64(step.handle, 1, hash.data(), hash.size(), nullptr);
  if (step.row()) user_ = text_of(step.handle);
  user_known_ = true;
  return user_;
}

bool SqliteWall::has_standing(Subject subject, std::string_view id) {
  if (user().empty()) return false;
  auto& statement = standing_.at(static_cast<std::size_t>(subject));
  const Step step(*this, statement,
                  statement == nullptr ? "SELECT 1 WHERE " + standing(subject, kSchema) : "");
  step.text("$1", id);
  step.text("$2", user_);
  step.text("$3", today_);
  return step.row();
}

// What is not seen is asked again: it may have been made meanwhile.
bool SqliteWall::sees(Subject subject, std::string_view id) {
  if (!restricted()) return true;
  std::string key(1, static_cast<char>('0' + static_cast<int>(subject)));
  key += id;
  if (seen_.contains(key)) return true;
  if (!has_standing(subject, id)) return false;
  seen_.insert(std::move(key));
  return true;
}

}  // namespace hd::platform
