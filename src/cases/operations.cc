#include "cases/operations.h"

#include <algorithm>
#include <array>
#include <set>

#include "cases/store.h"
#include "cases/store_people.h"
#include "platform/outbox.h"

namespace hd::cases {
namespace {

using access::Permission;

/// How far an identification stands, furthest first; what a list shows of a case.
constexpr auto kFurthestFirst =
    std::to_array<std::string_view>({"confirmed", "appealed", "in_identification", "suspected",
                                     "unreachable", "withdrawn", "not_victim", "none"});

std::string furthest(const std::vector<Person>& persons) {
  for (const std::string_view status : kFurthestFirst) {
    if (std::ranges::find(persons, status, &Person::identification) != persons.end()) {
      return std::string(status);
    }
  }
  return "none";
}

store::Place place_of(platform::Transaction& tx, vault::Vault& vault, const Who& who) {
  return {tx, vault, who.actor.session};
}

/// Tells the browsers of everybody who belongs to the case.
void announce(platform::Transaction& tx, base::Timestamp now, const Case& record) {
  std::set<access::UserId> users{record.lead_officer};
  for (const CaseMember& member : record.members) users.insert(member.user);
  for (const auto& user : users) {
    platform::publish(tx, now,
                      {.topic = "case.changed",
                       .scope_org = {},
                       .scope_user = user.str(),
                       .object_kind = "case",
                       .object_id = record.id.str()});
  }
}

}  // namespace

base::Result<Loaded> load_case(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                               const CaseId& id, Permission permission) {
  auto record = store::find(place_of(tx, vault, who), id);
  if (!record) return base::not_found();
  const auto object = object_of(*record, who.now);
  const auto decision = access::decide(who.actor, permission, object, who.today());
  if (!decision) return base::not_found();
  return Loaded{std::move(*record), decision};
}

base::Result<PersonLoaded> load_person(platform::Transaction& tx, vault::Vault& vault,
                                       const Who& who, const PersonId& id, Permission permission) {
  const auto file = store::case_of(tx, id);
  if (!file) return base::not_found();
  auto loaded = load_case(tx, vault, who, *file, permission);
  if (!loaded) return loaded.error();
  auto person = store::find_person(place_of(tx, vault, who), id);
  if (!person) return base::not_found();
  return PersonLoaded{std::move(*person), std::move(loaded->record), loaded->decision};
}

std::optional<Person> person_for_rules(platform::Transaction& tx, vault::Vault& vault,
                                       const Who& who, const PersonId& id) {
  return store::find_person(place_of(tx, vault, who), id);
}

std::optional<Case> case_for_rules(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                                   const CaseId& id) {
  return store::find(place_of(tx, vault, who), id);
}

std::vector<Person> persons_of(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                               const CaseId& id) {
  return store::persons(place_of(tx, vault, who), id);
}

void add_timeline(platform::Transaction& tx, vault::Vault& vault, const Who& who, const CaseId& id,
                  TimelineEntry entry) {
  const auto place = place_of(tx, vault, who);
  const auto record = store::find(place, id, false);
  if (!record) throw platform::DbError(platform::DbProblem::other, "a turn of no case");
  entry.at = who.now;
  if (!who.actor.posts.empty()) entry.by = who.actor.user;
  if (!entry.org) entry.org = record->lead_org;
  store::add(place, id, std::move(entry));
  announce(tx, who.now, *record);
}

Sight sight_of(const Who& who, const Loaded& loaded) {
  Sight sight{.marks = loaded.decision.marks};
  const auto object = object_of(loaded.record, who.now);
  for (const access::Post& post : who.actor.posts) {
    if (!post.valid_on(who.today())) continue;
    for (const CaseMember& member : loaded.record.members) {
      if (member.user != who.actor.user || member.org != post.org) continue;
      if (member.kind == access::MemberKind::investigation) sight.investigation = true;
      if (member.kind == access::MemberKind::protection) sight.protection = true;
    }
    const auto relation = access::relation_of(who.actor.user, post, object);
    if (relation == access::Relation::author) sight.protection = true;
  }
  return sight;
}

base::Result<Person> set_identification(platform::Transaction& tx, vault::Vault& vault,
                                        const Who& who, const PersonLoaded& loaded,
                                        const std::string& status) {
  const auto place = place_of(tx, vault, who);
  Person next = loaded.person;
  next.identification = status;
  next.updated_at = who.now;
  ++next.version;
  if (!store::update(place, next)) return base::stale(loaded.person.version);
  store::set_identification(tx, next.case_file, furthest(store::persons(place, next.case_file)));
  return next;
}

void set_risk_level(platform::Transaction& tx, const CaseId& id, const std::string& level) {
  store::set_risk_level(tx, id, level);
}

void scan_identities(platform::Transaction& tx, vault::Vault& vault,
                     const std::function<void(const Person&)>& each) {
  store::scan_persons({tx, vault, std::nullopt}, each);
}

}  // namespace hd::cases
