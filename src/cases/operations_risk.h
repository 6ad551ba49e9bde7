#pragma once
// Risk assessments and safety plans as the rest of the system asks for them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/result.h"
#include "cases/operations.h"
#include "cases/risk.h"
#include "cases/safety_plan.h"
#include "duties/operations.h"
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

/// What somebody who may open the person sees of her risk.
struct RiskView {
  PersonId person;
  std::optional<Risk> latest = {}, previous = {};
  std::vector<Risk> history = {};         ///< newest first: level, time and assessor only
  std::vector<std::string> factors = {};  ///< codes that may be answered today
  std::vector<RiskMinimum> minima = {};   ///< the highest of each factor
  std::optional<SafetyPlan> plan = {};
  std::vector<duties::View> clocks = {};  ///< T13 and T14
  std::uint8_t marks = 0;
  bool sees_places = false;  ///< the lead officer and members for protection
  bool may_work = false;
};

class Risks {
 public:
  /// Both outlive the object.
  Risks(vault::Vault& vault, duties::Operations& duties) : vault_(vault), duties_(duties) {}

  /// Audited "risk.open". Errors: not_found.
  base::Result<RiskView> open(platform::Transaction& tx, const Who& who, const PersonId& id);

  /// A new assessment; id, time and assessor are filled in here, a person treated as a child is one
  /// here, too. Opens T13 and T14. Whoever does not see the safe places of before keeps them and
  /// adds. Audited "risk.assess".
  /// Errors: not_found; invalid - see check(); {"factors.<n>.code", "unknown_value"}.
  base::Result<RiskView> assess(platform::Transaction& tx, const Who& who, Risk asked);

  /// Saves the plan whose version before was `plan.version`, 0 for the first. Emergency measures
  /// end T13, a support plan ends T14. Audited "safety_plan.save".
  /// Errors: not_found; conflict "stale"; invalid {"review_on", "in_past"}.
  base::Result<RiskView> save_plan(platform::Transaction& tx, const Who& who, SafetyPlan plan);

 private:
  RiskView view(platform::Transaction& tx, const Who& who, const PersonLoaded& loaded);
  base::Result<base::Done> start_clocks(platform::Transaction& tx, const Who& who,
                                        const PersonLoaded& loaded, const Risk& risk);

  vault::Vault& vault_;
  duties::Operations& duties_;
};

}  // namespace hd::cases
