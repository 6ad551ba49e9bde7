#include "file_check.h"

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

#include "platform/fail_stop.h"
#include "platform/integrity.h"
#include "platform/log.h"
#include "platform/metrics.h"
#include "platform/sqlite_connection.h"

namespace hd {
namespace {

constexpr int kCorrupt = 11;  // SQLITE_CORRUPT
constexpr int kLaterThanOthers = 10;
/// A hotline does not stay closed longer for it: some ten gigabytes, when the disk is fast.
constexpr std::chrono::seconds kBeforeServing{10};

std::string sentence(const std::string& found) {
  return "the database file is damaged (" + found +
         "). Nothing is served from it. Keep the file, restore the newest backup into an empty "
         "folder and look at the disk: docs/operations.";
}

/// nullopt also when it was told to stop before the end.
std::optional<std::string> check(const std::string& path, const char* when,
                                 const std::stop_token& stopping) {
  using Clock = std::chrono::steady_clock;
  const auto begun = Clock::now();
  platform::set_gauge("hd_database_checked", "", 0);
  auto found = platform::find_damage(path, stopping);
  if (found || stopping.stop_requested()) return found;
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun);
  platform::set_gauge("hd_database_checked", "", 1);
  platform::log(platform::LogLevel::info, "database.checked",
                {{"when", when},
                 {"bytes", static_cast<std::int64_t>(std::filesystem::file_size(path))},
                 {"ms", std::int64_t{took.count()}}});
  return found;
}

/// A check that could not be made is no damage: it is told, and made at the next start.
void check_meanwhile(const std::stop_token& stopping, const std::string& path) {
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kLaterThanOthers);
  try {
    const auto found = check(path, "serving", stopping);
    if (!found) return;
    std::fprintf(stderr, "haidang: %s\n", sentence(*found).c_str());
    platform::fail_stop("database.damaged", kCorrupt);
  } catch (const std::exception& error) {
    const auto number = platform::log_incident("database.check", error.what());
    platform::log(platform::LogLevel::error, "database.check_failed", {{"incident", number}});
  }
}

void stop_in_time(const std::stop_token& ended, std::stop_source& enough) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  wake.wait_for(lock, ended, kBeforeServing, [] { return false; });
  if (!ended.stop_requested()) enough.request_stop();
}

}  // namespace

bool check_file_before_serving(const Config& config) {
  if (!config.database_url.empty()) return false;
  const std::string path = sqlite_path(config);
  if (!platform::was_left_open(path)) return false;
  platform::log(platform::LogLevel::info, "database.checking");
  std::stop_source enough;
  const std::jthread timer(
      [&enough](const std::stop_token& ended) { stop_in_time(ended, enough); });
  const auto found = check(path, "before_serving", enough.get_token());
  if (!found) return !enough.stop_requested();
  platform::log(platform::LogLevel::error, "database.damaged", {{"code", kCorrupt}});
  throw std::runtime_error(sentence(*found));
}

std::jthread check_file_meanwhile(const Config& config) {
  if (!config.database_url.empty()) return {};
  return std::jthread(check_meanwhile, sqlite_path(config));
}

void tell_weak_settings(platform::Database& database) {
  for (const auto& name : platform::weak_settings(database)) {
    platform::log(platform::LogLevel::warning, "database.weak_setting", {{"setting", name}});
  }
}

}  // namespace hd
