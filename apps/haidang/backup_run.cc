#include "backup_run.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "last_backup.h"
#include "platform/backup_postgres.h"
#include "platform/clock.h"
#include "platform/sealed_file.h"

namespace hd {
namespace {

namespace fs = std::filesystem;

/// Held by one run at a time; gone with the process.
class FolderLock {
 public:
  explicit FolderLock(const std::string& folder)
      : handle_(::open((folder + "/.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (handle_ < 0) {
      throw std::runtime_error(folder + ": " + std::generic_category().message(errno));
    }
    if (::flock(handle_, LOCK_EX | LOCK_NB) != 0) {
      ::close(handle_);
      throw std::runtime_error("another backup into " + folder + " is running");
    }
  }
  ~FolderLock() { ::close(handle_); }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int handle_;
};

std::vector<std::string> public_keys(const std::vector<std::string>& places) {
  std::vector<std::string> files;
  for (const auto& place : places) {
    if (!fs::is_directory(place)) {
      files.push_back(place);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(place)) {
      if (entry.path().extension() == ".pub") files.push_back(entry.path().string());
    }
  }
  std::vector<std::string> keys;
  for (const auto& file : files) keys.push_back(platform::read_key_file(file));
  if (keys.empty()) throw std::runtime_error("no public key of a recipient was found");
  return keys;
}

/// What a run that was killed left: copies that are not sealed, and unfinished files.
void remove_left_overs(const std::string& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    const auto end = name.find(".sealed.");
    if (end == std::string::npos || name.ends_with(".head")) continue;
    if (platform::time_of_backup(name.substr(0, end + 7))) fs::remove(entry.path());
  }
}

std::vector<std::string> rotate(const std::string& folder, const platform::Rotation& rules) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  const auto rest = platform::superfluous(names, rules);
  for (const auto& name : rest) {
    fs::remove(fs::path(folder) / name);
    fs::remove(fs::path(folder) / (name + ".head"));
  }
  return rest;
}

void write_head(const std::string& path, const std::string& head) {
  if (head.empty()) return;
  fs::remove(path);
  platform::make_private_file(path);
  std::ofstream(path) << head << '\n';
}

BackupDone back_up_to(const Config& config, const BackupOrder& order, const std::string& target) {
  const auto recipients = public_keys(order.recipients);
  const auto keys = keys_if_here(config);
  BackupDone done{.path = target, .report = {}, .facts = {}, .removed = {}};
  const auto inspect = [&](platform::Database& copy) {
    done.facts = look_into(copy, keys);
    require_part_of(*open_database(config), done.facts);
  };
  if (config.database_url.empty()) {
    done.report = platform::back_up_sqlite(sqlite_path(config), target, recipients, inspect);
  } else {
    const auto& server = order.check_server.empty() ? config.database_url : order.check_server;
    done.report = platform::back_up_postgres(config.database_url, target, recipients,
                                             order.unchecked ? std::string() : server, inspect);
  }
  write_head(target + ".head", done.facts.head);
  return done;
}

}  // namespace

BackupDone run_backup(const Config& config, const BackupOrder& order) {
  const auto now = platform::system_clock()();
  if (order.to.empty() == order.folder.empty()) {
    throw std::runtime_error("name a file with --to or a folder with --folder");
  }
  if (!order.to.empty()) {
    auto done = back_up_to(config, order, order.to);
    write_last_backup(config.data_dir, {now, done.report.database_bytes, done.facts.entries});
    return done;
  }
  fs::create_directories(order.folder);
  const FolderLock lock(order.folder);
  remove_left_overs(order.folder);
  auto done = back_up_to(config, order, order.folder + "/" + platform::backup_name(now));
  done.removed = rotate(order.folder, order.keep);
  write_last_backup(config.data_dir, {now, done.report.database_bytes, done.facts.entries});
  return done;
}

}  // namespace hd
