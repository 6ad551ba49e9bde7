#pragma once
// Whether the file of the embedded engine still is what was written to it.

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "platform/db.h"

namespace hd::platform {

/// True when whoever wrote the file last did not close it: a crash, a power cut, a kill. While
/// another process has the file open it is true as well.
bool was_left_open(const std::string& path);

/// Reads every page of the file and its log, on a connection of its own that changes nothing.
/// Returns what the engine found wrong first, in its words (pages and tables, never a value);
/// nullopt when all is well, and when `stopping` came first. A gigabyte takes about a second of the
/// processor, and as long as the disk needs to read it.
/// Errors: throws DbError unavailable when the file cannot be opened or read at all.
/// Source: security 4.2, start.
std::optional<std::string> find_damage(const std::string& path, const std::stop_token& stopping);

/// Names of settings of the PostgreSQL server with which a crash can lose or damage what was
/// acknowledged: "fsync", "full_page_writes", "data_checksums". Empty on SQLite, where we choose
/// them ourselves, as we do with synchronous_commit. Source: security 4.3.
std::vector<std::string> weak_settings(Database& database);

}  // namespace hd::platform
