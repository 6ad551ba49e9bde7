#include "accounts/operations_views.h"

#include <utility>

#include "accounts/store_views.h"
#include "audit/audit.h"

namespace hd::accounts {

SavedViews saved_views(platform::Transaction& tx, vault::Vault& vault, const access::Actor& actor,
                       ViewedList list) {
  return store::find_views(tx, {vault, actor.session}, actor.user, list);
}

base::Result<SavedViews> save_views(platform::Transaction& tx, vault::Vault& vault,
                                    base::Timestamp now, const access::Actor& actor,
                                    ViewedList list, SavedViews views) {
  const store::Sealer sealer{vault, actor.session};
  ++views.version;
  if (!store::save_views(tx, sealer, actor.user, list, views)) {
    return base::stale(store::find_views(tx, sealer, actor.user, list).version);
  }
  audit::record(tx, now, actor,
                {.action = "saved_views.save",
                 .object_kind = "user",
                 .object_id = actor.user.str(),
                 .purpose = std::string(base::name_of(kViewedListNames, list))});
  return views;
}

}  // namespace hd::accounts
