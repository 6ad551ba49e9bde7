#pragma once
// The directory over HTTP: api/openapi.yaml describes the same routes. Only apps/ includes this
// file.

#include "server/router.h"

namespace hd::directory {

/// Look-ups:  GET /organisations, /organisations/{id}, /working-groups, /working-groups/current,
///            /territories, /code-lists, /hotlines; POST /service-searches (recorded)
/// Changes:   POST /organisations, PUT /organisations/{id}, POST /organisations/{id}/units,
///            PUT /units/{id}, POST /units/{id}/services, PUT /services/{id}, POST
///            /code-list-items, POST /working-groups, /working-groups/{id}/members,
///            /working-group-members/{id}/endings
void add_routes(server::Router& router);

}  // namespace hd::directory
