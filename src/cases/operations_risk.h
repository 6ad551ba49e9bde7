#pragma once
// Risk assessments and safety plans as the rest of the system asks for them.

#include <optional>

#include "access/ids.h"
#include "cases/risk.h"
#include "cases/safety_plan.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::cases {

/// The latest assessment of a person, or nullopt. For modules that have already decided that their
/// actor may know: not audited, nothing masked. Source.
std::optional<Risk> latest_risk(platform::Transaction& tx, vault::Vault& vault,
                                const std::optional<access::SessionId>& session,
                                const PersonId& person);

/// The safety plan with the safe contact, or nullopt; same terms. Whoever prepares a call or a
/// message to the person shows warnings_before_contact() of it first.
std::optional<SafetyPlan> safety_plan_of(platform::Transaction& tx, vault::Vault& vault,
                                         const std::optional<access::SessionId>& session,
                                         const PersonId& person);

}  // namespace hd::cases
