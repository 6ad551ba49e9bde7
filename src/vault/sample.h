#pragma once
// For looking at a copy of the database: do its keys open?

#include <cstdint>

#include "platform/db.h"
#include "vault/vault.h"

namespace hd::vault {

/// Opens at most `limit` data keys, picked by their random numbers. Returns how many.
/// Errors: throws std::runtime_error when one does not open with these root keys.
std::int64_t open_some_keys(platform::Transaction& tx, const RootKeys& keys, std::int64_t limit);

}  // namespace hd::vault
