// What a connection may say, and whom it may ask: codes, places and bodies of the day.

#include <algorithm>
#include <utility>

#include "connections/operations.h"
#include "connections/store.h"
#include "directory/operations.h"

namespace hd::connections {
namespace {

using base::FieldError;
using directory::code_list::check;

constexpr std::string_view kAgeBands = "un_wide";

bool is_age_band(const directory::Directory& directory, const std::string& code, base::Date day) {
  if (code.empty() || directory.code("empty_answer", code, day) != nullptr) return true;
  return std::ranges::any_of(directory.age_bands(kAgeBands),
                             [&](const auto* band) { return band->code == code; });
}

bool is_province(const directory::Directory& directory, const std::string& code, base::Date day) {
  if (code.empty() || directory.code("empty_answer", code, day) != nullptr) return true;
  return directory.territory({directory::geography_on(day), code}, day) != nullptr;
}

std::vector<FieldError> complaints_about(const directory::Directory& directory,
                                         const Connection& connection, base::Date day) {
  std::vector<FieldError> found;
  for (std::size_t i = 0; i < connection.told.needs.size(); ++i) {
    check(directory, "service_type", connection.told.needs[i].service, day,
          "needs." + std::to_string(i) + ".service", found);
  }
  const Card& card = connection.told.card;
  check(directory, "sex", card.sex, day, "card.sex", found);
  check(directory, "language", card.language, day, "card.language", found);
  check(directory, "risk_level", card.risk_level, day, "card.risk_level", found);
  check(directory, "coordination_form", connection.channel_used, day, "channel_used", found);
  if (!is_age_band(directory, card.age_band, day)) {
    found.push_back({"card.age_band", "unknown_value"});
  }
  if (!is_province(directory, card.province, day)) {
    found.push_back({"card.province", "unknown_value"});
  }
  return found;
}

/// Organisations of the chain that have declined.
std::vector<directory::OrgId> declined(const std::vector<Connection>& chain) {
  std::vector<directory::OrgId> orgs;
  for (const Connection& link : chain) {
    if (!link.decline_reason.empty() && link.target) orgs.push_back(link.target->org);
  }
  return orgs;
}

}  // namespace

base::Result<base::Done> Operations::check_target(platform::Transaction& tx, const Who& who,
                                                  const Connection& connection,
                                                  const Target& target) {
  const auto& directory = directory::current(tx);
  const base::Date day = who.today();
  if (directory.organisation(target.org, day) == nullptr) {
    return base::invalid({{"target.organisation_id", "unknown_value"}});
  }
  if (target.org == connection.hotline) {
    return base::invalid({{"target.organisation_id", "own_organisation"}});
  }
  // through a member of the working group as it is on this day, or directly at a unit.
  if (target.kind == TargetKind::wg_member && !directory.is_working_group_member(target.org, day)) {
    return base::invalid({{"target.organisation_id", "not_working_group_member"}});
  }
  if (target.unit) {
    const auto* unit = directory.unit(*target.unit);
    if (unit == nullptr || unit->organisation != target.org || !unit->valid.holds(day)) {
      return base::invalid({{"target.unit_id", "unknown_value"}});
    }
  }
  const auto refused = declined(store::chain({tx, vault_, who.actor.session}, connection.root));
  if (std::ranges::find(refused, target.org) != refused.end()) {
    return base::invalid({{"target.organisation_id", "declined_before"}});
  }
  return base::Done{};
}

base::Result<base::Done> Operations::check_content(platform::Transaction& tx, const Who& who,
                                                   const Connection& connection) {
  auto found = complaints_about(directory::current(tx), connection, who.today());
  if (!found.empty()) return base::invalid(std::move(found));
  if (!connection.target) return base::Done{};
  return check_target(tx, who, connection, *connection.target);
}

base::Result<std::vector<directory::Suggestion>> Operations::suggest(platform::Transaction& tx,
                                                                     const Who& who,
                                                                     const ConnectionId& id) {
  const auto loaded = load(tx, who, id);
  if (!loaded) return loaded.error();
  if (loaded->side != Side::hotline) return base::not_found();
  constexpr std::size_t kLimit = 20;
  const Connection& connection = loaded->connection;
  const auto& directory = directory::current(tx);
  directory::ServiceQuery query{
      .day = who.today(),
      .need = {},
      .sex = connection.told.card.sex,
      .excluded = declined(store::chain({tx, vault_, who.actor.session}, connection.root)),
      .at_once = connection.urgency == Urgency::at_once};
  query.excluded.push_back(connection.hotline);
  const std::string& province = connection.told.card.province;
  const directory::Place place{directory::geography_on(query.day), province};
  if (directory.territory(place, query.day) != nullptr) query.place = place;
  for (const auto* band : directory.age_bands(kAgeBands)) {
    if (band->code != connection.told.card.age_band) continue;
    query.min_age = band->from_age;
    query.max_age = band->to_age;
  }
  std::vector<directory::Suggestion> found;
  for (const Need& need : connection.told.needs) {
    query.need = need.service;
    for (auto& suggestion : directory::who_serves(directory, query, kLimit)) {
      found.push_back(std::move(suggestion));
    }
  }
  std::ranges::stable_sort(found, std::greater(), &directory::Suggestion::score);
  if (found.size() > kLimit) found.erase(found.begin() + kLimit, found.end());
  return found;
}

std::vector<directory::Unit> Operations::delegable_units(platform::Transaction& tx, const Who& who,
                                                         const Connection& connection) {
  std::vector<directory::Unit> own;
  std::vector<directory::Unit> others;
  if (!connection.target) return own;
  const auto& directory = directory::current(tx);
  const base::Date day = who.today();
  for (const auto* body : directory.organisations(day)) {
    if (!directory.same_system(connection.target->org, body->id, day)) continue;
    auto& list = body->id == connection.target->org ? own : others;
    for (const auto* unit : directory.units_of(body->id, day)) {
      if (unit->id != connection.delegated_unit) list.push_back(*unit);
    }
  }
  constexpr std::size_t kMost = 300;
  own.insert(own.end(), others.begin(), others.end());
  if (own.size() > kMost) own.erase(own.begin() + kMost, own.end());
  return own;
}

}  // namespace hd::connections
