#pragma once
// Accounts over HTTP: api/openapi.yaml, tags sessions and administration. Only apps/ includes this.

#include "accounts/operations.h"
#include "server/router.h"

namespace hd::accounts {

/// Finds the session of a request from its cookie; for Router::Parts. `operations` outlives it.
server::Authenticator authenticator(Operations& operations);

/// Sessions, activation, own password and second factor, own language. `operations` outlives
/// `router`.
void add_session_routes(server::Router& router, Operations& operations);

/// Users, posts and the audit log. `operations` outlives `router`.
void add_administration_routes(server::Router& router, Operations& operations);

/// A person's own saved views. `vault` outlives `router`.
void add_view_routes(server::Router& router, vault::Vault& vault);

/// Sessions and administration.
void add_routes(server::Router& router, Operations& operations);

}  // namespace hd::accounts
