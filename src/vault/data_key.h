#pragma once
// Data keys and how root keys wrap them. Pure: rows come from and go to store.h.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "vault/envelope.h"
#include "vault/vault.h"

namespace hd::vault {

/// An opened data key.
struct DataKey {
  KeyNumber number;
  Group group;
  Compartment compartment;
  platform::Secret key;
};

/// Shared, because a key leaves the cache while another thread still seals with it.
using DataKeyPtr = std::shared_ptr<const DataKey>;

/// A row of vault_key.
struct WrappedKey {
  KeyNumber number;
  Group group;
  Compartment compartment;
  std::int64_t generation;
  int root;                  ///< number of the root key that wraps it
  platform::Blob wrapped;    ///< nonce and sealed data key
  platform::Blob key_check;  ///< tells a wrong key apart; the cipher alone would not commit to one
};

/// Wraps and unwraps with keys derived from the root keys. Cheap to use, safe for many threads.
class Wrapper {
 public:
  /// Errors: throws std::invalid_argument when there is no root key or two have one number.
  explicit Wrapper(const RootKeys& keys);

  /// Number of the newest root key.
  int newest() const { return roots_.back().number; }

  bool knows(int root) const;

  /// Wrapped by the newest root key.
  WrappedKey wrap(const DataKey& key, std::int64_t generation) const;

  /// Errors: throws std::runtime_error when the root key is missing or does not fit.
  DataKeyPtr unwrap(const WrappedKey& wrapped) const;

 private:
  struct Root {
    int number;
    platform::Secret records;  ///< wraps data keys of records
    platform::Secret misc;     ///< wraps those of accounts and integrations
  };
  const platform::Secret& wrapping_key(int root, Compartment compartment) const;

  std::vector<Root> roots_;
};

}  // namespace hd::vault
