// `haidang backup-key`, `haidang backup`, `haidang restore`, `haidang roll-back`.

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "backup_check.h"
#include "backup_run.h"
#include "commands.h"
#include "platform/backup.h"
#include "platform/backup_postgres.h"
#include "platform/upgrade_copy.h"

namespace hd {
namespace {

struct RestoreOptions {
  std::string from;
  std::string key;
};

int make_key(const std::string& to) {
  const auto recipient = platform::new_recipient();
  platform::write_key_file(to, recipient.secret_key.bytes());
  platform::write_key_file(to + ".pub", recipient.public_key);
  std::printf("Secret key: %s (keep it away from the server)\nFor backups: %s.pub\n", to.c_str(),
              to.c_str());
  return 0;
}

void print_facts(const char* what, const platform::BackupReport& report, const CopyFacts& facts,
                 bool keys) {
  std::printf("%s: %ju bytes, newest migration %lld, %lld entries of the log.\n", what,
              report.database_bytes, static_cast<long long>(report.last_migration),
              static_cast<long long>(facts.entries));
  if (keys) {
    std::printf("Opened as a sample: %lld data keys, %lld records.\n",
                static_cast<long long>(facts.opened_keys),
                static_cast<long long>(facts.opened_records));
  } else {
    std::printf("Not tried, for the root keys are not here: to open what is sealed in it.\n");
  }
}

int back_up(const Config& config, const BackupOrder& order) {
  const auto done = run_backup(config, order);
  std::printf("Backed up to %s\n", done.path.c_str());
  if (!config.database_url.empty() && order.unchecked) {
    std::printf("Read as a whole, NOT restored to look at it.\n");
  } else {
    print_facts("Checked", done.report, done.facts, keys_if_here(config).has_value());
  }
  for (const auto& name : done.removed) std::printf("Removed %s\n", name.c_str());
  return 0;
}

int restore(const Config& config, const RestoreOptions& options) {
  std::filesystem::create_directories(config.data_dir);
  const auto recipient =
      platform::recipient_of(platform::Secret(platform::read_key_file(options.key)));
  const auto keys = keys_if_here(config);
  CopyFacts facts;
  const auto inspect = [&](platform::Database& copy) { facts = look_into(copy, keys); };
  const auto report =
      config.database_url.empty()
          ? platform::restore_sqlite(options.from, sqlite_path(config), recipient, inspect)
          : platform::restore_postgres(options.from, config.database_url,
                                       config.data_dir + "/restoring", recipient, inspect);
  print_facts("Restored and checked", report, facts, keys.has_value());
  return 0;
}

int go_back(const Config& config) {
  const int newest = platform::roll_back(place_of(config));
  std::printf(
      "The database is as it was before the upgrade; newest migration %d.\n"
      "Install the program of then before you start it.\n",
      newest);
  return 0;
}

CLI::App* add_backup_command(CLI::App& app, const std::string& name, const std::string& what,
                             const std::string& example, Config* config) {
  CLI::App* command = app.add_subcommand(name, what);
  command->footer("Example:\n  haidang " + example);
  if (config == nullptr) return command;
  command->add_option("--data", config->data_dir, "Folder of keys and database file")->required();
  command->add_option("--database", config->database_url,
                      "postgres://user@host:port/name; without it: SQLite inside --data");
  return command;
}

void add_backup(CLI::App& app, Config& config, int& result) {
  CLI::App* command =
      add_backup_command(app, "backup", "Back the database up while it is in use",
                         "backup --data /var/lib/haidang --folder /var/backups/haidang "
                         "--recipient /etc/haidang",
                         &config);
  const auto order = std::make_shared<BackupOrder>();
  command->add_option("--to", order->to, "New file");
  command->add_option("--folder", order->folder,
                      "Folder of backups; older ones go by the rules that follow");
  command->add_option("--keep-hours", order->keep.hours, "Hours that keep their last backup")
      ->capture_default_str();
  command->add_option("--keep-days", order->keep.days, "Days that keep their last backup")
      ->capture_default_str();
  command->add_option("--keep-months", order->keep.months, "Months that keep their last backup")
      ->capture_default_str();
  command
      ->add_option("--recipient", order->recipients,
                   "Public key file, or a folder of *.pub; may be repeated")
      ->required();
  command->add_option("--check-server", order->check_server,
                      "PostgreSQL: URL of a server where the backup is tried; default: the same");
  command->add_flag("--unchecked", order->unchecked,
                    "PostgreSQL: only read the backup, do not restore it to look at it");
  command->callback([&config, &result, order] { result = back_up(config, *order); });
}

}  // namespace

void add_backup_commands(CLI::App& app, Config& config, int& result) {
  CLI::App* key = add_backup_command(app, "backup-key", "Make a key pair for backups",
                                     "backup-key --to /media/safe/backup.key", nullptr);
  const auto to = std::make_shared<std::string>();
  key->add_option("--to", *to, "File of the secret key; the public one gets .pub")->required();
  key->callback([&result, to] { result = make_key(*to); });

  add_backup(app, config, result);

  CLI::App* back =
      add_backup_command(app, "restore", "Restore a backup where there is no database yet",
                         "restore --data /var/lib/haidang --from /backup/2026-03-02.sealed "
                         "--key /media/safe/backup.key",
                         &config);
  const auto options = std::make_shared<RestoreOptions>();
  back->add_option("--from", options->from, "The backup")->required();
  back->add_option("--key", options->key, "Secret key file")->required();
  back->callback([&config, &result, options] { result = restore(config, *options); });

  CLI::App* roll = add_backup_command(app, "roll-back",
                                      "Go back to the database as it was before the last upgrade",
                                      "roll-back --data /var/lib/haidang", &config);
  roll->callback([&config, &result] { result = go_back(config); });
}

}  // namespace hd
