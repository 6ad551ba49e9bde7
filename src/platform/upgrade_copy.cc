#include "platform/upgrade_copy.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string_view>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/backup.h"
#include "platform/backup_postgres.h"
#include "platform/sqlite_connection.h"

namespace hd::platform {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::days kKept{30};
constexpr std::string_view kBefore = "before-";
constexpr std::string_view kAfter = "after-";

bool on_postgres(const Place& place) {
  return !place.postgres_url.empty();
}

std::string ending_of(const Place& place) {
  return on_postgres(place) ? ".pgdump" : ".sqlite";
}

/// "before-0107.sqlite"
std::string name_of_copy(std::string_view which, int to, std::string_view ending) {
  auto number = std::to_string(to);
  number.insert(0, number.size() < 4 ? 4 - number.size() : 0, '0');
  return std::string(which) + number + std::string(ending);
}

/// The number in such a name; nullopt for any other.
std::optional<int> number_of_copy(std::string_view name, std::string_view which,
                                  std::string_view ending) {
  if (!name.starts_with(which) || !name.ends_with(ending)) return std::nullopt;
  name = name.substr(which.size(), name.size() - which.size() - ending.size());
  int number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return number;
}

int newest_in_file(const std::string& path) {
  SqliteConnection copy(path, SqliteConnection::Mode::copy);
  const auto rows = copy.query("SELECT max(number) AS newest FROM schema_migration", {});
  return static_cast<int>(rows.at(0).maybe_number("newest").value_or(0));
}

int newest_of(const Place& place, const std::string& copy) {
  return on_postgres(place) ? static_cast<int>(newest_in_copy(copy)) : newest_in_file(copy);
}

void require_room(const Place& place) {
  if (on_postgres(place)) return;  // how large the copy will be is not known before
  std::error_code unknown;
  auto needed = fs::file_size(place.sqlite_path, unknown);
  const auto log = fs::file_size(place.sqlite_path + "-wal", unknown);
  if (!unknown) needed += log;
  const auto space = fs::space(place.folder, unknown);
  if (!unknown && space.available < needed) {
    throw std::runtime_error("no room in " + place.folder +
                             " for the copy before the upgrade: " + std::to_string(needed >> 20U) +
                             " MB are needed. Make room, or start with --without-copy when there "
                             "is a backup of this moment");
  }
}

void remove_earlier(const Place& place, int to) {
  for (const auto& entry : fs::directory_iterator(place.folder)) {
    const auto number = number_of_copy(entry.path().filename().string(), kBefore, ending_of(place));
    if (number && *number < to) fs::remove(entry.path());
  }
}

/// Into one file without a log; only possible for whoever has it alone.
void close_for_good(const std::string& path) {
  try {
    SqliteConnection alone(path, SqliteConnection::Mode::copy);
    const auto rows = alone.query("PRAGMA journal_mode = DELETE", {});
    if (rows.at(0).text("journal_mode") == "delete") return;
  } catch (const DbError& error) {
    if (error.problem != DbProblem::busy) throw;
  }
  throw std::runtime_error("the database is in use; stop the service first");
}

/// One step for everybody who looks: there is never no database.
void exchange(const std::string& one, const std::string& other, const std::string& folder) {
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool done =
      handle >= 0 &&
      ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0 &&
      ::fsync(handle) == 0;
  if (handle >= 0) ::close(handle);
  if (!done) throw std::runtime_error("cannot put " + other + " in the place of " + one);
}

struct Found {
  int to;
  std::string path;
};

Found newest_copy(const Place& place) {
  std::optional<Found> found;
  for (const auto& entry : fs::directory_iterator(place.folder)) {
    const auto number = number_of_copy(entry.path().filename().string(), kBefore, ending_of(place));
    if (number && (!found || *number > found->to)) found = Found{*number, entry.path().string()};
  }
  if (!found) throw std::runtime_error("no copy of before an upgrade in " + place.folder);
  return *found;
}

}  // namespace

void copy_before_upgrade(const Place& place, int from, int to) {
  const auto path = place.folder + "/" + name_of_copy(kBefore, to, ending_of(place));
  // An older state than the database's: this upgrade was begun before, and killed.
  if (fs::exists(path) && newest_of(place, path) < from) return;
  remove_earlier(place, to);
  require_room(place);
  if (on_postgres(place)) {
    copy_postgres(place.postgres_url, path);
  } else {
    copy_sqlite(place.sqlite_path, path);
  }
}

int roll_back(const Place& place) {
  const auto copy = newest_copy(place);
  const int before = newest_of(place, copy.path);
  if (on_postgres(place)) {
    const auto database = open_postgres({.url = place.postgres_url, .connections = 1});
    const auto now = database->read([](Transaction& tx) {
      return tx.query_one("SELECT max(number) AS newest FROM schema_migration")->number("newest");
    });
    if (before >= now) throw std::runtime_error(copy.path + " is not older than the database");
    put_back_postgres(copy.path, place.postgres_url);
    return before;
  }
  close_for_good(place.sqlite_path);
  if (before >= newest_in_file(place.sqlite_path)) {
    throw std::runtime_error(copy.path + " is not older than the database");
  }
  exchange(place.sqlite_path, copy.path, place.folder);
  fs::rename(copy.path, place.folder + "/" + name_of_copy(kAfter, copy.to, ending_of(place)));
  return before;
}

void forget_upgrade_copies(const std::string& folder, base::Timestamp now) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    struct stat about {};
    const bool is_copy = number_of_copy(name, kBefore, ".sqlite") ||
                         number_of_copy(name, kBefore, ".pgdump") ||
                         number_of_copy(name, kAfter, ".sqlite");
    if (!is_copy || ::stat(entry.path().c_str(), &about) != 0) continue;
    if (now - base::Timestamp(std::chrono::seconds(about.st_mtime)) > kKept) {
      fs::remove(entry.path());
    }
  }
}

}  // namespace hd::platform
