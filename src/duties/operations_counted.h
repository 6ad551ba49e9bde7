#pragma once
// What statistics read of duties. Asks for no right: whoever counts does.

#include <cstdint>
#include <functional>
#include <optional>

#include "duties/duty.h"
#include "platform/db.h"

namespace hd::duties {

/// Clocks with a number in the law that started in [from, until). One that was handed to another
/// post runs on in the duty of that post and is counted there.
std::int64_t count_started(platform::Transaction& tx, base::Timestamp from, base::Timestamp until);
/// Each of them once, row by row, with the time at which it was written down.
void scan_started(platform::Transaction& tx, base::Timestamp from, base::Timestamp until,
                  const std::function<void(const Duty&, base::Timestamp recorded)>& each);

/// nullopt: no such duty.
std::optional<Duty> counted_duty(platform::Transaction& tx, const DutyId& id);

}  // namespace hd::duties
