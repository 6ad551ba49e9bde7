#include "gauges.h"

#include <chrono>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "audit/audit.h"
#include "commands.h"
#include "last_backup.h"
#include "platform/clock.h"
#include "platform/log.h"
#include "platform/metrics.h"
#include "store_gauges.h"

namespace hd {
namespace {

constexpr std::chrono::seconds kBetween{15};

void set(std::string_view name, std::int64_t value) {
  platform::set_gauge(name, {}, value);
}

std::int64_t seconds_between(base::Timestamp from, base::Timestamp to) {
  return std::chrono::duration_cast<std::chrono::seconds>(to - from).count();
}

/// How long the oldest entry has waited for a signature; 0 when all of them have it.
void set_log(platform::Transaction& tx, base::Timestamp now) {
  const auto newest = audit::find(tx, {}, 1);
  const auto head = audit::latest_head(tx);
  const bool covered = newest.empty() || (head && head->size >= newest.front().sequence);
  const auto since = head ? head->at : newest.empty() ? now : newest.front().at;
  set("hd_audit_entries", newest.empty() ? 0 : newest.front().sequence);
  set("hd_audit_head_age_seconds", covered ? 0 : seconds_between(since, now));
}

void set_queues(platform::Transaction& tx, base::Timestamp now) {
  const auto found = store::count_queues(tx, now);
  const auto oldest = found.oldest_notice;
  set("hd_notices_waiting", found.notices);
  set("hd_notices_oldest_seconds", oldest ? seconds_between(*oldest, now) : 0);
  set("hd_duties_open", found.duties_open);
  set("hd_duties_overdue", found.duties_overdue);
  set("hd_files_waiting", found.files);
  set("hd_report_runs_waiting", found.report_runs);
}

std::int64_t file_bytes(const std::string& path) {
  std::error_code absent;
  const auto size = std::filesystem::file_size(path, absent);
  return absent ? 0 : static_cast<std::int64_t>(size);
}

void set_database(App& app) {
  if (app.database->engine() == platform::Engine::sqlite) {
    const auto path = sqlite_path(app.config);
    set("hd_database_bytes", file_bytes(path));
    set("hd_database_log_bytes", file_bytes(path + "-wal"));
    return;
  }
  app.database->read([](platform::Transaction& tx) {
    const auto found = store::look_at_cluster(tx);
    set("hd_database_bytes", found.bytes);
    set("hd_replication_standbys", found.standbys);
    set("hd_replication_confirming", found.confirming);
    return 0;
  });
}

void set_machine(const std::string& folder) {
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  if (!error) {
    set("hd_disk_free_bytes", static_cast<std::int64_t>(space.available));
    set("hd_disk_size_bytes", static_cast<std::int64_t>(space.capacity));
  }
  std::ifstream pages("/proc/self/statm");
  std::int64_t all = 0;
  std::int64_t resident = 0;
  if (pages >> all >> resident) set("hd_memory_bytes", resident * ::sysconf(_SC_PAGESIZE));
}

/// By the clock of the machine, as the backup wrote it. -1: there never was one.
void set_backup(const std::string& folder) {
  const auto now = platform::system_clock()();
  const auto last = read_last_backup(folder);
  set("hd_backup_age_seconds", last ? seconds_between(last->at, now) : -1);
  set("hd_backup_bytes", last ? static_cast<std::int64_t>(last->bytes) : 0);
}

/// Counters that have nothing to count yet are there as well, so that a rule can look at them.
void begin_counters() {
  platform::set_gauge("hd_build_info", "version=\"" + version() + "\"", 1);
  for (const auto* name : {"hd_incidents_total", "hd_http_connections_refused_total"}) {
    platform::count(name, {}, 0);
  }
  for (const auto* outcome : {"sent", "waiting", "dead"}) {
    platform::count("hd_notices_total", "outcome=\"" + std::string(outcome) + "\"", 0);
  }
}

}  // namespace

void set_gauges(App& app) {
  const base::Timestamp now = app.clock();
  set_machine(app.config.data_dir);
  set_backup(app.config.data_dir);
  set_database(app);
  app.database->read([&](platform::Transaction& tx) {
    set_log(tx, now);
    set_queues(tx, now);
    return 0;
  });
}

std::unique_ptr<duties::Loop> gauge_loop(App& app) {
  begin_counters();
  auto loop = std::make_unique<duties::Loop>(
      [&app] { set_gauges(app); }, kBetween,
      [](const std::exception& error) {
        const auto number = platform::log_incident("gauges", error.what());
        platform::log(platform::LogLevel::error, "gauges.failed", {{"incident", number}});
      });
  loop->poke();
  return loop;
}

}  // namespace hd
