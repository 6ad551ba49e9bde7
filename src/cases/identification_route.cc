#include "cases/identification_route.h"

namespace hd::cases {
namespace {

bool holds(const Route& route, base::Date day) {
  return (!route.valid_from || *route.valid_from <= day) &&
         (!route.valid_to || day <= *route.valid_to);
}

}  // namespace

std::vector<Route> routes_on(std::span<const Route> routes, std::string_view road,
                             IdentificationAction trigger, std::string_view body_type,
                             base::Date day) {
  std::vector<Route> found;
  for (const Route& route : routes) {
    const bool falls_away = !body_type.empty() && route.unless_body_type == body_type;
    if (route.road == road && route.trigger == trigger && !falls_away && holds(route, day)) {
      found.push_back(route);
    }
  }
  return found;
}

}  // namespace hd::cases
