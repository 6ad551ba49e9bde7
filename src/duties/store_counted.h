#pragma once
// Duties with a number in the law, by the day on which their clocks started. Decides nothing.

#include <cstdint>
#include <functional>

#include "duties/duty.h"
#include "platform/db.h"

namespace hd::duties::store {

/// Clocks started in [from, until); of one that was handed to another post only the last.
std::int64_t count_started(platform::Transaction& tx, base::Timestamp from, base::Timestamp until);
/// With the time at which each was written down.
void scan_started(platform::Transaction& tx, base::Timestamp from, base::Timestamp until,
                  const std::function<void(const Duty&, base::Timestamp recorded)>& each);

}  // namespace hd::duties::store
