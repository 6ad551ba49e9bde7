#pragma once
// Service connections over HTTP: api/openapi.yaml describes the same routes. Only apps/ includes
// this file.

#include "connections/operations.h"
#include "server/router.h"
#include "vault/vault.h"

namespace hd::connections {

/// Everything under /api/v1/connections. The last three outlive `router`; the vault is for the
/// names of people.
void add_routes(server::Router& router, Operations& operations, documents::Operations& documents,
                vault::Vault& vault);

/// ConnectionSummary, for other lists ("my work", the records behind a figure).
platform::JsonArray summaries(platform::Transaction& tx, vault::Vault& vault,
                              const server::Call& call, const std::vector<Seen>& connections);

/// ConnectionLink, for the page of a conversation.
platform::JsonArray links(platform::Transaction& tx, vault::Vault& vault, const server::Call& call,
                          const std::vector<Seen>& connections);

}  // namespace hd::connections
