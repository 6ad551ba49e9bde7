#pragma once
// Programs of the operating system that do a part of our work: pg_dump, pg_restore.

#include <map>
#include <string>
#include <vector>

namespace hd::platform {

/// Runs `command` (looked up in PATH) with these variables added to the environment and waits for
/// its end. Secrets belong in `environment`: everybody may read the words of a command.
/// Errors: throws std::runtime_error with the end of what it said when it is missing, is killed or
/// does not end with 0.
void run_system_tool(const std::vector<std::string>& command,
                     const std::map<std::string, std::string>& environment);

}  // namespace hd::platform
