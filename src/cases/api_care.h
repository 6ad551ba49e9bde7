#pragma once
// Consent, risk and identification over HTTP: api/openapi.yaml describes the same routes. Only
// apps/ includes this file.

#include "accounts/operations_names.h"
#include "cases/operations_consent.h"
#include "cases/operations_identification.h"
#include "cases/operations_override.h"
#include "cases/operations_risk.h"
#include "server/desk.h"
#include "vault/vault.h"

namespace hd::cases {

struct CareParts {
  Consents& consents;
  Overrides& overrides;
  Risks& risks;
  Identifications& identifications;
  vault::Vault& vault;  ///< for the names of people
};

/// What a handler works with.
struct CareDesk {
  const CareParts& parts;
  platform::Transaction& tx;
  const server::Call& call;

  Who who() const { return {call.actor, call.now}; }
  accounts::Names names() const { return {tx, parts.vault, call.today()}; }
};

/// The handler as the router calls it.
template <class Handler>
server::TxHandler at_desk(const CareParts& parts, Handler handler) {
  return [parts, handler](platform::Transaction& tx, const server::Call& call) {
    return server::handle(CareDesk{parts, tx, call}, handler);
  };
}

/// Routes about what a person agreed to, how much danger she is in, and whether she is identified.
/// The parts outlive `router`.
void add_care_routes(server::Router& router, const CareParts& parts);

/// Overrides of consent as the consent matrix lists them.
platform::JsonArray overrides_json(const CareDesk& desk,
                                   const std::vector<OverrideSeen>& overrides);

// One for each noun; add_care_routes() calls them.
void add_consent_routes(server::Router& router, const CareParts& parts);
void add_override_routes(server::Router& router, const CareParts& parts);
void add_risk_routes(server::Router& router, const CareParts& parts);
void add_identification_routes(server::Router& router, const CareParts& parts);

}  // namespace hd::cases
