#pragma once
// The copy that is taken before an upgrade changes the schema, and the way back to it. It lies in
// the data folder, as open as the database itself, and is gone after 30 days: what was erased since
// is still in it.

#include <optional>
#include <string>

#include "base/time.h"

namespace hd::platform {

/// Where the database is: a SQLite file, or a PostgreSQL URL when that is not empty.
struct Place {
  std::string folder;  ///< of the data
  std::string sqlite_path;
  std::string postgres_url = {};
};

/// Makes FOLDER/before-TO.sqlite (or .pgdump) of the database, whose newest migration is `from`.
/// One that was made when this upgrade began, and was killed later, stays. Copies of earlier
/// upgrades go. Errors: throws std::runtime_error or DbError, for example without room or without
/// pg_dump.
void copy_before_upgrade(const Place& place, int from, int to);

/// Puts the copy of the last upgrade in the place of the database, which stays in the folder as
/// after-TO.sqlite (with PostgreSQL: is gone). Nobody else may use the database.
/// Returns the number of the newest migration now.
/// Errors: throws std::runtime_error when there is no copy, when it is not older than the database,
/// or when the database is in use.
int roll_back(const Place& place);

/// Removes copies of before and after an upgrade that are older than 30 days.
void forget_upgrade_copies(const std::string& folder, base::Timestamp now);

}  // namespace hd::platform
