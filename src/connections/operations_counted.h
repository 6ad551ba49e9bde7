#pragma once
// What statistics read of connections. Asks for no right: whoever counts does; the page behind a
// figure opens for those who may.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "connections/operations.h"

namespace hd::connections {

/// Connections sent in [from, until), whatever became of them; not those ended as entered in error
/// or as duplicates.
std::int64_t count_sent(platform::Transaction& tx, base::Timestamp from, base::Timestamp until);
/// Each of them once, row by row; with nothing told where that was erased.
void scan_sent(platform::Transaction& tx, vault::Vault& vault, base::Timestamp from,
               base::Timestamp until, const std::function<void(const Connection&)>& each);

/// The number of a connection that the actor may open; nullopt: not there, or not to be opened. Not
/// audited.
std::optional<std::string> number_if_open(platform::Transaction& tx, vault::Vault& vault,
                                          const Who& who, const ConnectionId& id);

}  // namespace hd::connections
