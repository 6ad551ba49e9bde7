#pragma once
// Rows of vault_key: wrapped data keys.

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "platform/db.h"
#include "vault/data_key.h"

namespace hd::vault::store {

void insert(platform::Transaction& tx, const WrappedKey& key);

std::optional<WrappedKey> find(platform::Transaction& tx, KeyNumber number);

/// The key that seals now: the newest generation of the group and compartment.
std::optional<WrappedKey> find_newest(platform::Transaction& tx, const Group& group,
                                      Compartment compartment);

/// Keys that another root key than `root` wraps, at most `limit`.
std::vector<WrappedKey> find_wrapped_by_others(platform::Transaction& tx, int root,
                                               std::int64_t limit);
std::int64_t count_wrapped_by_others(platform::Transaction& tx, int root);

/// Number of the root key → how many data keys it wraps.
std::map<int, std::int64_t> count_per_root(platform::Transaction& tx);

/// One key for each root key in use.
std::vector<WrappedKey> find_one_per_root(platform::Transaction& tx);

/// At most `limit`, in the order of their numbers, which are random.
std::vector<WrappedKey> find_some(platform::Transaction& tx, std::int64_t limit);

void replace_wrapping(platform::Transaction& tx, const WrappedKey& key);

/// Returns how many were deleted.
std::int64_t remove(platform::Transaction& tx, const Group& group,
                    std::optional<Compartment> compartment);

}  // namespace hd::vault::store
