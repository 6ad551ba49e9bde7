#pragma once
// What statistics read of conversations. Asks for no right: whoever counts does; the page behind a
// figure opens for those who may.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "contacts/closed.h"
#include "contacts/operations.h"

namespace hd::contacts {

/// Every hotline that has a conversation.
std::vector<directory::OrgId> hotlines_with_records(platform::Transaction& tx);

/// How many closed conversations of a hotline began in [from, until).
std::int64_t count_closed(platform::Transaction& tx, const directory::OrgId& hotline,
                          base::Timestamp from, base::Timestamp until);
/// Each of them once, row by row. What was erased is counted with empty facts.
void scan_closed(platform::Transaction& tx, vault::Vault& vault, const directory::OrgId& hotline,
                 base::Timestamp from, base::Timestamp until,
                 const std::function<void(const Closed&)>& each);

/// The number of a conversation that the actor may open, without opening it; nullopt: not there, or
/// not to be opened. Not audited.
std::optional<std::string> number_if_open(platform::Transaction& tx, const Who& who,
                                          const ContactId& id);

}  // namespace hd::contacts
