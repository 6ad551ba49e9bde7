// The subcommands other than serve and migrate.

#include <CLI/CLI.hpp>

#include "commands.h"

namespace hd {

void add_tool_commands(CLI::App& app, Config& config, int& result) {
  static_cast<void>(app);
  static_cast<void>(config);
  static_cast<void>(result);
}

}  // namespace hd
