#pragma once
// The only place that reads the time of day.

#include <string>

#include "base/time.h"

namespace hd::platform {

/// The machine's clock.
base::Clock system_clock();

/// Reads RFC 3339 text from `path` at every use (--test-clock); throws std::runtime_error when the
/// file is missing or malformed at the first use, later errors repeat the last good time.
base::Clock file_clock(std::string path);

}  // namespace hd::platform
