#pragma once
// Referrals over HTTP: api/openapi.yaml describes the same routes. Only apps/ includes this file.

#include "referrals/operations.h"
#include "server/router.h"
#include "vault/vault.h"

namespace hd::referrals {

/// Everything under /api/v1/referrals. The last two outlive `router`; the vault is for the names
/// of people.
void add_routes(server::Router& router, Operations& operations, vault::Vault& vault);

/// ReferralSummary, for other lists ("my work", the page of a case).
platform::JsonArray summaries(platform::Transaction& tx, vault::Vault& vault,
                              const server::Call& call, const std::vector<Seen>& referrals);

}  // namespace hd::referrals
