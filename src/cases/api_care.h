#pragma once
// Consent, risk and identification over HTTP: api/openapi.yaml describes the same routes. Only
// apps/ includes this file.

#include "cases/operations_consent.h"
#include "cases/operations_identification.h"
#include "cases/operations_risk.h"
#include "server/router.h"
#include "vault/vault.h"

namespace hd::cases {

struct CareParts {
  Consents& consents;
  Risks& risks;
  Identifications& identifications;
  vault::Vault& vault;  ///< for the names of people
};

/// Routes about what a person agreed to, how much danger she is in, and whether she is identified.
/// The parts outlive `router`.
void add_care_routes(server::Router& router, const CareParts& parts);

// One for each noun; add_care_routes() calls them.
void add_consent_routes(server::Router& router, const CareParts& parts);
void add_risk_routes(server::Router& router, const CareParts& parts);
void add_identification_routes(server::Router& router, const CareParts& parts);

}  // namespace hd::cases
