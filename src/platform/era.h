#pragma once
// Which history of the database this process works on.

#include <cstdint>

namespace hd::platform {

/// The timeline of the PostgreSQL server: one more with each promotion; 0 on SQLite. Stays the same
/// while the process runs. What was seen in another era may never have been confirmed.
std::int64_t era();

/// For who opens the database.
void set_era(std::int64_t number);

}  // namespace hd::platform
