#pragma once
// Closed conversations by the day on which they began. Decides nothing.

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "contacts/closed.h"
#include "platform/db.h"
#include "vault/place.h"

namespace hd::contacts::store {

/// Every hotline that has a conversation, whether it has a number yet or not.
std::vector<directory::OrgId> hotlines_with_records(platform::Transaction& tx);

/// Closed conversations of a hotline that began in [from, until).
std::int64_t count_closed(platform::Transaction& tx, const directory::OrgId& hotline,
                          base::Timestamp from, base::Timestamp until);
/// The same, in order of their beginning. Opens the coded facts and nothing else.
void scan_closed(const vault::Place& place, const directory::OrgId& hotline, base::Timestamp from,
                 base::Timestamp until, const std::function<void(const Closed&)>& each);

/// The readable columns on which a right depends, and the number; nullopt when there is none.
std::optional<Contact> find_head(platform::Transaction& tx, const ContactId& id);

}  // namespace hd::contacts::store
