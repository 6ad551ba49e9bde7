#pragma once
// Statistics over HTTP: api/openapi.yaml describes the same routes. Only apps/ includes this file.

#include "server/router.h"
#include "statistics/operations.h"
#include "statistics/operations_releases.h"
#include "vault/vault.h"

namespace hd::statistics {

struct ApiParts {
  Operations& operations;
  Releases& releases;
  vault::Vault& vault;  ///< for the names of people
};

/// Everything under /api/v1/report-*, /disclosure-rules, /support-goal-rules and /person-files.
/// What `parts` names outlives `router`.
void add_routes(server::Router& router, const ApiParts& parts);

}  // namespace hd::statistics
