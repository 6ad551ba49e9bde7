#include "connections/store_counted.h"

#include "connections/store_row.h"

namespace hd::connections::store {
namespace {

constexpr std::string_view kCounts = R"sql(
  WHERE sent_at >= $1 AND sent_at < $2
        AND closing_reason NOT IN ('entered_in_error', 'duplicate')
)sql";
const std::string kCountSent = "SELECT COUNT(*) AS n FROM connection" + std::string(kCounts);
const std::string kScanSent = select_connections(kCounts);

}  // namespace

std::int64_t count_sent(platform::Transaction& tx, base::Timestamp from, base::Timestamp until) {
  return tx.query_one(kCountSent, {from, until})->number("n");
}

void scan_sent(const Place& place, base::Timestamp from, base::Timestamp until,
               const std::function<void(const Connection&)>& each) {
  place.tx.scan(kScanSent, {from, until},
                [&](const platform::Row& row) { each(read_connection(place, row)); });
}

}  // namespace hd::connections::store
