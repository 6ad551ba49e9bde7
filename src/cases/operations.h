#pragma once
// What a user can do with cases and persons, and what the other nouns of this module and the
// modules above build on. Each function is one intention inside the caller's transaction; a change
// or an opened record leaves its audit entry there.
//
// "Not yours" and "not there" are the same not_found everywhere.
// Source: spec processes section 2.

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access/actor.h"
#include "access/decide.h"
#include "base/result.h"
#include "cases/case.h"
#include "cases/person.h"
#include "cases/timeline.h"
#include "contacts/operations.h"
#include "duties/operations.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::cases {

using contacts::Who;

struct Loaded {
  Case record;
  access::Decision decision;
};

/// The only way to a case: asks the decision, opens, audits nothing. What the decision does not
/// release is still in `record`: whoever shows it keeps to `decision.marks`.
/// Errors: not_found - absent, or not the actor's business.
base::Result<Loaded> load_case(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                               const CaseId& id, access::Permission permission);

struct PersonLoaded {
  Person person;
  Case record;
  access::Decision decision;
};
/// The only way to a person: through her case. Errors: not_found.
base::Result<PersonLoaded> load_person(platform::Transaction& tx, vault::Vault& vault,
                                       const Who& who, const PersonId& id,
                                       access::Permission permission);

/// A person for a rule of another module whose own record decision allowed it (a referral that was
/// accepted). Shows nothing by itself and is not audited here. nullopt: no such person.
std::optional<Person> person_for_rules(platform::Transaction& tx, vault::Vault& vault,
                                       const Who& who, const PersonId& id);
/// The same for a case: lead, members, state.
std::optional<Case> case_for_rules(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                                   const CaseId& id);

/// All persons of a case the caller has loaded, by position.
std::vector<Person> persons_of(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                               const CaseId& id);

/// Writes a turn to the timeline of a case; tells open browsers ("case.changed"). Does not touch
/// the version of the case.
void add_timeline(platform::Transaction& tx, vault::Vault& vault, const Who& who, const CaseId& id,
                  TimelineEntry entry);

/// Through which walls the actor sees in this case, given a decision.
Sight sight_of(const Who& who, const Loaded& loaded);

/// Writes the code of a person's identification, and of her case for lists. The caller's own rules
/// have decided it. Bumps the person's version. Errors: conflict "stale".
base::Result<Person> set_identification(platform::Transaction& tx, vault::Vault& vault,
                                        const Who& who, const PersonLoaded& loaded,
                                        const std::string& status);
/// Writes the latest risk level of a case for lists: the caller says which.
void set_risk_level(platform::Transaction& tx, const CaseId& id, const std::string& level);

/// Every name with its case, for the index in memory; newest last. Not audited: the index answers
/// only for what the asker may open.
void scan_identities(platform::Transaction& tx, vault::Vault& vault,
                     const std::function<void(const Person&)>& each);

}  // namespace hd::cases
