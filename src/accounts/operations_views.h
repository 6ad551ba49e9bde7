#pragma once
// A person's own saved views of a list. Nobody else sees or changes them.

#include "access/actor.h"
#include "accounts/views.h"
#include "base/result.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::accounts {

/// The actor's own views of a list, in the order in which they were saved.
SavedViews saved_views(platform::Transaction& tx, vault::Vault& vault, const access::Actor& actor,
                       ViewedList list);

/// Replaces them all; `views.version` is the one that was seen. Audited "saved_views.save".
/// Returns them with their new version. Errors: conflict "stale".
base::Result<SavedViews> save_views(platform::Transaction& tx, vault::Vault& vault,
                                    base::Timestamp now, const access::Actor& actor,
                                    ViewedList list, SavedViews views);

}  // namespace hd::accounts
