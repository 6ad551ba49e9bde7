#include "directory/operations.h"

#include <chrono>
#include <list>
#include <memory>
#include <mutex>

#include "access/decide.h"
#include "audit/audit.h"
#include "directory/store.h"

namespace hd::directory {
namespace {

/// Directories in memory, one per stamp: normally one, after a change two for a while.
class Cache {
 public:
  const Directory& of(platform::Transaction& tx) {
    const std::string stamp = store::stamp(tx);
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex_);
    for (Entry& entry : entries_) {
      if (entry.stamp != stamp) continue;
      entry.last_use = now;
      return *entry.directory;
    }
    entries_.remove_if([&](const Entry& entry) { return now - entry.last_use > kKeep; });
    entries_.push_front({stamp, now, std::make_unique<Directory>(store::load(tx))});
    return *entries_.front().directory;
  }

 private:
  static constexpr std::chrono::minutes kKeep{10};
  struct Entry {
    std::string stamp;
    std::chrono::steady_clock::time_point last_use;
    std::unique_ptr<Directory> directory;
  };
  std::mutex mutex_;  // guards entries_; held while loading, so that only one thread loads
  std::list<Entry> entries_;
};

Cache& cache() {
  static Cache instance;
  return instance;
}

template <class T>
std::vector<T> copies(const std::vector<const T*>& found) {
  std::vector<T> values;
  values.reserve(found.size());
  for (const T* value : found) values.push_back(*value);
  return values;
}

}  // namespace

const Directory& current(platform::Transaction& tx) {
  return cache().of(tx);
}

std::optional<Organisation> organisation(platform::Transaction& tx, const OrgId& id,
                                         base::Date day) {
  const Organisation* body = current(tx).organisation(id, day);
  if (body == nullptr) return std::nullopt;
  return *body;
}

bool belongs_to_same_system(platform::Transaction& tx, const OrgId& left, const OrgId& right,
                            base::Date day) {
  return current(tx).same_system(left, right, day);
}

std::vector<Unit> units_of(platform::Transaction& tx, const OrgId& organisation, base::Date day) {
  return copies(current(tx).units_of(organisation, day));
}

std::vector<Member> working_group_members(platform::Transaction& tx, base::Date day) {
  return copies(current(tx).working_group_members(day));
}

std::vector<Organisation> hotlines(platform::Transaction& tx, base::Date day) {
  return copies(current(tx).hotlines(day));
}

std::vector<Suggestion> search_services(platform::Transaction& tx, base::Timestamp now,
                                        const access::Actor& actor, const ServiceQuery& query) {
  const auto decision =
      access::decide(actor, access::Permission::directory_read, {}, base::local_date(now));
  audit::record(tx, now, actor,
                {.action = "service.search",
                 .object_kind = "service",
                 .object_id = "",
                 .post = decision.post,
                 .rule = decision.rule});
  return who_serves(current(tx), query, kMaxSuggestions);
}

namespace code_list {

base::Result<base::Done> require(platform::Transaction& tx, std::string_view list,
                                 std::string_view code, base::Date day, std::string_view field) {
  if (current(tx).code(list, code, day) == nullptr) {
    return base::invalid({{std::string(field), "unknown_value"}});
  }
  return base::Done{};
}

void check(const Directory& directory, std::string_view list, std::string_view code, base::Date day,
           std::string_view field, std::vector<base::FieldError>& complaints) {
  if (code.empty() || directory.code(list, code, day) != nullptr) return;
  complaints.push_back({std::string(field), "unknown_value"});
}

}  // namespace code_list
}  // namespace hd::directory
