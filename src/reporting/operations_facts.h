#pragma once
// The columns of every hotline, in memory, following the database.

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "contacts/operations.h"
#include "reporting/columns.h"
#include "reporting/figures.h"

namespace hd::reporting {

/// The columns of one hotline, and the counts that were asked for lately.
class HotlineFacts {
 public:
  const Columns& columns() const { return columns_; }
  void put(const contacts::Contact& contact);
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
/// the figures are right on every node, whoever made the change. Thread-safe.
class Facts {
 public:
  /// Outlives the object.
  explicit Facts(contacts::Operations& contacts) : contacts_(contacts) {}

  /// Runs `use` on the facts as this transaction sees them.
  void with(platform::Transaction& tx, const directory::OrgId& hotline,
            const std::function<void(HotlineFacts&)>& use);

 private:
  struct Entry {
    std::mutex mutex;
    HotlineFacts facts;
    std::string log_end = {};      ///< hash at the end of the audit log when the facts were read
    base::Timestamp seen_until{};  ///< latest change that was taken over
    /// What is so young that it is looked at again, so that it is not opened again as well.
    std::unordered_map<std::string, contacts::store::Mark> young = {};
  };
  Entry& entry_of(const directory::OrgId& hotline);
  void catch_up(platform::Transaction& tx, const directory::OrgId& hotline, Entry& entry);

  contacts::Operations& contacts_;
  std::mutex mutex_;  ///< guards the map, not what is in it
  std::map<directory::OrgId, std::unique_ptr<Entry>> entries_;
};

}  // namespace hd::reporting
