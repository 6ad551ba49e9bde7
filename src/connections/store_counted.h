#pragma once
// Sent connections by the day of sending. Decides nothing.

#include <cstdint>
#include <functional>

#include "connections/store.h"

namespace hd::connections::store {

/// Connections sent in [from, until), without those ended as entered in error or as duplicates.
std::int64_t count_sent(platform::Transaction& tx, base::Timestamp from, base::Timestamp until);
void scan_sent(const Place& place, base::Timestamp from, base::Timestamp until,
               const std::function<void(const Connection&)>& each);

}  // namespace hd::connections::store
