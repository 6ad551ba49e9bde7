#pragma once
// What the subcommands do. Each returns the exit code: 0 ok, 1 failed, 2 wrong usage.

#include <string>

#include "app.h"

namespace CLI {
class App;
}

namespace hd {

/// "0.1.0"
std::string version();

int serve(const Config& config);
int migrate(const Config& config);
/// The child of the server that looks at the bytes of a stranger.
int examine_file();

/// Subcommands other than serve and migrate: demo, user, keys, backup, restore, verify-audit,
/// import, export, calendar, bench. Their options live as long as `app`.
void add_tool_commands(CLI::App& app, Config& config, int& result);

/// Of these: keys, verify-audit, access-matrix.
void add_security_commands(CLI::App& app, Config& config, int& result);

/// import.
void add_import_command(CLI::App& app, Config& config, int& result);

/// backup-key, backup, restore, roll-back.
void add_backup_commands(CLI::App& app, Config& config, int& result);

}  // namespace hd
