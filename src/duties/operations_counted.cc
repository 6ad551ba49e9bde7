#include "duties/operations_counted.h"

#include "duties/store.h"
#include "duties/store_counted.h"

namespace hd::duties {

std::int64_t count_started(platform::Transaction& tx, base::Timestamp from, base::Timestamp until) {
  return store::count_started(tx, from, until);
}

void scan_started(platform::Transaction& tx, base::Timestamp from, base::Timestamp until,
                  const std::function<void(const Duty&, base::Timestamp recorded)>& each) {
  store::scan_started(tx, from, until, each);
}

std::optional<Duty> counted_duty(platform::Transaction& tx, const DutyId& id) {
  return store::find(tx, id);
}

}  // namespace hd::duties
