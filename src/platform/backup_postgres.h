#pragma once
// Backup and restore of a PostgreSQL database, with pg_dump and pg_restore of the same or a newer
// version than the server's: one consistent moment, while the database is in use.

#include <string>
#include <vector>

#include "platform/backup.h"

namespace hd::platform {

/// Copies the database, restores the copy into a passing database "haidang_check_…", shows that to
/// `inspect`, and writes the copy sealed to `target`, which must not exist.
/// `check_server`: URL of a server whose user may create databases, usually the same one; "": the
/// archive is only read as a whole, and `inspect` is not asked.
/// Errors: throws std::runtime_error or DbError; nothing is left at `target` then.
BackupReport back_up_postgres(const std::string& url, const std::string& target,
                              const std::vector<std::string>& recipient_public_keys,
                              const std::string& check_server, const Inspect& inspect = {});

/// Fills a database that has no tables yet, as one transaction. `working_file` is where the opened
/// copy lies meanwhile (0600). Owners and rights are those of whoever restores.
/// Errors: throws std::runtime_error or DbError; the database has no tables then, unless `inspect`
/// threw.
BackupReport restore_postgres(const std::string& source, const std::string& url,
                              const std::string& working_file, const Recipient& recipient,
                              const Inspect& inspect = {});

/// A copy that is not sealed (0600): what an upgrade goes back to. Replaces `target`, which is
/// whole at every moment. Errors: throws std::runtime_error.
void copy_postgres(const std::string& url, const std::string& target);

/// Number of the newest migration in such a copy. Errors: throws std::runtime_error.
std::int64_t newest_in_copy(const std::string& copy);

/// Puts such a copy in the place of the schema "public", as one transaction: before it or after it,
/// never between. Needs psql and the owner of the database.
/// Errors: throws std::runtime_error; the database is as it was then.
void put_back_postgres(const std::string& copy, const std::string& url);

}  // namespace hd::platform
