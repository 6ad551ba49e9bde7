#include <filesystem>
#include <stdexcept>

#include "parts.h"
#include "platform/clock.h"
#include "platform/log.h"
#include "platform/migrate.h"

namespace hd {
namespace {

base::Clock clock_of(const Config& config) {
  if (config.test_clock_file.empty()) return platform::system_clock();
  if (!config.insecure_test_mode) {
    throw std::runtime_error("--test-clock needs --insecure-test-mode");
  }
  return platform::file_clock(config.test_clock_file);
}

/// Only the owner may look inside: keys and incident texts lie here.
void prepare_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  if (fs::create_directories(folder)) fs::permissions(folder, fs::perms::owner_all);
}

/// Brings the schema up to date, after a copy of what it was.
void upgrade(platform::Database& database, const Config& config) {
  const auto applied =
      platform::migrate(database, platform::embedded_migrations(), [&config](int from, int to) {
        if (!config.without_copy) platform::copy_before_upgrade(place_of(config), from, to);
        platform::log(platform::LogLevel::info, "migrate.copied",
                      {{"from", std::int64_t{from}},
                       {"to", std::int64_t{to}},
                       {"copied", !config.without_copy}});
      });
  if (applied > 0) {
    platform::log(platform::LogLevel::info, "migrate.applied",
                  {{"count", static_cast<std::int64_t>(applied)}});
  }
  platform::forget_upgrade_copies(config.data_dir, platform::system_clock()());
}

}  // namespace

std::string sqlite_path(const Config& config) {
  return config.data_dir + "/haidang.sqlite";
}

platform::Place place_of(const Config& config) {
  return {.folder = config.data_dir,
          .sqlite_path = sqlite_path(config),
          .postgres_url = config.database_url};
}

std::unique_ptr<platform::Database> open_database(const Config& config) {
  if (!config.database_url.empty()) return platform::open_postgres({.url = config.database_url});
  prepare_folder(config.data_dir);
  return platform::open_sqlite({.path = sqlite_path(config)});
}

std::unique_ptr<App> make_app(const Config& config) {
  prepare_folder(config.data_dir);
  platform::set_incident_file(config.data_dir + "/incidents.log");
  auto clock = clock_of(config);
  auto database = open_database(config);
  upgrade(*database, config);
  const auto load_keys = [data_dir = config.data_dir] {
    return vault::load_root_keys(data_dir, false);
  };
  const auto keys = database->read([&](platform::Transaction& tx) {
    auto loaded = vault::load_root_keys(config.data_dir, !vault::has_data_keys(tx));
    vault::check_root_keys(tx, loaded);
    return loaded;
  });
  auto vault = vault::make_vault(keys, load_keys);
  auto app = std::make_unique<App>(config, std::move(clock), std::move(database), std::move(vault));
  app->load_first_content();
  app->add_routes();
  return app;
}

}  // namespace hd
