#pragma once
// Routes and JSON of conversations. The contract is api/openapi.yaml.

#include <functional>

#include "contacts/operations.h"
#include "contacts/view.h"
#include "server/router.h"

namespace hd::contacts {

/// Everything outlives the router.
struct ApiParts {
  Operations& operations;
  vault::Vault& vault;
  /// What the modules above know about a record, shown on its page; may be empty.
  std::function<platform::Json(platform::Transaction&, const server::Call&, const ContactId&)>
      connections = {};
  std::function<platform::Json(platform::Transaction&, const server::Call&, const ContactId&)>
      cases = {};
  std::function<platform::Json(platform::Transaction&, const server::Call&, const ContactId&)>
      duties = {};
};

void add_routes(server::Router& router, const ApiParts& parts);

/// Lines of the call log for other lists ("my work", the records behind a figure).
platform::Json summaries(platform::Transaction& tx, const ApiParts& parts, const server::Call& call,
                         const std::vector<Contact>& contacts);

}  // namespace hd::contacts
