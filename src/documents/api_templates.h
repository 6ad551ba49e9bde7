#pragma once
// Templates of papers over HTTP.

#include "server/router.h"
#include "vault/vault.h"

namespace hd::documents {

/// GET|POST /paper-templates, GET /paper-templates/{id}/docx. `vault` outlives `router`.
void add_template_routes(server::Router& router, vault::Vault& vault);

}  // namespace hd::documents
