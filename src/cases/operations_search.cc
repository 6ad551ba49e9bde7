#include "cases/operations_search.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "audit/audit.h"
#include "cases/store_people.h"
#include "cases/store_search.h"
#include "platform/wall.h"

namespace hd::cases {
namespace {

using access::Permission;
using platform::Transaction;

/// Changes become visible in another order than their times say, by less than this.
constexpr std::chrono::minutes kOverlap{2};

/// Organisations whose cases the actor may open as a manager.
std::vector<directory::OrgId> managed_orgs(const Who& who) {
  std::vector<directory::OrgId> orgs;
  for (const auto& org : who.actor.organisations(who.today())) {
    const access::Object object{.stage = access::Stage::accepted, .owner_org = org};
    if (access::decide(who.actor, Permission::cases_read, object, who.today())) {
      orgs.push_back(org);
    }
  }
  return orgs;
}

/// What the actor may know of, before each hit is decided by itself.
Visible visible_to(Transaction& tx, const Who& who) {
  Visible visible{.orgs = managed_orgs(who)};
  for (const auto& id : store::cases_of_user(tx, who.actor.user)) {
    visible.cases.insert(packed(id.str()));
  }
  return visible;
}

}  // namespace

void PersonSearch::warm(platform::Database& database, base::Timestamp now) {
  NameIndex index;
  database.read([&](Transaction& tx) {
    std::map<CaseId, directory::OrgId> leads;
    store::each_case(tx, [&](const store::Led& led) { leads.emplace(led.id, led.org); });
    scan_identities(tx, vault_, [&](const Person& person) {
      const auto lead = leads.find(person.case_file);
      if (lead != leads.end()) index.put(person, lead->second);
    });
    return true;
  });
  const std::unique_lock lock(mutex_);
  index_ = std::move(index);
  looked_at_ = now;
}

/// Under the lock: takes in what changed since the last look.
void PersonSearch::catch_up(Transaction& tx, base::Timestamp now) {
  const platform::BeyondTheWall everything(tx, platform::Beyond::name_index);
  const base::Timestamp since = *looked_at_ - kOverlap;
  const Who system{access::system_actor(), now};
  for (const auto& changed : store::persons_changed(tx, since)) {
    if (index_.version_of(changed.person) >= changed.version) continue;
    const auto person = person_for_rules(tx, vault_, system, changed.person);
    const auto lead = person ? store::lead_of(tx, person->case_file) : std::nullopt;
    if (lead) index_.put(*person, *lead);
  }
  for (const auto& led : store::cases_changed(tx, since)) index_.move(led.id, led.org);
  looked_at_ = std::max(*looked_at_, now);
}

base::Result<std::vector<PersonHit>> PersonSearch::search(Transaction& tx, const Who& who,
                                                          const NameQuery& query) {
  if (name_words(query.text).empty()) return base::invalid({{"query", "too_short"}});
  const Visible visible = visible_to(tx, who);
  std::vector<NameHit> found;
  {
    const std::unique_lock lock(mutex_);
    if (!looked_at_) {
      return base::Error{
          base::ErrorKind::unavailable, "search.not_ready", {}, {{"retry_after_seconds", "2"}}};
    }
    catch_up(tx, who.now);
  }
  {
    const std::shared_lock lock(mutex_);
    found = index_.find(query, visible);
  }
  std::vector<PersonHit> hits;
  for (NameHit& hit : found) {
    // The record decides, as if it were opened.
    const auto loaded = load_person(tx, vault_, who, hit.person, Permission::cases_read);
    if (!loaded || (loaded->decision.marks & access::kIdentity) == 0) continue;
    hits.push_back({std::move(hit), loaded->record.number, loaded->person.position});
  }
  audit::record(tx, who.now, who.actor,
                {.action = "person.search", .object_kind = "person", .object_id = ""});
  for (const PersonHit& hit : hits) {
    audit::record(
        tx, who.now, who.actor,
        {.action = "person.found", .object_kind = "person", .object_id = hit.hit.person.str()});
  }
  return hits;
}

}  // namespace hd::cases
