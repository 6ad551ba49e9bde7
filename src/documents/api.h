#pragma once
// Documents over HTTP; api/openapi.yaml describes the same routes. Only apps/ includes this file.

#include "documents/operations.h"
#include "server/router.h"

namespace hd::documents {

/// GET /documents, GET|PUT /documents/{id}, POST …/issuances, POST …/withdrawals, GET …/pdf,
/// GET …/print. `operations` and `vault` outlive `router`.
void add_routes(server::Router& router, Operations& operations, vault::Vault& vault);

}  // namespace hd::documents
