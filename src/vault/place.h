#pragma once
// Where a store reads and writes its envelopes, and for whom.

#include <optional>
#include <string>

#include "access/ids.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::vault {

struct Place {
  platform::Transaction& tx;
  Vault& vault;
  std::optional<access::SessionId> session = {};  ///< who opens; absent: the system
};

/// What an envelope of `record` holds; "" when its key was destroyed: what was erased on purpose is
/// gone, the rest of the record lives on. Throws as Vault::open().
std::string open_text(const Place& place, const std::string& record, const Slot& slot,
                      const platform::Blob& envelope);

}  // namespace hd::vault
