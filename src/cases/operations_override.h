#pragma once
// Sharing without consent in danger to life, as the rest of the system asks for it, and what people
// do with it.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "cases/consent_override.h"
#include "cases/operations.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::cases {

/// The marks that approved overrides open to an organisation for a purpose at a moment; 0 when
/// none. This is what access::Object::override_marks is set to for the receiving side.
std::uint8_t override_marks(platform::Transaction& tx, const PersonId& person,
                            const directory::OrgId& recipient, Purpose purpose,
                            base::Timestamp now);

/// The same as kinds of data, for papers and files.
Categories override_categories(platform::Transaction& tx, const PersonId& person,
                               const directory::OrgId& recipient, Purpose purpose,
                               base::Timestamp now);

struct OverrideSeen {
  ConsentOverride one;
  std::uint8_t marks = 0;
  std::vector<std::string> next_actions = {};
};

/// What somebody who has opened the person sees of them; oldest first. Audited by the caller.
std::vector<OverrideSeen> overrides_seen(platform::Transaction& tx, vault::Vault& vault,
                                         const Who& who, const PersonLoaded& loaded);

/// May the actor ask for one: the lead officer, while the case is worked on.
bool may_ask_override(const Who& who, const Case& record);

/// Tells the open screens of recipients, and of who asked, about overrides whose time was over
/// later than `after` and not later than `now`. Browsers that were away look again by themselves.
void announce_ended_overrides(platform::Database& database, base::Timestamp after,
                              base::Timestamp now);

class Overrides {
 public:
  /// The vault outlives the object.
  explicit Overrides(vault::Vault& vault) : vault_(vault) {}

  /// Asks; opens nothing. Id, time and asker are filled in here; the managers of the lead's
  /// organisation get the duty to decide at once (OVD). Audited "override.ask". Errors: not_found;
  /// invalid - see check(); {"reason" | "recipient_organisation_id", "unknown_value"},
  /// {"recipient_organisation_id", "own_organisation"}.
  base::Result<OverrideSeen> ask(platform::Transaction& tx, const Who& who, ConsentOverride asked);

  struct Decision {
    std::int64_t version;
    bool approve = false;
    std::string note;
  };
  /// A manager other than the one who asked. Approving opens the data in this transaction, puts the
  /// recipient among those who hold data, and opens the duties to tell the person (OVT) and to
  /// write down what was shared (OVR). Audited "override.approve" | "override.refuse". Errors:
  /// not_found; conflict "stale" | "override.wrong_state"; forbidden
  /// "override.own_request_not_allowed".
  base::Result<OverrideSeen> decide(platform::Transaction& tx, const Who& who, const OverrideId& id,
                                    const Decision& decision);

  struct Ending {
    std::int64_t version;
    std::string reason;
  };
  /// Stops it, or takes the request back, before its time: the lead officer or a manager. Audited
  /// "override.end". Errors: not_found; conflict "stale" | "override.wrong_state".
  base::Result<OverrideSeen> end(platform::Transaction& tx, const Who& who, const OverrideId& id,
                                 const Ending& ending);

  struct AfterAct {
    std::int64_t version;
    bool told = false;  ///< the person was told; else: what was shared is written down
    std::string note;
  };
  /// Settles an after-duty. Audited "override.tell" | "override.account". Errors: not_found;
  /// conflict "stale" | "override.wrong_state" - never approved, or done already.
  base::Result<OverrideSeen> settle(platform::Transaction& tx, const Who& who, const OverrideId& id,
                                    const AfterAct& after);

 private:
  struct Act {
    PersonLoaded loaded;
    ConsentOverride one;
  };
  base::Result<Act> begin(platform::Transaction& tx, const Who& who, const OverrideId& id,
                          std::int64_t version, access::Permission permission);
  base::Result<OverrideSeen> keep(platform::Transaction& tx, const Who& who, Act act,
                                  std::string_view what);
  void settle_duties(platform::Transaction& tx, const Who& who, const PersonId& person);

  vault::Vault& vault_;
};

}  // namespace hd::cases
