#pragma once
// Who has to do what on which road of identification, during which period.
//
// Pure; the rows are data/identification-routes.csv. Source: law 2.3, 2.8 number 4; T5, T8 to T12.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "cases/identification.h"

namespace hd::cases {

/// A row of the routing table: on a road, at a step, during a period, who has to do what towards
/// whom. Data, not code: the district bodies of before 1/7/2025 are rows.
struct Route {
  std::string road;
  IdentificationAction trigger = IdentificationAction::suspect;
  std::string rule;              ///< code of the deadline rule
  std::string actor;             ///< code of list organisation_type, "reported_body" or "lead"
  std::string towards;           ///< code of list organisation_type; "" when nobody else
  std::string unless_body_type;  ///< the row falls away when the body of the step is of this type
  std::optional<base::Date> valid_from = {}, valid_to = {};
  std::string basis, trust;
  bool operator==(const Route&) const = default;
};

/// The rows that a step sets off. `body_type` is the type of the body named in the step, "" if
/// none.
std::vector<Route> routes_on(std::span<const Route> routes, std::string_view road,
                             IdentificationAction trigger, std::string_view body_type,
                             base::Date day);

}  // namespace hd::cases
