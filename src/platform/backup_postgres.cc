#include "platform/backup_postgres.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>

#include <libpq-fe.h>

#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/postgres_connection.h"
#include "platform/system_tool.h"

namespace hd::platform {
namespace {

/// Passing databases older than this were left by something that was killed.
constexpr std::chrono::hours kForgotten{24};
constexpr std::string_view kPassing = "haidang_check_";

// As PostgreSQL 15 makes it in a new database.
constexpr const char* kEmptySchema =
    "DROP SCHEMA public CASCADE; CREATE SCHEMA public; "
    "ALTER SCHEMA public OWNER TO pg_database_owner; GRANT USAGE ON SCHEMA public TO PUBLIC; "
    "COMMENT ON SCHEMA public IS 'standard public schema'";

struct Setting {
  std::string name;      ///< "host"
  std::string variable;  ///< "PGHOST"; "" when there is none
  std::string value;
};

std::vector<Setting> settings_in(const std::string& url) {
  char* error = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(url.c_str(), &error), &PQconninfoFree);
  const std::unique_ptr<char, decltype(&PQfreemem)> why(error, &PQfreemem);
  if (!options) throw std::runtime_error(why ? why.get() : "the URL of the database is not valid");
  std::vector<Setting> found;
  for (const auto* one = options.get(); one->keyword != nullptr; ++one) {
    if (one->val == nullptr) continue;
    found.push_back({one->keyword, one->envvar == nullptr ? "" : one->envvar, one->val});
  }
  return found;
}

/// As "name='value' …", with another database when one is named.
std::string connection_text(const std::string& url, const std::string& database) {
  std::string text;
  for (const auto& [name, variable, value] : settings_in(url)) {
    if (name == "dbname") continue;
    text += name + "='";
    for (const char c : value) {
      if (c == '\'' || c == '\\') text += '\\';
      text += c;
    }
    text += "' ";
  }
  return text + "dbname='" + database + "'";
}

std::string database_of(const std::string& url) {
  for (const auto& [name, variable, value] : settings_in(url)) {
    if (name == "dbname") return value;
  }
  throw std::runtime_error("the URL names no database");
}

/// Through the environment: the words of a command can be read by everybody on the machine.
std::map<std::string, std::string> environment_of(const std::string& url) {
  std::map<std::string, std::string> found;
  for (const auto& [name, variable, value] : settings_in(url)) {
    if (!variable.empty()) found[variable] = value;
  }
  return found;
}

void dump_to(const std::string& url, const std::string& to) {
  make_private_file(to);
  run_system_tool({"pg_dump", "--format=custom", "--no-password", "--file=" + to},
                  environment_of(url));
}

void fill(const std::string& url, const std::string& from) {
  run_system_tool(
      {"pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
       "--no-comments", "--no-password", "--dbname=" + database_of(url), from},
      environment_of(url));
}

BackupReport look_at(const std::string& url, const std::string& copy, const Inspect& inspect) {
  const auto database = open_postgres({.url = url, .connections = 2});
  const auto newest = database->read([](Transaction& tx) {
    return tx.query_one("SELECT max(number) AS newest FROM schema_migration")
        ->maybe_number("newest")
        .value_or(0);
  });
  if (inspect) inspect(*database);
  return {std::filesystem::file_size(copy), newest};
}

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(system_clock()().time_since_epoch())
      .count();
}

/// A database that exists as long as this object. Those that a killed run left are removed first.
class PassingDatabase {
 public:
  explicit PassingDatabase(const std::string& server)
      : server_(server),
        name_(std::string(kPassing) + std::to_string(seconds_now()) + "_" +
              to_hex(random_bytes(4))) {
    PostgresConnection connection(server_);
    for (const auto& row : connection.query("SELECT datname::text AS name FROM pg_database", {})) {
      const auto& name = row.text("name");
      if (is_forgotten(name)) connection.script("DROP DATABASE \"" + name + "\" WITH (FORCE)");
    }
    try {
      connection.script("CREATE DATABASE \"" + name_ +
                        "\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
    } catch (const DbError& error) {
      throw std::runtime_error(
          std::string("no database to try the backup in: ") + error.what() +
          "(the user needs the right CREATEDB, or name a server with --check-server)");
    }
  }
  ~PassingDatabase() {
    try {
      PostgresConnection(server_).script("DROP DATABASE IF EXISTS \"" + name_ + "\" WITH (FORCE)");
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): the next run removes it
    }
  }
  PassingDatabase(const PassingDatabase&) = delete;
  PassingDatabase& operator=(const PassingDatabase&) = delete;

  std::string url() const { return connection_text(server_, name_); }

 private:
  static bool is_forgotten(const std::string& name) {
    if (!name.starts_with(kPassing)) return false;
    const auto since = std::strtoll(name.c_str() + kPassing.size(), nullptr, 10);
    return since > 0 && since < seconds_now() - std::chrono::seconds(kForgotten).count();
  }
  std::string server_;
  std::string name_;
};

void require_no_tables(const std::string& url) {
  const auto rows = PostgresConnection(url).query(
      "SELECT count(*) AS tables FROM information_schema.tables "
      "WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
      {});
  if (rows.at(0).number("tables") > 0) {
    throw std::runtime_error("the database is not empty; restore into one that was just created");
  }
}

}  // namespace

BackupReport back_up_postgres(const std::string& url, const std::string& target,
                              const std::vector<std::string>& recipient_public_keys,
                              const std::string& check_server, const Inspect& inspect) {
  if (std::filesystem::exists(target)) throw std::runtime_error(target + " exists already");
  const PassingCopy plain(target + ".plain");
  dump_to(url, plain.path());
  BackupReport report{std::filesystem::file_size(plain.path()), 0};
  if (check_server.empty()) {
    run_system_tool({"pg_restore", "--file=/dev/null", plain.path()}, {});
  } else {
    const PassingDatabase passing(check_server);
    fill(passing.url(), plain.path());
    report = look_at(passing.url(), plain.path(), inspect);
  }
  const PassingCopy sealed(target + ".part");
  seal_file(plain.path(), sealed.path(), recipient_public_keys);
  move_durably(sealed.path(), target);
  return report;
}

BackupReport restore_postgres(const std::string& source, const std::string& url,
                              const std::string& working_file, const Recipient& recipient,
                              const Inspect& inspect) {
  require_no_tables(url);
  const PassingCopy plain(working_file);
  open_sealed_file(source, plain.path(), recipient);
  fill(url, plain.path());
  return look_at(url, plain.path(), inspect);
}

void copy_postgres(const std::string& url, const std::string& target) {
  const PassingCopy plain(target + ".part");
  dump_to(url, plain.path());
  run_system_tool({"pg_restore", "--file=/dev/null", plain.path()}, {});
  move_durably(plain.path(), target);
}

std::int64_t newest_in_copy(const std::string& copy) {
  const PassingCopy text(copy + ".migrations");
  make_private_file(text.path());
  run_system_tool(
      {"pg_restore", "--data-only", "--table=schema_migration", "--file=" + text.path(), copy}, {});
  std::ifstream lines(text.path());
  std::int64_t newest = 0;
  bool rows = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "\\.") rows = false;
    if (rows) newest = std::max<std::int64_t>(newest, std::stoll(line));
    if (line.starts_with("COPY ")) rows = true;
  }
  return newest;
}

void put_back_postgres(const std::string& copy, const std::string& url) {
  const PassingCopy script(copy + ".script");
  make_private_file(script.path());
  run_system_tool({"pg_restore", "--file=" + script.path(), copy}, {});
  run_system_tool({"psql", "--no-psqlrc", "--quiet", "--no-password", "--single-transaction",
                   "--set=ON_ERROR_STOP=1", std::string("--command=") + kEmptySchema,
                   "--file=" + script.path()},
                  environment_of(url));
}

}  // namespace hd::platform
