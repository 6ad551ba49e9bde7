#pragma once
// Routes and JSON of reports. The contract is api/openapi.yaml.

#include <functional>
#include <vector>

#include "documents/operations.h"
#include "reporting/operations.h"
#include "reporting/operations_group.h"
#include "server/router.h"
#include "vault/vault.h"

namespace hd::reporting {

/// All of them outlive the router.
struct ApiParts {
  Operations& operations;
  GroupOperations& group;
  contacts::Operations& contacts;
  documents::Operations& documents;
  vault::Vault& vault;
  /// Lines of the list of connections, as their own routes send them.
  std::function<platform::JsonArray(platform::Transaction&, const server::Call&,
                                    const std::vector<connections::Seen>&)>
      connection_lines;
  /// The same for referrals.
  std::function<platform::JsonArray(platform::Transaction&, const server::Call&,
                                    const std::vector<referrals::Seen>&)>
      referral_lines;
};

void add_routes(server::Router& router, const ApiParts& parts);

}  // namespace hd::reporting
