#include "vault/vault.h"

#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "vault/data_key.h"
#include "vault/envelope.h"
#include "vault/key_ring.h"
#include "vault/store.h"

namespace hd::vault {
namespace {

constexpr std::size_t kDataKeyBytes = 32;
constexpr std::size_t kBlindIndexBytes = 16;

KeyNumber unused_number(platform::Transaction& tx) {
  for (;;) {
    KeyNumber number = 0;
    for (const char byte : platform::random_bytes(sizeof number)) {
      number = number << 8U | static_cast<unsigned char>(byte);
    }
    if (number != 0 && !store::find(tx, number)) return number;
  }
}

/// Where a fault is, without any content.
std::string place_of(const Slot& slot) {
  return std::string(slot.table) + "." + std::string(slot.column) + " of row " + slot.row;
}

class LocalVault final : public Vault {
 public:
  LocalVault(const RootKeys& keys, std::function<RootKeys()> reload)
      : reload_(std::move(reload)),
        wrapper_(std::make_shared<const Wrapper>(keys)),
        base_(keys.base ? *keys.base : keys.versions.front().key) {}

  platform::Blob seal(platform::Transaction& tx, const Slot& slot,
                      std::string_view plain) override {
    const auto key = ring_.find_sealing(tx, slot, [&] { return sealing_key(tx, slot); });
    const std::string text = padded(plain);
    const std::string nonce = platform::random_bytes(platform::kNonceBytes);
    const std::string sealed =
        platform::aead_seal(key->key, nonce, text, associated_data(slot, key->number));
    return {pack({key->number, nonce, sealed})};
  }

  base::Sensitive<std::string> open(platform::Transaction& tx, const Opening& /*opening*/,
                                    const Slot& slot, const platform::Blob& envelope) override {
    const auto parts = unpack(envelope.bytes);
    if (!parts) throw std::runtime_error("no envelope in " + place_of(slot));
    const auto key = ring_.find(tx, parts->key, [&]() -> DataKeyPtr {
      const auto wrapped = store::find(tx, parts->key);
      return wrapped ? unwrap(*wrapped) : nullptr;
    });
    if (!key) throw KeyDestroyed("the key of " + place_of(slot) + " was destroyed");
    if (key->group != slot.group || key->compartment != slot.compartment) {
      throw std::runtime_error("the envelope does not belong in " + place_of(slot));
    }
    auto text = platform::aead_open(key->key, parts->nonce, parts->sealed,
                                    associated_data(slot, parts->key));
    auto plain = text ? unpadded(*std::move(text)) : std::nullopt;
    if (!plain) throw std::runtime_error("the envelope does not open in " + place_of(slot));
    return base::Sensitive<std::string>(std::move(*plain));
  }

  platform::Blob blind_index(std::string_view kind, std::string_view normalised) override {
    return {platform::hmac_sha256(index_key(kind), normalised).substr(0, kBlindIndexBytes)};
  }

  platform::Secret derived(std::string_view purpose) override {
    return platform::derive_key(base_, "use/" + std::string(purpose));
  }

 private:
  DataKeyPtr sealing_key(platform::Transaction& tx, const Slot& slot) {
    const auto wrapped = store::find_newest(tx, slot.group, slot.compartment);
    if (wrapped) return unwrap(*wrapped);
    auto made = std::make_shared<const DataKey>(
        DataKey{unused_number(tx), slot.group, slot.compartment,
                platform::Secret(platform::random_bytes(kDataKeyBytes))});
    store::insert(tx, wrapper()->wrap(*made, 1));
    return made;
  }

  std::shared_ptr<const Wrapper> wrapper() {
    const std::lock_guard lock(wrapper_mutex_);
    return wrapper_;
  }

  DataKeyPtr unwrap(const WrappedKey& wrapped) {
    const auto known = wrapper();
    if (known->knows(wrapped.root) || !reload_) return known->unwrap(wrapped);
    const auto fresh = std::make_shared<const Wrapper>(reload_());
    const std::lock_guard lock(wrapper_mutex_);
    wrapper_ = fresh;
    return fresh->unwrap(wrapped);
  }

  /// The reference stays good: entries of the map never move and are never removed.
  const platform::Secret& index_key(std::string_view kind) {
    const std::lock_guard lock(index_mutex_);
    const auto found = index_keys_.find(kind);
    if (found != index_keys_.end()) return found->second;
    return index_keys_.emplace(kind, platform::derive_key(base_, "idx/" + std::string(kind)))
        .first->second;
  }

  const std::function<RootKeys()> reload_;
  std::mutex wrapper_mutex_;
  std::shared_ptr<const Wrapper> wrapper_;  // guarded by wrapper_mutex_
  const platform::Secret base_;
  KeyRing ring_;
  std::mutex index_mutex_;
  std::map<std::string, platform::Secret, std::less<>> index_keys_;  // guarded by index_mutex_
};

}  // namespace

// NOLINTNEXTLINE(performance-unnecessary-value-param): the caller's copy of the keys ends here
std::unique_ptr<Vault> make_vault(RootKeys keys, std::function<RootKeys()> reload) {
  return std::make_unique<LocalVault>(keys, std::move(reload));
}

platform::SigningKey audit_signing_key(Vault& vault) {
  return platform::signing_key(vault.derived("audit"));
}

std::int64_t rewrap(platform::Transaction& tx, const RootKeys& keys, std::int64_t limit) {
  const Wrapper wrapper(keys);
  for (const auto& old : store::find_wrapped_by_others(tx, wrapper.newest(), limit)) {
    store::replace_wrapping(tx, wrapper.wrap(*wrapper.unwrap(old), old.generation));
  }
  return store::count_wrapped_by_others(tx, wrapper.newest());
}

bool has_data_keys(platform::Transaction& tx) {
  return !store::count_per_root(tx).empty();
}

void check_root_keys(platform::Transaction& tx, const RootKeys& keys) {
  const Wrapper wrapper(keys);
  for (const auto& key : store::find_one_per_root(tx)) wrapper.unwrap(key);
}

std::int64_t shred(platform::Transaction& tx, const Group& group,
                   std::optional<Compartment> compartment) {
  const std::int64_t removed = store::remove(tx, group, compartment);
  if (removed > 0) KeyRing::forget_all(tx);
  return removed;
}

}  // namespace hd::vault
