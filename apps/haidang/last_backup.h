#pragma once
// DATA/last-backup: what `haidang backup` tells the running server, which shows it in /metrics.

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"

namespace hd {

struct LastBackup {
  base::Timestamp at;    ///< when it began
  std::uintmax_t bytes;  ///< of the copy before it was sealed
  std::int64_t entries;  ///< of the log that are in it
};

/// Replaces the file. Errors: throws std::runtime_error when it cannot be written.
void write_last_backup(const std::string& data_dir, const LastBackup& last);

/// nullopt when there never was one, or the file cannot be understood.
std::optional<LastBackup> read_last_backup(const std::string& data_dir);

}  // namespace hd
