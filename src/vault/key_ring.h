#pragma once
// Opened data keys in memory, for many threads. Holds committed keys only; keys that a running
// transaction made or found wait with that transaction.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include "platform/db.h"
#include "vault/data_key.h"

namespace hd::vault {

/// Keys by number, and by the place they seal now.
struct KeySet {
  std::unordered_map<KeyNumber, DataKeyPtr> by_number;
  std::map<std::pair<Compartment, Group>, DataKeyPtr> sealing;
};

class KeyRing {
 public:
  /// How long a key may be used before its row is looked at again: another node may have erased it.
  static constexpr std::chrono::seconds kFresh{60};
  /// So many keys are remembered; whoever reads the records of a whole country fills no more.
  static constexpr std::size_t kMost = 16'384;

  using LoadNumber = std::function<DataKeyPtr()>;

  /// From memory, else from `load`; what `load` returns is remembered unless it is nullptr.
  DataKeyPtr find(platform::Transaction& tx, KeyNumber number, const LoadNumber& load);
  DataKeyPtr find_sealing(platform::Transaction& tx, const Slot& slot, const LoadNumber& load);

  /// Every ring of this process forgets everything; `tx` uses no remembered key from here on.
  static void forget_all(platform::Transaction& tx);

 private:
  struct Waiting {
    KeySet keys;
    std::uint64_t epoch;
  };
  Waiting* waiting(platform::Transaction& tx);
  bool usable() const;
  void take_over(const Waiting& waiting);

  mutable std::shared_mutex mutex_;
  KeySet keys_;                                       // guarded by mutex_
  std::uint64_t epoch_ = 0;                           // guarded by mutex_
  std::chrono::steady_clock::time_point since_ = {};  // guarded by mutex_
};

}  // namespace hd::vault
