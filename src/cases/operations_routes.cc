#include "cases/operations_routes.h"

#include <stdexcept>
#include <string>

#include "calendar/operations.h"
#include "cases/store_identification.h"
#include "directory/operations.h"
#include "platform/csv.h"

namespace hd::cases {
namespace {

using Deed = IdentificationAction;

constexpr std::string_view kFile = "data/identification-routes.csv";
constexpr std::string_view kLead = "lead";
constexpr std::string_view kReportedBody = "reported_body";

/// The body of a type on a day: the only one, or that of the province. nullopt: the directory knows
/// none, or cannot tell which.
std::optional<directory::OrgId> body_of_type(const directory::Directory& directory,
                                             std::string_view type, std::string_view province,
                                             base::Date day) {
  const directory::Place place{directory::geography_on(day), std::string(province)};
  std::vector<const directory::Organisation*> all;
  for (const auto* body : directory.organisations(day)) {
    if (body->type != type) continue;
    if (!province.empty() && body->place && directory.same_place(*body->place, place)) {
      return body->id;
    }
    all.push_back(body);
  }
  const bool everywhere = all.size() == 1 && !all.front()->place;
  return everywhere ? std::optional(all.front()->id) : std::nullopt;
}

std::optional<directory::OrgId> body_for(const directory::Directory& directory,
                                         std::string_view who, const IdentificationStep& step,
                                         const directory::OrgId& lead) {
  if (who.empty()) return std::nullopt;
  if (who == kLead) return lead;
  if (who == kReportedBody) return step.body;
  return body_of_type(directory, who, step.province, step.happened_on);
}

/// A number, or "at once" in so many words; a row whose text nobody has read gives neither.
bool is_limit_known(platform::Transaction& tx, const Route& route, base::Date day) {
  const auto rule = calendar::rule_on(tx, route.rule, day);
  if (!rule) return false;
  const bool at_once = rule->limit.unit == calendar::Unit::at_once;
  return rule->legal_number || (at_once && route.trust != "uncertain");
}

}  // namespace

std::vector<RouteSeen> routes_seen(platform::Transaction& tx, const IdentificationStep& step,
                                   const directory::OrgId& lead) {
  const auto& directory = directory::current(tx);
  const auto* body = step.body ? directory.organisation(*step.body, step.happened_on) : nullptr;
  const std::string body_type = body == nullptr ? "" : body->type;
  const auto table = store::routes(tx, step.happened_on);
  std::vector<RouteSeen> found;
  for (const Deed trigger : {Deed::suspect, Deed::start}) {
    for (const Route& route : routes_on(table, step.road, trigger, body_type, step.happened_on)) {
      found.push_back({.route = route,
                       .organisation = body_for(directory, route.actor, step, lead),
                       .towards = body_for(directory, route.towards, step, lead),
                       .limit_known = is_limit_known(tx, route, step.happened_on)});
    }
  }
  return found;
}

void load_routes(platform::Transaction& tx) {
  for (const auto& row : platform::embedded_csv(kFile)) {
    const auto trigger = base::value_of(kIdentificationActionNames, row["trigger"]);
    if (!trigger) throw std::logic_error(std::string(kFile) + " line " + std::to_string(row.line));
    store::add_route(tx, {.road = row["road"],
                          .trigger = *trigger,
                          .rule = row["rule"],
                          .actor = row["actor"],
                          .towards = row["towards"],
                          .unless_body_type = row["unless_body_type"],
                          .valid_from = base::parse_date(row["valid_from"]),
                          .valid_to = base::parse_date(row["valid_to"]),
                          .basis = row["basis"],
                          .trust = row["trust"]});
  }
}

}  // namespace hd::cases
