#pragma once
// Identification as a victim: steps, evidence, and the duties of those who have to act.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cases/identification.h"
#include "cases/identification_route.h"
#include "cases/operations.h"
#include "duties/operations.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::cases {

/// Adds the rows of data/identification-routes.csv that are missing. Safe to run at every start.
void load_routes(platform::Transaction& tx);

/// A route with the bodies it means on a day.
struct RouteSeen {
  Route route;
  std::optional<directory::OrgId> organisation = {};  ///< who acts; absent: not in the directory
  std::optional<directory::OrgId> towards = {};
  bool limit_known = false;  ///< a document says until when, or "at once"
};

/// What somebody who may open the person sees of her identification.
struct IdentificationView {
  PersonId person;
  Identification state = Identification::none;
  std::string road = {};
  std::optional<directory::OrgId> turn_of = {};  ///< the body whose turn it is, as far as known
  IdentificationTurn turn = IdentificationTurn::nobody;
  std::vector<IdentificationStep> steps = {};
  std::vector<Evidence> evidence = {};
  std::vector<RouteSeen> routes = {};
  std::vector<duties::View> clocks = {};
  std::uint8_t marks = 0;
  bool may_work = false;

  std::int64_t version() const { return static_cast<std::int64_t>(steps.size()); }
};

class Identifications {
 public:
  /// Both outlive the object.
  Identifications(vault::Vault& vault, duties::Operations& duties)
      : vault_(vault), duties_(duties) {}

  /// Audited "identification.open". Errors: not_found.
  base::Result<IdentificationView> open(platform::Transaction& tx, const Who& who,
                                        const PersonId& id);

  /// One step; what is left out of road and body is as in the step before. Opens the duties of the
  /// road as they hold on the day of the step, with the bodies of that day; a body that the
  /// directory does not know is reached by the lead officer, who gets the duty. Audited
  /// "identification.<action>". `version` is the number of steps it was decided on.
  /// Errors: not_found; conflict "stale" | "identification.wrong_state" |
  /// "identification.needs_new_evidence"; invalid - see check(); unknown codes.
  base::Result<IdentificationView> take(platform::Transaction& tx, const Who& who,
                                        std::int64_t version, IdentificationStep asked);

  /// Audited "evidence.add". Errors: not_found; conflict "stale"; invalid {"kind" |
  /// "date", …}.
  base::Result<IdentificationView> add_evidence(platform::Transaction& tx, const Who& who,
                                                std::int64_t version, Evidence asked);

 private:
  IdentificationView view(platform::Transaction& tx, const Who& who, const PersonLoaded& loaded);
  base::Result<base::Done> start_clocks(platform::Transaction& tx, const Who& who,
                                        const PersonLoaded& loaded, const IdentificationStep& step);
  void end_clocks(platform::Transaction& tx, const Who& who, const IdentificationStep& step);

  vault::Vault& vault_;
  duties::Operations& duties_;
};

}  // namespace hd::cases
