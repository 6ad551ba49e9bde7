#include "platform/migrate.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>

#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/embedded.h"
#include "platform/postgres_wall.h"

namespace hd::platform {
namespace {

constexpr const char* kTable = R"sql(
  CREATE TABLE IF NOT EXISTS schema_migration (
    number     BIGINT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    checksum   TEXT NOT NULL,
    applied_at BIGINT NOT NULL
  );
)sql";

// SQLite takes any word as a column type; PostgreSQL has to be told ours. Several nodes may start
// at once, hence the handlers.
constexpr const char* kPostgresTypes = R"sql(
  DO $do$ BEGIN
    CREATE DOMAIN envelope AS BYTEA;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $do$;
  DO $do$ BEGIN
    CREATE DOMAIN blind_index AS BYTEA CHECK (octet_length(VALUE) = 16);
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $do$;
)sql";

// Lists page by comparing texts, and both engines must agree on the order: that of the bytes.
void require_byte_order(Database& database) {
  const auto collation = database.read([](Transaction& tx) {
    return tx
        .query_one("SELECT datcollate AS name FROM pg_database WHERE datname = current_database()")
        ->text("name");
  });
  if (collation != "C" && collation != "POSIX") {
    throw DbError(DbProblem::other,
                  "the database must be created with --locale=C, not " + collation);
  }
}

void prepare(Database& database) {
  if (database.engine() == Engine::postgres) {
    require_byte_order(database);
    database.run_script(kPostgresTypes);
  }
  database.run_script(kTable);
}

std::map<int, std::string> applied_checksums(Database& database) {
  return database.read([](Transaction& tx) {
    std::map<int, std::string> found;
    for (const auto& row : tx.query("SELECT number, checksum FROM schema_migration")) {
      found[static_cast<int>(row.number("number"))] = row.text("checksum");
    }
    return found;
  });
}

std::string checksum_of(const Migration& migration) {
  return to_hex(sha256(migration.sql));
}

void require_known(const std::map<int, std::string>& applied,
                   const std::vector<Migration>& migrations) {
  for (const auto& [number, checksum] : applied) {
    if (std::ranges::find(migrations, number, &Migration::number) != migrations.end()) continue;
    throw DbError(DbProblem::other,
                  "a newer version of the program has applied migration " + std::to_string(number) +
                      " to this database, which this one does not know. Start the newer version; "
                      "the way back is its command haidang roll-back, see docs/operations");
  }
}

// True when it is there already. Errors: throws when it is there with another text.
bool is_applied(const std::map<int, std::string>& applied, const Migration& migration) {
  const auto found = applied.find(migration.number);
  if (found == applied.end()) return false;
  if (found->second != checksum_of(migration)) {
    throw DbError(DbProblem::other,
                  "migration " + std::string(migration.name) + " changed after it was applied");
  }
  return true;
}

// The row comes first, so a second node that applies the same migration fails on its key and not
// somewhere in the middle. Name and checksum are ours: no quotes in them.
std::string script_of(const Migration& migration) {
  const auto now = system_clock()().time_since_epoch().count();
  return "INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (" +
         std::to_string(migration.number) + ", '" + std::string(migration.name) + "', '" +
         checksum_of(migration) + "', " + std::to_string(now) + ");\n" + std::string(migration.sql);
}

// Tests bring migrations of their own.
bool has_wall(const std::vector<Migration>& migrations) {
  return std::ranges::any_of(migrations, [](const Migration& migration) {
    return migration.name.ends_with("_second_wall");
  });
}

bool apply(Database& database, const Migration& migration) {
  try {
    database.run_script(script_of(migration));
    return true;
  } catch (const DbError& error) {
    if (error.problem != DbProblem::unique || !is_applied(applied_checksums(database), migration)) {
      throw DbError(error.problem,
                    "migration " + std::string(migration.name) + ": " + error.what());
    }
    return false;  // another node was faster
  }
}

}  // namespace

std::vector<Migration> embedded_migrations() {
  constexpr std::string_view kFolder = "migrations/";
  constexpr std::string_view kEnding = ".sql";
  std::vector<Migration> found;
  for (const auto& file : embedded_files()) {
    if (!file.path.starts_with(kFolder) || !file.path.ends_with(kEnding)) continue;
    auto name = file.path.substr(kFolder.size());
    name.remove_suffix(kEnding.size());
    int number = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), number).ec != std::errc()) {
      throw std::logic_error("a migration without a number: " + std::string(name));
    }
    found.push_back({number, name, file.bytes});
  }
  std::ranges::sort(found, {}, &Migration::number);
  const auto twice = std::ranges::adjacent_find(found, {}, &Migration::number);
  if (twice != found.end()) {
    throw std::logic_error("two migrations have the number of " + std::string(twice->name));
  }
  return found;
}

std::size_t migrate(Database& database, const std::vector<Migration>& migrations,
                    const BeforeUpgrade& before_upgrade) {
  prepare(database);
  const auto applied = applied_checksums(database);
  require_known(applied, migrations);
  const bool is_upgrade = !applied.empty() && applied.size() < migrations.size();
  if (is_upgrade && before_upgrade) {
    before_upgrade(applied.rbegin()->first, migrations.back().number);
  }
  std::size_t count = 0;
  for (const auto& migration : migrations) {
    if (!is_applied(applied, migration) && apply(database, migration)) ++count;
  }
  if (database.engine() == Engine::postgres && has_wall(migrations)) {
    install_postgres_wall(database);
  }
  return count;
}

}  // namespace hd::platform
