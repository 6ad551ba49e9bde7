#pragma once
// Saved views in the database: one sealed row for a person and a list.

#include "accounts/store_users.h"
#include "accounts/views.h"

namespace hd::accounts::store {

/// Version 0 and nothing when this person has never saved a view of this list.
SavedViews find_views(platform::Transaction& tx, const Sealer& sealer, const access::UserId& user,
                      ViewedList list);

/// False when the stored version is no longer `views.version - 1`.
bool save_views(platform::Transaction& tx, const Sealer& sealer, const access::UserId& user,
                ViewedList list, const SavedViews& views);

}  // namespace hd::accounts::store
