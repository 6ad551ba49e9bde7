#pragma once
// Nobody works on a damaged file: every page is read at a start. Source: security 4.2, ADR 0016.
//
// After an unclean stop that happens before anybody is served, for ten seconds at most; what is not
// read by then, and every file after a clean stop, is read while the server works already.

#include <thread>

#include "app.h"

namespace hd {

/// Looks at the file when the last process did not close it. True when it read all of it.
/// Errors: throws std::runtime_error with a sentence for the operator when the file is damaged.
bool check_file_before_serving(const Config& config);

/// The same beside the work; ends the process when the file is damaged. Ends by itself.
std::jthread check_file_meanwhile(const Config& config);

/// Warns of every setting of a PostgreSQL server that makes our promises weaker.
void tell_weak_settings(platform::Database& database);

}  // namespace hd
