#include "reporting/operations_facts.h"

#include <algorithm>

namespace hd::reporting {
namespace {

/// Changes are stamped before they commit, by clocks that differ a little from node to node: what
/// is younger than this is read again. Transactions last far less.
constexpr std::chrono::seconds kOverlap{15};

}  // namespace

Facts::Entry& Facts::entry_of(const directory::OrgId& hotline) {
  const std::lock_guard lock(mutex_);
  auto& entry = entries_[hotline];
  if (!entry) entry = std::make_unique<Entry>();
  return *entry;
}

void Facts::with(platform::Transaction& tx, const directory::OrgId& hotline,
                 const std::function<void(const Columns&)>& use) {
  Entry& entry = entry_of(hotline);
  const std::lock_guard lock(entry.mutex);
  const bool first = entry.columns.size() == 0;
  const auto since = std::max(entry.seen_until, base::Timestamp(kOverlap)) - kOverlap;
  contacts_.scan_facts(tx, hotline, since, [&](const contacts::Contact& contact) {
    entry.columns.put(contact);
    entry.seen_until = std::max(entry.seen_until, contact.updated_at);
  });
  if (first) entry.columns.trim();
  use(entry.columns);
}

}  // namespace hd::reporting
