#pragma once
// Overrides of consent in the database. Nothing here decides anything.

#include <optional>
#include <utility>
#include <vector>

#include "cases/consent_override.h"
#include "cases/store_envelope.h"

namespace hd::cases::store {

void insert(const Place& place, const CaseId& case_file, const ConsentOverride& one);

/// Saves what became of it. False when the stored version is not `version - 1`.
bool update(const Place& place, const CaseId& case_file, const ConsentOverride& one);

/// With the words opened, and the case it belongs to.
std::optional<std::pair<CaseId, ConsentOverride>> find_override(const Place& place,
                                                                const OverrideId& id);

/// All of a person with the words opened, oldest first.
std::vector<ConsentOverride> overrides_of(const Place& place, const PersonId& person);

/// Of a person towards a recipient, those that were approved and not stopped, without the words:
/// enough for overridden().
std::vector<ConsentOverride> overrides_towards(platform::Transaction& tx, const PersonId& person,
                                               const directory::OrgId& recipient);

/// Of all persons of a case, without the words: those that end after `now`.
std::vector<ConsentOverride> overrides_of_case(platform::Transaction& tx, const CaseId& case_file,
                                               base::Timestamp now);

/// Approved ones whose time was over later than `after` and not later than `now`, without the
/// words.
std::vector<ConsentOverride> overrides_ended(platform::Transaction& tx, base::Timestamp after,
                                             base::Timestamp now);

}  // namespace hd::cases::store
