#pragma once
// Search of persons and duplicate checks over HTTP; api/openapi.yaml describes the same routes.
// Only apps/ includes this file.

#include "cases/operations_search.h"
#include "server/router.h"

namespace hd::cases {

/// POST /person-searches, GET /duplicate-checks, POST /duplicate-checks/{id}/answers. `names`
/// outlives `router`.
void add_search_routes(server::Router& router, PersonSearch& names);

}  // namespace hd::cases
