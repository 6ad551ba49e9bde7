#pragma once
// The end of a process that can no longer know what is durable.

#include <cstdint>
#include <string_view>

namespace hd::platform {

/// Logs and ends the process at once: whether earlier writes are durable is no longer certain, or
/// what it remembers may not be so any more. Whoever runs it starts it again. Source: security 4.1.
[[noreturn]] void fail_stop(std::string_view event, std::int64_t code);

}  // namespace hd::platform
