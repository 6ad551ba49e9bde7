#pragma once
// Cases and persons over HTTP: api/openapi.yaml describes the same routes. Only apps/ includes
// this file.

#include "cases/operations_life.h"
#include "server/router.h"
#include "vault/vault.h"

namespace hd::cases {

/// Everything outlives the router.
struct ApiParts {
  Operations& operations;
  duties::Operations& duties;
  vault::Vault& vault;
  /// Whether the actor may open the conversation a case began with.
  std::function<bool(platform::Transaction&, const Who&, const contacts::ContactId&)>
      may_open_contact = {};
};

/// Everything under /api/v1/cases, /persons, /needs and /person-reveals that this module's own
/// nouns need.
void add_routes(server::Router& router, const ApiParts& parts);

/// CaseLink, for the page of a conversation.
platform::JsonArray links(const std::vector<Case>& cases);

}  // namespace hd::cases
