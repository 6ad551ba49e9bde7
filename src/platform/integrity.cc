#include "platform/integrity.h"

#include <filesystem>
#include <memory>
#include <system_error>

#include <sqlite3.h>

#include "platform/sqlite_connection.h"

namespace hd::platform {
namespace {

constexpr const char* kWeakSettings = R"sql(
  SELECT name FROM pg_settings
  WHERE setting = 'off'
    AND name IN ('fsync', 'full_page_writes', 'data_checksums')
  ORDER BY name
)sql";

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

bool means_damage(int code) {
  return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/// The words of a failure that means damage; nullopt when it was asked to stop.
std::optional<std::string> damage_of(sqlite3* db, int code) {
  if ((code & 0xff) == SQLITE_INTERRUPT) return std::nullopt;
  if (means_damage(code)) return std::string(sqlite3_errstr(code));
  throw DbError(DbProblem::unavailable,
                std::string("cannot check the database file: ") + sqlite3_errmsg(db));
}

}  // namespace

bool was_left_open(const std::string& path) {
  std::error_code absent;
  const auto size = std::filesystem::file_size(path + "-wal", absent);
  return !absent && size > 0;
}

std::optional<std::string> find_damage(const std::string& path, const std::stop_token& stopping) {
  configure_sqlite();
  sqlite3* opened = nullptr;
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
  const std::unique_ptr<sqlite3, Close> db(opened);
  if (code != SQLITE_OK) return damage_of(opened, code);
  sqlite3_busy_timeout(opened, 5000);
  if (stopping.stop_requested()) return std::nullopt;
  const std::stop_callback interrupt(stopping, [opened] { sqlite3_interrupt(opened); });
  sqlite3_exec(opened, "PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF", nullptr, nullptr,
               nullptr);
  sqlite3_stmt* prepared = nullptr;
  code = sqlite3_prepare_v2(opened, "PRAGMA quick_check(1)", -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, Finalize> statement(prepared);
  if (code != SQLITE_OK) return damage_of(opened, code);
  code = sqlite3_step(prepared);
  if (code != SQLITE_ROW) return damage_of(opened, code);
  const std::string said(reinterpret_cast<const char*>(sqlite3_column_text(prepared, 0)));
  // An interrupted walk may report pages that it did not reach.
  if (said == "ok" || stopping.stop_requested()) return std::nullopt;
  return said;
}

std::vector<std::string> weak_settings(Database& database) {
  if (database.engine() == Engine::sqlite) return {};
  return database.read([](Transaction& tx) {
    std::vector<std::string> names;
    for (const Row& row : tx.query(kWeakSettings)) names.push_back(row.text("name"));
    return names;
  });
}

}  // namespace hd::platform
