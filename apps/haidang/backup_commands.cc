// `haidang backup-key`, `haidang backup`, `haidang restore`.

#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include <CLI/CLI.hpp>

#include "commands.h"
#include "platform/backup.h"

namespace hd {
namespace {

struct BackupOptions {
  std::string to;
  std::string from;
  std::string key;
  std::vector<std::string> recipients;
};

void require_sqlite(const Config& config) {
  if (config.database_url.empty()) return;
  throw std::runtime_error(
      "on PostgreSQL use its own tools: pg_basebackup with WAL archiving, or pg_dump "
      "--format=custom; docs/operations says how");
}

int make_key(const BackupOptions& options) {
  const auto recipient = platform::new_recipient();
  platform::write_key_file(options.to, recipient.secret_key.bytes());
  platform::write_key_file(options.to + ".pub", recipient.public_key);
  std::printf("Secret key: %s (keep it away from the server)\nFor backups: %s.pub\n",
              options.to.c_str(), options.to.c_str());
  return 0;
}

int back_up(const Config& config, const BackupOptions& options) {
  require_sqlite(config);
  std::vector<std::string> keys;
  for (const auto& file : options.recipients) keys.push_back(platform::read_key_file(file));
  const auto report = platform::back_up_sqlite(sqlite_path(config), options.to, keys);
  std::printf("Backed up and checked: %ju bytes, newest migration %lld.\n", report.database_bytes,
              static_cast<long long>(report.last_migration));
  return 0;
}

int restore(const Config& config, const BackupOptions& options) {
  require_sqlite(config);
  std::filesystem::create_directories(config.data_dir);
  const platform::Secret secret(platform::read_key_file(options.key));
  const auto report =
      platform::restore_sqlite(options.from, sqlite_path(config), platform::recipient_of(secret));
  std::printf("Restored and checked: %ju bytes, newest migration %lld.\n", report.database_bytes,
              static_cast<long long>(report.last_migration));
  return 0;
}

}  // namespace

void add_backup_commands(CLI::App& app, Config& config, int& result) {
  static BackupOptions options;
  auto* key = app.add_subcommand("backup-key", "Make a key pair for backups");
  key->add_option("--to", options.to, "File of the secret key; the public one gets .pub")
      ->required();
  key->footer("Example:\n  haidang backup-key --to /media/safe/backup.key");
  key->callback([&] { result = make_key(options); });

  auto* backup = app.add_subcommand("backup", "Back up the SQLite database while it is in use");
  backup->add_option("--data", config.data_dir, "Folder of the database file")->required();
  backup->add_option("--database", config.database_url, "Refused: PostgreSQL has its own tools");
  backup->add_option("--to", options.to, "New file")->required();
  backup->add_option("--recipient", options.recipients, "Public key file; may be repeated")
      ->required();
  backup->footer(
      "Example:\n  haidang backup --data /var/lib/haidang "
      "--to /backup/2026-03-02.sealed --recipient /etc/haidang/backup.key.pub");
  backup->callback([&] { result = back_up(config, options); });

  auto* back = app.add_subcommand("restore", "Restore a backup into an empty data folder");
  back->add_option("--data", config.data_dir, "Folder that has no database file yet")->required();
  back->add_option("--database", config.database_url, "Refused: PostgreSQL has its own tools");
  back->add_option("--from", options.from, "The backup")->required();
  back->add_option("--key", options.key, "Secret key file")->required();
  back->footer(
      "Example:\n  haidang restore --data /var/lib/haidang "
      "--from /backup/2026-03-02.sealed --key /media/safe/backup.key");
  back->callback([&] { result = restore(config, options); });
}

}  // namespace hd
