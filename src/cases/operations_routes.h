#pragma once
// For the identification operations: rows of the routing table with the bodies they mean.

#include <vector>

#include "cases/operations_identification.h"

namespace hd::cases {

/// Who has to act on the road of a step up to that step, with the bodies of the day of the step.
std::vector<RouteSeen> routes_seen(platform::Transaction& tx, const IdentificationStep& step,
                                   const directory::OrgId& lead);

}  // namespace hd::cases
