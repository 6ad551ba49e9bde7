#pragma once
// Work on bytes of strangers in a process of its own: fresh, short-lived, with limits, without
// network, files and further processes. What happens to it does not happen to the server.
//
// Source: security 3.8, "filed sandbox".

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hd::platform {

struct SandboxLimits {
  std::chrono::seconds wall{60};
  std::size_t output_bytes = std::size_t{128} << 20U;
};

/// Runs `command` (absolute path first; "/proc/self/exe" is this program) with an empty environment
/// and no open files but its two pipes: `input` goes to its standard input, and what it writes to
/// its standard output comes back. nullopt when it did not end with 0 in time.
std::optional<std::string> run_in_sandbox(const std::vector<std::string>& command,
                                          std::string_view input, const SandboxLimits& limits);

/// Called by the child before it looks at the bytes: 20 s of processor time, 1.5 GiB of memory, no
/// core file, no new rights, and only the system calls that reading, computing and writing to open
/// pipes need. Errors: throws std::runtime_error when the walls cannot be put up.
void enter_sandbox();

/// Everything on standard input, at most `most` bytes; nullopt when there is more.
std::optional<std::string> read_standard_input(std::size_t most);
/// False when the other side is gone.
bool write_standard_output(std::string_view bytes);

}  // namespace hd::platform
