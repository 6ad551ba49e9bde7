#pragma once
// Numbered, checksummed, forward-only migrations; one sequence for both engines.

#include <cstddef>
#include <functional>
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

/// Takes the copy that an upgrade goes back to: of a database whose newest migration is `from`, on
/// the way to `to`. What it throws ends the upgrade before it began.
using BeforeUpgrade = std::function<void(int from, int to)>;

/// Brings the schema up to date; each migration commits with its row in schema_migration, so a kill
/// between two of them is harmless. A database that has some migrations but not all is first shown
/// to `before_upgrade`, again after a kill. Returns how many were applied.
/// Errors: throws DbError when a migration that already ran has another checksum today, or is not
/// among these: a newer version of the program was here. Nothing is changed then.
/// Source: security 4.4, migrations.
std::size_t migrate(Database& database, const std::vector<Migration>& migrations,
                    const BeforeUpgrade& before_upgrade = {});

}  // namespace hd::platform
