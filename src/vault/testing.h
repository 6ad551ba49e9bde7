#pragma once
// For tests only.

#include <memory>
#include <string>

#include "vault/vault.h"

namespace hd::vault::testing {

/// Root keys 1 to `newest`, the same in every run. The base is root key 1's.
inline RootKeys root_keys(int newest = 1) {
  RootKeys keys;
  for (int number = 1; number <= newest; ++number) {
    keys.versions.push_back(
        {number, platform::Secret(std::string(32, static_cast<char>('a' + number)))});
  }
  return keys;
}

/// A vault with root_keys().
inline std::unique_ptr<Vault> vault() {
  return make_vault(root_keys());
}

}  // namespace hd::vault::testing
