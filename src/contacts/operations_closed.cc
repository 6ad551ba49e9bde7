#include "contacts/operations_closed.h"

#include "contacts/store_closed.h"

namespace hd::contacts {

std::vector<directory::OrgId> hotlines_with_records(platform::Transaction& tx) {
  return store::hotlines_with_records(tx);
}

std::int64_t count_closed(platform::Transaction& tx, const directory::OrgId& hotline,
                          base::Timestamp from, base::Timestamp until) {
  return store::count_closed(tx, hotline, from, until);
}

void scan_closed(platform::Transaction& tx, vault::Vault& vault, const directory::OrgId& hotline,
                 base::Timestamp from, base::Timestamp until,
                 const std::function<void(const Closed&)>& each) {
  store::scan_closed({tx, vault}, hotline, from, until, each);
}

std::optional<std::string> number_if_open(platform::Transaction& tx, const Who& who,
                                          const ContactId& id) {
  const auto head = store::find_head(tx, id);
  if (!head) return std::nullopt;
  const auto decision =
      access::decide(who.actor, access::Permission::contacts_read, object_of(*head), who.today());
  return decision ? std::optional(head->number) : std::nullopt;
}

}  // namespace hd::contacts
