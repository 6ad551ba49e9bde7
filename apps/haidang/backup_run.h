#pragma once
// One run of `haidang backup`: copy, look, seal, rotate, and say so where the server and a person
// see it.

#include <string>
#include <vector>

#include "app.h"
#include "backup_check.h"
#include "platform/backup.h"
#include "platform/backup_rotation.h"

namespace hd {

struct BackupOrder {
  std::string to = {};      ///< a new file; or
  std::string folder = {};  ///< a folder of backups with their times as names, rotated
  platform::Rotation keep = {};
  std::vector<std::string> recipients = {};  ///< public key files, or folders of *.pub
  std::string check_server = {};             ///< PostgreSQL: where to try it; "": the same server
  bool unchecked = false;                    ///< PostgreSQL: do not restore it to look at it
};

struct BackupDone {
  std::string path;
  platform::BackupReport report;
  CopyFacts facts;
  std::vector<std::string> removed;  ///< names of backups that no rule kept
};

/// Beside the backup a file with .head at its end gets the newest signed head in it, for
/// `haidang verify-audit --heads` after a restore. DATA/last-backup tells the server for /metrics.
/// Errors: throws std::runtime_error or platform::DbError; there is no new backup then.
BackupDone run_backup(const Config& config, const BackupOrder& order);

}  // namespace hd
