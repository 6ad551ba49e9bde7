#pragma once
// For tests only: a database with the first content, and short names for its rows.

#include <memory>
#include <string_view>

#include "base/testing.h"
#include "directory/operations.h"
#include "platform/testing.h"

namespace hd::directory::testing {

using base::testing::day;

inline OrgId org(std::string_view key) {
  return OrgId::of_key("org." + std::string(key));
}
inline UnitId unit(std::string_view key) {
  return UnitId::of_key("unit." + std::string(key));
}

/// A fresh database with the first content loaded.
inline std::unique_ptr<platform::Database> filled_database() {
  auto database = platform::testing::migrated_database();
  database->write([](platform::Transaction& tx) { return load_first_content(tx); });
  return database;
}

}  // namespace hd::directory::testing
