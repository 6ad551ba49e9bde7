#include "platform/sqlite_connection.h"

#include <stdexcept>
#include <utility>

#include <sqlite3.h>

#include "platform/fail_stop.h"
#include "platform/sqlite_disk.h"

namespace hd::platform {
namespace {

constexpr std::size_t kMostStatements = 400;
constexpr int kApplicationId = 0x48444e47;  // "HDNG"

constexpr const char* kWriterSettings = R"sql(
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA secure_delete = ON;
  PRAGMA cell_size_check = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -32768;
  PRAGMA journal_size_limit = 67108864;
)sql";

constexpr const char* kCopySettings = R"sql(
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
  PRAGMA temp_store = MEMORY;
)sql";

constexpr const char* kReaderSettings = R"sql(
  PRAGMA cell_size_check = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -8192;
)sql";

const char* settings_of(SqliteConnection::Mode mode) {
  switch (mode) {
    case SqliteConnection::Mode::writer:
      return kWriterSettings;
    case SqliteConnection::Mode::reader:
      return kReaderSettings;
    case SqliteConnection::Mode::copy:
      return kCopySettings;
  }
  throw std::logic_error("no such mode");
}

DbProblem problem_of(int extended) {
  switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return DbProblem::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return DbProblem::foreign_key;
    case SQLITE_CONSTRAINT_CHECK:
      return DbProblem::check;
    case SQLITE_CONSTRAINT_NOTNULL:
      return DbProblem::not_null;
    case SQLITE_IOERR_SHMSIZE:
      return DbProblem::full;
  }
  switch (extended & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return DbProblem::busy;
    case SQLITE_FULL:
      return DbProblem::full;
    case SQLITE_CANTOPEN:
      return DbProblem::unavailable;
  }
  return DbProblem::other;
}

}  // namespace

// Counting its own memory makes SQLite take one lock of the whole process at every allocation.
void configure_sqlite() {
  [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void stop_on_io_error(int code) {
  if ((code & 0xff) == SQLITE_IOERR && code != SQLITE_IOERR_SHMSIZE) {
    fail_stop("database.io_error", code);
  }
}

void throw_sqlite_error(sqlite3* db, std::string_view what) {
  const int code = sqlite3_extended_errcode(db);
  if ((code & 0xff) == SQLITE_CORRUPT) fail_stop("database.damaged", code);
  throw DbError(problem_of(code), std::string(what) + ": " + sqlite3_errmsg(db));
}

SqliteConnection::Statement::~Statement() {
  sqlite3_finalize(handle);
}

// A prepared statement while it runs: always reset and emptied afterwards, so that no read
// transaction and no parameter stays behind.
class SqliteConnection::Step {
 public:
  Step(SqliteConnection& connection, std::string_view sql, std::span<const Param> params)
      : db_(connection.db_) {
    auto& known = connection.statements();
    if (const auto found = known.find(sql); found != known.end()) {
      statement_ = found->second.get();
    } else {
      drop_idle(known);
      auto compiled = connection.compile(sql);
      statement_ = compiled.get();
      known.emplace(std::string(sql), std::move(compiled));
    }
    if (statement_->busy) {  // the same text inside its own scan
      own_ = connection.compile(sql);
      statement_ = own_.get();
    }
    // The engine may compile it anew when it runs first, and asks again what is allowed.
    if (connection.wall_) connection.wall_->set_target(statement_->target);
    bind(params);
    statement_->busy = true;
    if (changes_rows()) ++connection.changing_statements_;
  }
  ~Step() {
    sqlite3_reset(statement_->handle);
    sqlite3_clear_bindings(statement_->handle);
    statement_->busy = false;
  }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

  bool next() {
    const int code = sqlite3_step(statement_->handle);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    throw_sqlite_error(db_, "step");
  }
  Row row() const;
  bool changes_rows() const { return sqlite3_stmt_readonly(statement_->handle) == 0; }

 private:
  void bind(std::span<const Param> params);
  void bind_one(int place, const DbValue& value);
  DbValue value(int column) const;

  sqlite3* db_;
  Statement* statement_;
  std::unique_ptr<Statement> own_;
};

void SqliteConnection::Step::bind(std::span<const Param> params) {
  if (params.size() != statement_->places.size()) {
    throw DbError(DbProblem::other, "a statement wants " +
                                        std::to_string(statement_->places.size()) +
                                        " parameters and got " + std::to_string(params.size()));
  }
  for (std::size_t i = 0; i < params.size(); ++i) {
    bind_one(statement_->places[i], params[i].value);
  }
}

// The caller's parameters outlive the step, so SQLite need not copy them.
void SqliteConnection::Step::bind_one(int place, const DbValue& value) {
  int code = SQLITE_OK;
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    code = sqlite3_bind_int64(statement_->handle, place, *number);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    if (text->find('\0') != std::string::npos) {
      throw DbError(DbProblem::other, "a text parameter holds a NUL character");
    }
    code = sqlite3_bind_text64(statement_->handle, place, text->data(), text->size(), nullptr,
                               SQLITE_UTF8);
  } else if (const auto* blob = std::get_if<Blob>(&value)) {
    code = sqlite3_bind_blob64(statement_->handle, place, blob->bytes.data(), blob->bytes.size(),
                               nullptr);
  }
  if (code != SQLITE_OK) throw_sqlite_error(db_, "bind");
}

DbValue SqliteConnection::Step::value(int column) const {
  auto* handle = statement_->handle;
  const auto bytes = [&](const void* data) {
    return std::string(static_cast<const char*>(data),
                       static_cast<std::size_t>(sqlite3_column_bytes(handle, column)));
  };
  switch (sqlite3_column_type(handle, column)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(handle, column)};
    case SQLITE_TEXT:
      return bytes(sqlite3_column_text(handle, column));
    case SQLITE_BLOB: {
      const void* data = sqlite3_column_blob(handle, column);
      return Blob{data == nullptr ? std::string() : bytes(data)};
    }
    case SQLITE_NULL:
      return std::monostate{};
  }
  throw DbError(DbProblem::other, "a floating-point number in the result");
}

Row SqliteConnection::Step::row() const {
  const auto count = static_cast<std::size_t>(sqlite3_column_count(statement_->handle));
  if (!statement_->names || statement_->names->size() != count) {
    std::vector<std::string> names(count);
    for (std::size_t i = 0; i < count; ++i) {
      names[i] = sqlite3_column_name(statement_->handle, static_cast<int>(i));
    }
    statement_->names = std::make_shared<const std::vector<std::string>>(std::move(names));
  }
  std::vector<DbValue> values;
  values.reserve(count);
  for (std::size_t i = 0; i < count; ++i) values.push_back(value(static_cast<int>(i)));
  return Row(statement_->names, std::move(values));
}

SqliteConnection::SqliteConnection(const std::string& path, Mode mode)
    : reader_(mode == Mode::reader) {
  configure_sqlite();
  if (!reader_) create_private_file(path);
  try {
    open(path, mode);
  } catch (...) {
    close();
    throw;
  }
}

void SqliteConnection::open(const std::string& path, Mode mode) {
  const int flags = (reader_ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE;
  if (sqlite3_open_v2(path.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
    throw_sqlite_error(db_, "open");
  }
  // Plans are made once: without this, every value bound where a partial index might fit makes
  // SQLite prepare the statement again.
  sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
  sqlite3_busy_timeout(db_, 5000);
  run_script(settings_of(mode));
  if (mode == Mode::writer) {
    sqlite3_wal_hook(db_, copy_long_log, nullptr);
    const auto rows = query("PRAGMA application_id", {});
    const auto id = rows.at(0).number("application_id");
    if (id != 0 && id != kApplicationId) {
      throw DbError(DbProblem::other, "the file is the database of another program");
    }
    if (id == 0) run_script("PRAGMA application_id = " + std::to_string(kApplicationId));
    sync_folder_of(path);
    reserve_index(db_);
  }
  if (mode == Mode::copy) return;
  wall_ = std::make_unique<SqliteWall>(db_);
  run_script(SqliteWall::views());
  if (reader_) {
    run_script("PRAGMA query_only = ON");  // its views were the last that it made
  } else {
    run_script(wall_->triggers());
  }
}

SqliteConnection::~SqliteConnection() {
  close();
}

void SqliteConnection::close() {
  statements_.clear();
  restricted_statements_.clear();
  wall_.reset();
  sqlite3_close(std::exchange(db_, nullptr));
}

void SqliteConnection::enter(const Scope& scope) {
  if (wall_) wall_->enter(scope);
}

void SqliteConnection::lift_wall() {
  if (wall_) wall_->lift();
}

void SqliteConnection::restore_wall() {
  if (wall_) wall_->restore();
}

SqliteConnection::Statements& SqliteConnection::statements() {
  return wall_ && wall_->restricted() ? restricted_statements_ : statements_;
}

void SqliteConnection::run_script(const std::string& sql) {
  ++changing_statements_;
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw_sqlite_error(db_, "script");
  }
}

void SqliteConnection::script(const std::string& sql) {
  if (!wall_ || reader_) return run_script(sql);
  run_script(SqliteWall::without());
  run_script(sql);
  run_script(SqliteWall::views());
  run_script(wall_->triggers());
}

std::unique_ptr<SqliteConnection::Statement> SqliteConnection::compile(std::string_view asked) {
  auto statement = std::make_unique<Statement>();
  std::string sql(asked);
  if (wall_) statement->target = wall_->prepare(sql);
  if (sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                         &statement->handle, nullptr) != SQLITE_OK) {
    throw_sqlite_error(db_, "prepare");
  }
  // SQLite numbers $2 … $1 in the order of appearance: the name is what counts.
  const int count = sqlite3_bind_parameter_count(statement->handle);
  for (int i = 1; i <= count; ++i) {
    const auto name = "$" + std::to_string(i);
    const int place = sqlite3_bind_parameter_index(statement->handle, name.c_str());
    if (place == 0) throw DbError(DbProblem::other, "parameters must be $1, $2, …: no " + name);
    statement->places.push_back(place);
  }
  return statement;
}

void SqliteConnection::drop_idle(Statements& statements) {
  if (statements.size() < kMostStatements) return;
  std::erase_if(statements, [](const auto& entry) { return !entry.second->busy; });
}

std::vector<Row> SqliteConnection::query(std::string_view sql, std::span<const Param> params) {
  Step step(*this, sql, params);
  std::vector<Row> rows;
  while (step.next()) rows.push_back(step.row());
  return rows;
}

void SqliteConnection::scan(std::string_view sql, std::span<const Param> params,
                            const std::function<void(const Row&)>& each) {
  Step step(*this, sql, params);
  while (step.next()) each(step.row());
}

std::int64_t SqliteConnection::execute(std::string_view sql, std::span<const Param> params) {
  Step step(*this, sql, params);
  while (step.next()) {
  }
  return step.changes_rows() ? sqlite3_changes64(db_) : 0;
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(db_) == 0;
}

}  // namespace hd::platform
