#pragma once
// Backup and restore of the embedded database. PostgreSQL has its own tools for this
// (pg_basebackup, pg_dump).

#include <cstdint>
#include <string>
#include <vector>

#include "platform/sealed_file.h"

namespace hd::platform {

struct BackupReport {
  std::uintmax_t database_bytes;
  std::int64_t last_migration;  ///< number of the newest one in the copy
};

/// Copies the database while it is in use (online backup, one consistent moment), checks the copy
/// from the first page to the last, and writes it sealed to `target`, which must not exist. Keys of
/// the vault are not in it: they are kept elsewhere.
/// Errors: throws std::runtime_error or DbError; nothing is left at `target` then.
BackupReport back_up_sqlite(const std::string& database_path, const std::string& target,
                            const std::vector<std::string>& recipient_public_keys);

/// Opens a backup into a new database file and checks it. Errors: throws std::runtime_error when
/// `database_path` exists, when the backup was changed or is for another key, or when it does not
/// hold a sound database; nothing is left at `database_path` then.
BackupReport restore_sqlite(const std::string& source, const std::string& database_path,
                            const Recipient& recipient);

}  // namespace hd::platform
