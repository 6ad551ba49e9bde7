#pragma once
// The columns of every hotline, in memory, following the database.

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "contacts/operations.h"
#include "reporting/columns.h"

namespace hd::reporting {

/// Filled at the first use of a hotline; every later use first reads what changed since, so that
/// the figures are right on every node, whoever made the change. Thread-safe.
class Facts {
 public:
  /// Outlives the object.
  explicit Facts(contacts::Operations& contacts) : contacts_(contacts) {}

  /// Runs `use` on the columns as this transaction sees them.
  void with(platform::Transaction& tx, const directory::OrgId& hotline,
            const std::function<void(const Columns&)>& use);

 private:
  struct Entry {
    std::mutex mutex;
    Columns columns;
    base::Timestamp seen_until{};  ///< latest change that was taken over
  };
  Entry& entry_of(const directory::OrgId& hotline);

  contacts::Operations& contacts_;
  std::mutex mutex_;  ///< guards the map, not what is in it
  std::map<directory::OrgId, std::unique_ptr<Entry>> entries_;
};

}  // namespace hd::reporting
