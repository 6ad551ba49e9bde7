#pragma once
// Consents as the rest of the system asks for them, and what people do with them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "cases/consent.h"
#include "cases/operations.h"
#include "cases/operations_override.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::cases {

/// The marks that consents in force open to an organisation for a purpose on a day; 0 when none.
/// This is what access::Object::consent_marks is set to for the receiving side. Source: R-019.
std::uint8_t consent_marks(platform::Transaction& tx, const PersonId& person,
                           const directory::OrgId& recipient, Purpose purpose, base::Date day);

/// The same as kinds of data, for papers that are put together kind by kind (health, documents).
Categories consent_categories(platform::Transaction& tx, const PersonId& person,
                              const directory::OrgId& recipient, Purpose purpose, base::Date day);

/// Data of a person that was handed to an organisation.
struct Disclosure {
  PersonId person;
  directory::OrgId recipient;
  Categories categories = 0;
  std::string subject_kind;  ///< "referral", …
  std::string subject_id;
};
/// Puts on record that data was handed over; once for the same data of the same record. Whoever
/// opens identity or a pack to another organisation calls this in the same transaction: a
/// withdrawal later tells who holds what.
void note_disclosure(platform::Transaction& tx, base::Timestamp now, const Disclosure& disclosure);

/// What this organisation may see of somebody has changed: its open screens look again. It is not
/// told about whom.
void announce_consent(platform::Transaction& tx, base::Timestamp now,
                      const directory::OrgId& recipient);

/// Who has to agree for a person on a day, and who must not speak for her.
Circle circle_of(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                 const PersonLoaded& loaded);

/// What somebody who may open the person sees of her consents.
struct ConsentMatrix {
  PersonId person;
  AgeGroup age = AgeGroup::grown_up;
  std::vector<Consent> items = {};   ///< oldest first
  std::vector<Holder> holders = {};  ///< who holds what
  std::vector<OverrideSeen> overrides = {};
  std::uint8_t marks = 0;
  bool may_record = false, may_override = false;
};

struct ConsentSeen {
  Consent consent;
  AgeGroup age = AgeGroup::grown_up;
  std::uint8_t marks = 0;
};

class Consents {
 public:
  /// The vault outlives the object.
  explicit Consents(vault::Vault& vault) : vault_(vault) {}

  /// Audited "consent.list". Errors: not_found.
  base::Result<ConsentMatrix> open(platform::Transaction& tx, const Who& who, const PersonId& id);

  /// Records what was asked and answered; id, time, recorder and effect are filled in here. A
  /// refusal withdraws what was agreed before for the same purpose and recipient. A child whose
  /// parents must not be asked gets the duty to find a child-protection officer. Audited
  /// "consent.record". Errors: not_found; forbidden "consent.representative_not_allowed" - against
  /// her interest, or on the exclusion list, which nobody is to learn; invalid - see check();
  /// {"language" | "recipient_organisation_id", "unknown_value"}.
  base::Result<ConsentSeen> record(platform::Transaction& tx, const Who& who, Consent asked);

  struct Withdrawal {
    std::int64_t version;
    std::string reason;
    GivenBy given_by = GivenBy::self;
  };
  struct Withdrawn {
    ConsentSeen seen;
    std::vector<Holder> holders;  ///< each has a duty to be told
  };
  /// Sharing closes in this transaction; the lead officer gets a duty for each holder. Audited
  /// "consent.withdraw". Errors: not_found; conflict "stale" | "consent.already_withdrawn".
  base::Result<Withdrawn> withdraw(platform::Transaction& tx, const Who& who, const ConsentId& id,
                                   const Withdrawal& withdrawal);

 private:
  base::Result<std::vector<Holder>> close(platform::Transaction& tx, const Who& who,
                                          const PersonLoaded& loaded, Consent& consent,
                                          const Withdrawal& withdrawal);

  vault::Vault& vault_;
};

}  // namespace hd::cases
