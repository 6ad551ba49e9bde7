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

}  // namespace

std::unique_ptr<platform::Database> open_database(const Config& config) {
  if (!config.database_url.empty()) {
    return platform::open_postgres({.url = config.database_url});
  }
  std::filesystem::create_directories(config.data_dir);
  return platform::open_sqlite({.path = config.data_dir + "/haidang.sqlite"});
}

}  // namespace hd
