#pragma once
// Consents as the rest of the system asks for them, and what people do with them.

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"
#include "cases/consent.h"
#include "platform/db.h"

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
/// Puts on record that data was handed over. Whoever opens identity or a pack to another
/// organisation calls this in the same transaction: a withdrawal later tells who holds what.
void note_disclosure(platform::Transaction& tx, base::Timestamp now, const Disclosure& disclosure);

}  // namespace hd::cases
