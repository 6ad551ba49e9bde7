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

std::vector<FieldError> complaints_about(const directory::Directory& directory,
                                         const Connection& connection, base::Date day) {
  auto found = directory::check_needs(directory, connection.told.needs, day);
  const Card& card = connection.told.card;
  check(directory, "sex", card.sex, day, "card.sex", found);
  check(directory, "language", card.language, day, "card.language", found);
  check(directory, "risk_level", card.risk_level, day, "card.risk_level", found);
  check(directory, "coordination_form", connection.channel_used, day, "channel_used", found);
  if (!is_age_band(directory, card.age_band, day)) {
    found.push_back({"card.age_band", "unknown_value"});
  }
  if (!directory::is_province_or_empty(directory, card.province, day)) {
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
  const auto body = directory::check_asked_body(directory, connection.hotline, target.org, day);
  if (!body) return body.error();
  // through a member of the working group as it is on this day, or directly at a unit.
  if (target.kind == TargetKind::wg_member && !directory.is_working_group_member(target.org, day)) {
    return base::invalid({{"target.organisation_id", "not_working_group_member"}});
  }
  const auto unit = directory::check_asked_unit(directory, target.org, target.unit, day);
  if (!unit) return unit.error();
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
  const Connection& connection = loaded->connection;
  const Card& card = connection.told.card;
  directory::Sought sought{
      .day = who.today(),
      .needs = connection.told.needs,
      .sex = card.sex,
      .age_band = card.age_band,
      .province = card.province,
      .excluded = declined(store::chain({tx, vault_, who.actor.session}, connection.root)),
      .at_once = connection.urgency == Urgency::at_once};
  sought.excluded.push_back(connection.hotline);
  return directory::who_serves(directory::current(tx), sought);
}

std::vector<directory::Unit> Operations::delegable_units(platform::Transaction& tx, const Who& who,
                                                         const Connection& connection) {
  if (!connection.target) return {};
  return directory::delegable_units(directory::current(tx), connection.target->org,
                                    connection.delegated_unit, who.today());
}

}  // namespace hd::connections
