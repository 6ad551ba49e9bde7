#include "connections/operations_counted.h"

#include "connections/store_counted.h"

namespace hd::connections {

std::int64_t count_sent(platform::Transaction& tx, base::Timestamp from, base::Timestamp until) {
  return store::count_sent(tx, from, until);
}

void scan_sent(platform::Transaction& tx, vault::Vault& vault, base::Timestamp from,
               base::Timestamp until, const std::function<void(const Connection&)>& each) {
  store::scan_sent({tx, vault}, from, until, each);
}

std::optional<std::string> number_if_open(platform::Transaction& tx, vault::Vault& vault,
                                          const Who& who, const ConnectionId& id) {
  const auto connection = store::find({tx, vault, who.actor.session}, id);
  if (!connection) return std::nullopt;
  const auto decision = access::decide(who.actor, access::Permission::connections_read,
                                       object_of(*connection), who.today());
  if (!decision || !side_of(who.actor, *connection, who.today())) return std::nullopt;
  return connection->number;
}

}  // namespace hd::connections
