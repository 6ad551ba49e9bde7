#include "cases/operations_counted.h"

#include "cases/store_counted.h"

namespace hd::cases {

std::int64_t count_opened(platform::Transaction& tx, base::Timestamp from, base::Timestamp until) {
  return store::count_opened(tx, from, until);
}

void scan_opened(platform::Transaction& tx, vault::Vault& vault, base::Timestamp from,
                 base::Timestamp until, Depth depth,
                 const std::function<void(const std::vector<CountedCase>&)>& each_page) {
  store::Opening after{.at = from};
  while (true) {
    auto page = store::opened_after(tx, after, until, kCountedPage);
    if (page.empty()) return;
    if (depth == Depth::people) store::add_people({tx, vault}, after, page);
    each_page(page);
    after = {page.back().opened_at, page.back().id.str()};
  }
}

std::int64_t count_needs(platform::Transaction& tx, base::Timestamp from, base::Timestamp until) {
  return store::count_needs(tx, from, until);
}

void scan_needs(platform::Transaction& tx, vault::Vault& vault, base::Timestamp from,
                base::Timestamp until, const std::function<void(const NeedOfCase&)>& each) {
  store::scan_needs({tx, vault}, from, until, each);
}

std::optional<CaseId> case_of(platform::Transaction& tx, const NeedId& id) {
  return store::case_of_need(tx, id);
}

std::optional<std::string> number_if_open(platform::Transaction& tx, vault::Vault& vault,
                                          const Who& who, const CaseId& id) {
  const auto record = store::find({tx, vault, who.actor.session}, id, false);
  if (!record) return std::nullopt;
  const auto decision = access::decide(who.actor, access::Permission::cases_read,
                                       object_of(*record, who.now), who.today());
  return decision ? std::optional(record->number) : std::nullopt;
}

std::optional<std::string> number_if_open(platform::Transaction& tx, vault::Vault& vault,
                                          const Who& who, const PersonId& id) {
  const auto place = store::position_of(tx, id);
  if (!place) return std::nullopt;
  auto number = number_if_open(tx, vault, who, place->case_file);
  if (number) *number += "/" + std::to_string(place->position);
  return number;
}

}  // namespace hd::cases
