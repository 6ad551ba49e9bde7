#pragma once
// What a referral takes from the case: whose it is, who the person is as far as rules depend on it,
// what she consented to. The only file that asks the module cases.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/decide.h"
#include "base/time.h"
#include "cases/person.h"
#include "contacts/operations.h"
#include "platform/db.h"
#include "platform/wall.h"
#include "referrals/gates.h"
#include "referrals/referral.h"
#include "vault/vault.h"

namespace hd::referrals {

/// Who does it, and when.
using Who = contacts::Who;

/// While it lives, the rules of a referral that was sent may ask the case it rests on, whoever
/// acts: those who were asked have standing in the referral, not in the case. A draft asks as its
/// author.
class AsksCase {
 public:
  AsksCase(platform::Transaction& tx, const Referral& referral);

 private:
  std::optional<platform::BeyondTheWall> lifted_;
};

/// Who leads a case.
struct Lead {
  std::string number;
  directory::OrgId org;
  access::UserId officer;
};
/// nullopt: no such case.
std::optional<Lead> case_lead(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                              const cases::CaseId& id);

/// The person as of a day.
struct Subject {
  cases::Person person;
  Traveller traveller;
  std::optional<base::Timestamp> assessed_at = {};  ///< of the latest risk assessment
  bool vietnamese = false, abroad = false;
};

/// nullopt: no such person.
std::optional<Subject> subject_of(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                                  const cases::PersonId& id);

/// The marks that her consents open on a day to those who receive her: to the asked organisation,
/// and to that of the unit it delegated to, when that is another one. 0 without a target.
std::uint8_t consent_of(platform::Transaction& tx, const Referral& referral, base::Date day);
/// The marks that a manager's overrides in danger to life open to the same at a moment.
std::uint8_t override_of(platform::Transaction& tx, const Referral& referral, base::Timestamp now);

/// The referral as the access decision sees it for this actor: the case's people on one side, those
/// who were asked on the other. nullopt: the case is gone.
std::optional<access::Object> object_of(platform::Transaction& tx, vault::Vault& vault,
                                        const Who& who, const Referral& referral);

/// Does she, or an override, let papers go to the organisations through which the actor was asked?
bool documents_open(platform::Transaction& tx, const Who& who, const Referral& referral);

/// What the actor may do with the files of the case. Errors: not_found.
base::Result<access::Decision> files_of_case(platform::Transaction& tx, vault::Vault& vault,
                                             const Who& who, const cases::CaseId& id, bool write);

/// The card: what may be told without saying who she is.
Card card_of(platform::Transaction& tx, const Subject& subject, const Card& written,
             std::size_t accompanying, base::Date day);

/// A duty of the person herself, opened by her own record, is open (identification routes).
bool person_has_duty(platform::Transaction& tx, const cases::PersonId& person,
                     std::string_view kind);

/// Puts on record that identity or papers went to the receiver; once for the same data.
void note_disclosed(platform::Transaction& tx, const Who& who, const Referral& referral,
                    const directory::OrgId& recipient, std::uint8_t marks, bool documents = false);
/// The same for the identity of one of the persons who go along.
void note_disclosed(platform::Transaction& tx, const Who& who, const Referral& referral,
                    const directory::OrgId& recipient, const cases::PersonId& companion);

/// True when a consent in force of the one who goes along, or an override, lets the side of the
/// actor see who that is. The consent of the referred person does not speak for others.
bool companion_open(platform::Transaction& tx, const Who& who, const Referral& referral,
                    const cases::PersonId& companion);

/// The organisation that gets what this side gets.
directory::OrgId recipient_of(const Referral& referral, Side side);

/// Writes the turn to the timeline of the case.
void tell_case(platform::Transaction& tx, vault::Vault& vault, const Who& who,
               const Referral& referral, const Entry& entry);

}  // namespace hd::referrals
