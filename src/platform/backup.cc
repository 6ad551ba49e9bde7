#include "platform/backup.h"

#include <filesystem>
#include <memory>
#include <stdexcept>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "platform/sqlite_connection.h"

namespace hd::platform {
namespace {

void require_no_file(const std::string& path) {
  if (std::filesystem::exists(path)) throw std::runtime_error(path + " exists already");
}

void copy_database(const std::string& from, const std::string& to) {
  if (!std::filesystem::exists(from)) throw std::runtime_error("no database at " + from);
  const SqliteConnection source(from, SqliteConnection::Mode::reader);
  SqliteConnection target(to, SqliteConnection::Mode::copy);
  const std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> backup(
      sqlite3_backup_init(target.handle(), "main", source.handle(), "main"),
      &sqlite3_backup_finish);
  // All pages in one step: one moment in time, and writers do not have to wait for it.
  if (!backup || sqlite3_backup_step(backup.get(), -1) != SQLITE_DONE) {
    throw_sqlite_error(target.handle(), "backup");
  }
}

/// Reads every page of the copy and every index entry.
BackupReport checked(const std::string& path) {
  SqliteConnection copy(path, SqliteConnection::Mode::copy);
  const auto first = copy.query("PRAGMA integrity_check", {}).at(0).text("integrity_check");
  if (first != "ok") throw std::runtime_error("the copy is damaged");
  if (!copy.query("PRAGMA foreign_key_check", {}).empty()) {
    throw std::runtime_error("the copy has rows that refer to nothing");
  }
  const auto rows = copy.query("SELECT max(number) AS newest FROM schema_migration", {});
  return {std::filesystem::file_size(path), rows.at(0).maybe_number("newest").value_or(0)};
}

void make_durable(const std::string& path) {
  const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0 || ::fsync(handle) != 0) {
    throw std::runtime_error("cannot make " + path + " durable");
  }
  ::close(handle);
}

void show(const std::string& path, const Inspect& inspect) {
  if (!inspect) return;
  const auto copy = open_sqlite({.path = path, .readers = 1});
  inspect(*copy);
}

}  // namespace

void PassingCopy::clear() const {
  std::error_code ignored;
  for (const auto* ending : {"", "-wal", "-shm", "-journal"}) {
    std::filesystem::remove(path_ + ending, ignored);
  }
}

void make_private_file(const std::string& path) {
  const int handle = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (handle < 0) throw std::runtime_error("cannot make " + path);
  ::close(handle);
}

/// A rename is durable once its folder is.
void move_durably(const std::string& from, const std::string& to) {
  std::filesystem::rename(from, to);
  auto folder = std::filesystem::path(to).parent_path();
  if (folder.empty()) folder = ".";
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0 || ::fsync(handle) != 0)
    throw std::runtime_error("cannot make " + to + " durable");
  ::close(handle);
}

BackupReport back_up_sqlite(const std::string& database_path, const std::string& target,
                            const std::vector<std::string>& recipient_public_keys,
                            const Inspect& inspect) {
  require_no_file(target);
  const PassingCopy plain(target + ".plain");
  copy_database(database_path, plain.path());
  const auto report = checked(plain.path());
  show(plain.path(), inspect);
  const PassingCopy sealed(target + ".part");
  seal_file(plain.path(), sealed.path(), recipient_public_keys);
  move_durably(sealed.path(), target);
  return report;
}

BackupReport restore_sqlite(const std::string& source, const std::string& database_path,
                            const Recipient& recipient, const Inspect& inspect) {
  for (const auto* ending : {"", "-wal", "-shm"}) require_no_file(database_path + ending);
  const PassingCopy plain(database_path + ".restoring");
  open_sealed_file(source, plain.path(), recipient);
  const auto report = checked(plain.path());
  show(plain.path(), inspect);
  move_durably(plain.path(), database_path);
  return report;
}

BackupReport copy_sqlite(const std::string& database_path, const std::string& target) {
  const PassingCopy plain(target + ".part");
  copy_database(database_path, plain.path());
  const auto report = checked(plain.path());
  make_durable(plain.path());
  move_durably(plain.path(), target);
  return report;
}

}  // namespace hd::platform
