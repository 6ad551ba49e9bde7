#include "vault/data_key.h"

#include <algorithm>
#include <stdexcept>

namespace hd::vault {
namespace {

constexpr std::size_t kCheckBytes = 16;

std::string wrap_context(KeyNumber number, const Group& group, Compartment compartment, int root) {
  return "haidang-data-key\n" + std::to_string(number) + "\n" + std::to_string(root) + "\n" +
         std::string(base::name_of(kCompartmentNames, compartment)) + "\n" + group;
}

std::string key_check_of(const platform::Secret& key) {
  return platform::hmac_sha256(key, "kcv").substr(0, kCheckBytes);
}

}  // namespace

Wrapper::Wrapper(const RootKeys& keys) {
  for (const auto& version : keys.versions) {
    if (!roots_.empty() && version.number <= roots_.back().number) {
      throw std::invalid_argument("root keys must be numbered upwards");
    }
    roots_.push_back({version.number, platform::derive_key(version.key, "kek/case"),
                      platform::derive_key(version.key, "kek/misc")});
  }
  if (roots_.empty()) throw std::invalid_argument("there is no root key");
}

bool Wrapper::knows(int root) const {
  return std::ranges::find(roots_, root, &Root::number) != roots_.end();
}

const platform::Secret& Wrapper::wrapping_key(int root, Compartment compartment) const {
  const auto found = std::ranges::find(roots_, root, &Root::number);
  if (found == roots_.end()) {
    throw std::runtime_error("root key " + std::to_string(root) + " is missing");
  }
  return compartment == Compartment::misc ? found->misc : found->records;
}

WrappedKey Wrapper::wrap(const DataKey& key, std::int64_t generation) const {
  const int root = newest();
  const std::string nonce = platform::random_bytes(platform::kNonceBytes);
  const std::string sealed =
      platform::aead_seal(wrapping_key(root, key.compartment), nonce, key.key.bytes(),
                          wrap_context(key.number, key.group, key.compartment, root));
  return {key.number, key.group,        key.compartment,        generation,
          root,       {nonce + sealed}, {key_check_of(key.key)}};
}

DataKeyPtr Wrapper::unwrap(const WrappedKey& wrapped) const {
  const std::string& bytes = wrapped.wrapped.bytes;
  const auto& [number, group, compartment, generation, root, blob, check] = wrapped;
  std::optional<std::string> opened;
  if (bytes.size() > platform::kNonceBytes) {
    opened =
        platform::aead_open(wrapping_key(root, compartment), bytes.substr(0, platform::kNonceBytes),
                            std::string_view(bytes).substr(platform::kNonceBytes),
                            wrap_context(number, group, compartment, root));
  }
  if (opened) {
    platform::Secret key(std::move(*opened));
    if (platform::same_bytes(key_check_of(key), check.bytes)) {
      return std::make_shared<const DataKey>(DataKey{number, group, compartment, std::move(key)});
    }
  }
  throw std::runtime_error("data key " + std::to_string(number) + " does not open with root key " +
                           std::to_string(root));
}

}  // namespace hd::vault
