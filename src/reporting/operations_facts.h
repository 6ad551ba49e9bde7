#pragma once
// The columns of every hotline, in memory, following the database.

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "audit/chain.h"
#include "contacts/operations.h"
#include "reporting/columns.h"
#include "reporting/extract.h"
#include "reporting/figures.h"

namespace hd::reporting {

/// The columns of one hotline, and the counts that were asked for lately.
class HotlineFacts {
 public:
  const Columns& columns() const { return columns_; }
  /// `closed`: when it was closed first.
  void put(const contacts::Contact& contact, base::Timestamp closed);
  /// count() of figures.h. Counted once, until the report group of a kind changes; a record that
  /// changes is taken away as it was and added as it is.
  Counts count(const Period& period, const directory::Directory& directory);

 private:
  struct Counted {
    Period period;
    std::string groups;
    CountedKinds kinds;
    Tally tally;
  };
  Columns columns_;
  std::list<Counted> counted_;  ///< latest first
};

/// Filled at the first use of a hotline; every later use first reads what changed since, so that
/// the figures are right on every node, whoever made the change. A record whose key was destroyed
/// stays as it was until the server starts again. Thread-safe.
class Facts {
 public:
  /// Outlives the object.
  explicit Facts(contacts::Operations& contacts) : contacts_(contacts) {}

  /// Runs `use` on the facts as this transaction sees them, or with what another has added since.
  void with(platform::Transaction& tx, const directory::OrgId& hotline,
            const std::function<void(HotlineFacts&)>& use);

  /// Conversations that began in [from, until), exactly as this transaction sees them; nullopt when
  /// another has added what this one does not see.
  std::optional<Extract> extract(platform::Transaction& tx, const directory::OrgId& hotline,
                                 base::Timestamp from, base::Timestamp until);

 private:
  struct Entry {
    std::mutex mutex;
    HotlineFacts facts;
    audit::ChainEnd log_end = {};  ///< of the audit log when the facts were read
    base::Timestamp seen_until{};  ///< latest change that was taken over
    /// What is so young that it is looked at again, so that it is not opened again as well.
    std::unordered_map<std::string, contacts::store::Mark> young = {};
  };
  Entry& entry_of(const directory::OrgId& hotline);
  /// False when the entry is ahead of the transaction.
  bool follow(platform::Transaction& tx, const directory::OrgId& hotline, Entry& entry);
  void catch_up(platform::Transaction& tx, const directory::OrgId& hotline, Entry& entry);

  contacts::Operations& contacts_;
  std::mutex mutex_;  ///< guards the map, not what is in it
  std::map<directory::OrgId, std::unique_ptr<Entry>> entries_;
};

}  // namespace hd::reporting
