#include "vault/sample.h"

#include "vault/store.h"

namespace hd::vault {

std::int64_t open_some_keys(platform::Transaction& tx, const RootKeys& keys, std::int64_t limit) {
  const Wrapper wrapper(keys);
  const auto some = store::find_some(tx, limit);
  for (const auto& key : some) wrapper.unwrap(key);
  return static_cast<std::int64_t>(some.size());
}

}  // namespace hd::vault
