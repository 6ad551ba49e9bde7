#include "reporting/operations_facts.h"

#include <algorithm>
#include <utility>

#include "contacts/check.h"

namespace hd::reporting {
namespace {

/// Changes are stamped before they commit, by clocks that differ a little from node to node: what
/// is younger than this is read again. Transactions last far less.
constexpr std::chrono::seconds kOverlap{15};

/// How many counts of a hotline are kept: the columns of a report, for a few periods.
constexpr std::size_t kKept = 24;

std::string groups_of(const Columns& columns, const directory::Directory& directory,
                      base::Date day) {
  std::string text;
  for (std::size_t i = 0; i < columns.kinds.size(); ++i) {
    text += contacts::report_group(directory, columns.kinds.code_of(i), day);
    text += ' ';
  }
  return text;
}

}  // namespace

void HotlineFacts::put(const contacts::Contact& contact, base::Timestamp closed) {
  const auto change = columns_.put(contact, closed);
  if (!change) return;
  for (Counted& one : counted_) {
    if (change->before && holds(one.period, change->before->second)) {
      one.tally.add(*change->before, one.kinds, -1);
    }
    if (holds(one.period, change->after.second)) one.tally.add(change->after, one.kinds, 1);
  }
}

Counts HotlineFacts::count(const Period& period, const directory::Directory& directory) {
  auto groups = groups_of(columns_, directory, period.to);
  for (const Counted& one : counted_) {
    if (one.period == period && one.groups == groups) return counts_of(columns_, one.tally);
  }
  if (counted_.size() == kKept) counted_.pop_back();
  const auto kinds = counted_kinds(columns_, directory, period.to);
  counted_.push_front({period, std::move(groups), kinds, tally(columns_, period, kinds)});
  return counts_of(columns_, counted_.front().tally);
}

Facts::Entry& Facts::entry_of(const directory::OrgId& hotline) {
  const std::lock_guard lock(mutex_);
  auto& entry = entries_[hotline];
  if (!entry) entry = std::make_unique<Entry>();
  return *entry;
}

void Facts::with(platform::Transaction& tx, const directory::OrgId& hotline,
                 const std::function<void(HotlineFacts&)>& use) {
  Entry& entry = entry_of(hotline);
  const std::lock_guard lock(entry.mutex);
  follow(tx, hotline, entry);
  use(entry.facts);
}

std::optional<Extract> Facts::extract(platform::Transaction& tx, const directory::OrgId& hotline,
                                      base::Timestamp from, base::Timestamp until) {
  Entry& entry = entry_of(hotline);
  const std::lock_guard lock(entry.mutex);
  if (!follow(tx, hotline, entry)) return std::nullopt;
  return Extract(entry.facts.columns(), hotline, from, until);
}

bool Facts::follow(platform::Transaction& tx, const directory::OrgId& hotline, Entry& entry) {
  // No record changes without an entry in the audit log: while its end is the same, there is
  // nothing to look for, however many ask.
  auto log_end = audit::chain_end(tx);
  if (log_end.hash == entry.log_end.hash) return true;
  if (log_end.size < entry.log_end.size) return false;
  catch_up(tx, hotline, entry);
  entry.log_end = std::move(log_end);
  return true;
}

void Facts::catch_up(platform::Transaction& tx, const directory::OrgId& hotline, Entry& entry) {
  const bool is_first = entry.seen_until == base::Timestamp();
  const auto since = std::max(entry.seen_until, base::Timestamp(kOverlap)) - kOverlap;
  const auto is_news = [&](const contacts::store::Mark& mark) {
    const auto known = entry.young.find(mark.id);
    return known == entry.young.end() || known->second != mark;
  };
  contacts_.scan_facts(tx, hotline, since, is_news,
                       [&](const contacts::Contact& contact, base::Timestamp closed) {
                         entry.facts.put(contact, closed);
                         entry.seen_until = std::max(entry.seen_until, contact.updated_at);
                         if (is_first) return;
                         const auto id = contact.id.str();
                         entry.young[id] = {id, contact.version, contact.updated_at};
                       });
  std::erase_if(entry.young, [&](const auto& one) {
    return one.second.updated_at < entry.seen_until - kOverlap;
  });
}

}  // namespace hd::reporting
