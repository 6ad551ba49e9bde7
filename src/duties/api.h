#pragma once
// Duties over HTTP: api/openapi.yaml describes the same routes. Only apps/ includes this file.

#include "duties/operations.h"
#include "server/router.h"

namespace hd::duties {

/// GET  /api/v1/duties                      ?state ?scope ?due ?subject_id
/// GET  /api/v1/duties/{id}
/// POST /api/v1/duties/{id}/completions
/// POST /api/v1/duties/{id}/transfers
/// POST /api/v1/duties/{id}/cancellations
/// GET  /api/v1/duty-boards/current         ?scope
///
/// `operations` outlives `router`.
void add_routes(server::Router& router, Operations& operations);

}  // namespace hd::duties
