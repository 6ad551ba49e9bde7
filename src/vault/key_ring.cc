#include "vault/key_ring.h"

#include <memory>
#include <mutex>

namespace hd::vault {
namespace {

/// Goes up whenever data keys are destroyed in this process.
std::atomic<std::uint64_t>& destructions() {
  static std::atomic<std::uint64_t> count{1};
  return count;
}

/// The mark that forget_all() leaves on a transaction.
const char kForgetful = 0;

bool forgetful(const platform::Transaction& tx) {
  return !tx.attached.empty() && tx.attached.contains(&kForgetful);
}

}  // namespace

bool KeyRing::usable() const {
  return epoch_ == destructions().load() && std::chrono::steady_clock::now() - since_ < kFresh;
}

void KeyRing::take_over(const Waiting& waiting) {
  const std::unique_lock lock(mutex_);
  if (waiting.epoch != destructions().load()) return;
  if (!usable()) {
    keys_ = {};
    epoch_ = waiting.epoch;
    since_ = std::chrono::steady_clock::now();
  }
  if (keys_.by_number.size() + waiting.keys.by_number.size() > kMost) keys_ = {};
  for (const auto& [number, key] : waiting.keys.by_number) keys_.by_number[number] = key;
  for (const auto& [place, key] : waiting.keys.sealing) keys_.sealing[place] = key;
}

KeyRing::Waiting* KeyRing::waiting(platform::Transaction& tx) {
  auto& slot = tx.attached[this];
  if (!slot) {
    const auto made = std::make_shared<Waiting>(Waiting{{}, destructions().load()});
    slot = made;
    tx.on_commit([this, made] { take_over(*made); });
  }
  return static_cast<Waiting*>(slot.get());
}

DataKeyPtr KeyRing::find(platform::Transaction& tx, KeyNumber number, const LoadNumber& load) {
  if (forgetful(tx)) return load();
  {
    const std::shared_lock lock(mutex_);
    if (usable()) {
      const auto found = keys_.by_number.find(number);
      if (found != keys_.by_number.end()) return found->second;
    }
  }
  auto& known = waiting(tx)->keys.by_number;
  const auto found = known.find(number);
  if (found != known.end()) return found->second;
  auto key = load();
  if (known.size() >= kMost) known.clear();
  if (key) known[number] = key;
  return key;
}

DataKeyPtr KeyRing::find_sealing(platform::Transaction& tx, const Slot& slot,
                                 const LoadNumber& load) {
  if (forgetful(tx)) return load();
  const std::pair place(slot.compartment, slot.group);
  {
    const std::shared_lock lock(mutex_);
    if (usable()) {
      const auto found = keys_.sealing.find(place);
      if (found != keys_.sealing.end()) return found->second;
    }
  }
  auto& known = waiting(tx)->keys;
  const auto found = known.sealing.find(place);
  if (found != known.sealing.end()) return found->second;
  auto key = load();
  known.sealing[place] = key;
  known.by_number[key->number] = key;
  return key;
}

void KeyRing::forget_all(platform::Transaction& tx) {
  tx.attached[&kForgetful] = nullptr;
  ++destructions();
  tx.on_commit([] { ++destructions(); });
}

}  // namespace hd::vault
