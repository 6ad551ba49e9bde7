#pragma once
// Backup and restore of the embedded database. For PostgreSQL: backup_postgres.h.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "platform/db.h"
#include "platform/sealed_file.h"

namespace hd::platform {

struct BackupReport {
  std::uintmax_t database_bytes;
  std::int64_t last_migration;  ///< number of the newest one in the copy
};

/// Looks at a copy that was opened as a database of its own: is it what it should be? Throws when
/// it is not, and then the copy does not count. Must not change it. May be empty.
using Inspect = std::function<void(Database& copy)>;

/// Copies the database while it is in use (online backup, one consistent moment), checks the copy
/// from the first page to the last, shows it to `inspect`, and writes it sealed to `target`, which
/// must not exist; what was written is read from the disk again. Keys of the vault are not in it:
/// they are kept elsewhere.
/// Errors: throws std::runtime_error or DbError; nothing is left at `target` then.
BackupReport back_up_sqlite(const std::string& database_path, const std::string& target,
                            const std::vector<std::string>& recipient_public_keys,
                            const Inspect& inspect = {});

/// Opens a backup into a new database file and checks it. Errors: throws std::runtime_error when
/// `database_path` exists, when the backup was changed or is for another key, or when it does not
/// hold a sound database; nothing is left at `database_path` then.
BackupReport restore_sqlite(const std::string& source, const std::string& database_path,
                            const Recipient& recipient, const Inspect& inspect = {});

/// A copy on the same machine that is not sealed (0600), of one moment, checked like a backup: what
/// an upgrade goes back to. Replaces `target`, which is whole at every moment.
/// Errors: throws std::runtime_error or DbError; `target` is as it was then.
BackupReport copy_sqlite(const std::string& database_path, const std::string& target);

/// A plain copy that must not outlive the work on it: removed, with its logs, now and at the end.
class PassingCopy {
 public:
  explicit PassingCopy(std::string path) : path_(std::move(path)) { clear(); }
  ~PassingCopy() { clear(); }
  PassingCopy(const PassingCopy&) = delete;
  PassingCopy& operator=(const PassingCopy&) = delete;
  const std::string& path() const { return path_; }

 private:
  void clear() const;
  std::string path_;
};

/// Renames, and makes the new name durable. Errors: throws std::runtime_error.
void move_durably(const std::string& from, const std::string& to);

/// Makes an empty file that its owner alone may read. Errors: throws std::runtime_error.
void make_private_file(const std::string& path);

}  // namespace hd::platform
