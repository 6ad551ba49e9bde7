#pragma once
// Numbered, checksummed, forward-only migrations; one sequence for both engines.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db.h"

namespace hd::platform {

struct Migration {
  int number;             ///< from the file name: 0040_contacts.sql → 40
  std::string_view name;  ///< "0040_contacts"
  std::string_view sql;
};

/// The migrations embedded in the binary, in order.
std::vector<Migration> embedded_migrations();

/// Brings the schema up to date; each migration commits with its row in schema_migration, so a kill
/// between two of them is harmless. Returns how many were applied.
/// Errors: throws DbError when a migration that already ran has another checksum today.
std::size_t migrate(Database& database, const std::vector<Migration>& migrations);

}  // namespace hd::platform
