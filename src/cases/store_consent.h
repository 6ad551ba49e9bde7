#pragma once
// Consents and disclosures in the database. Nothing here decides anything.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cases/consent.h"
#include "cases/store_envelope.h"

namespace hd::cases::store {

void insert(const Place& place, const CaseId& case_file, const Consent& consent);

/// Saves a withdrawal. False when the stored version is not `version - 1`.
bool update(const Place& place, const CaseId& case_file, const Consent& consent);

/// With the words opened, and the case it belongs to.
std::optional<std::pair<CaseId, Consent>> find_consent(const Place& place, const ConsentId& id);

/// All of a person with the words opened, oldest first.
std::vector<Consent> consents_of(const Place& place, const PersonId& person);

/// Of a person towards a recipient, without the words: enough for consented().
std::vector<Consent> consents_towards(platform::Transaction& tx, const PersonId& person,
                                      const directory::OrgId& recipient);

void add_disclosure(platform::Transaction& tx, const std::string& id, const PersonId& person,
                    const Holder& holder, const std::string& subject_kind,
                    const std::string& subject_id);
/// Is it on record that these categories, or more, were handed over with this subject?
bool is_disclosed(platform::Transaction& tx, const PersonId& person,
                  const directory::OrgId& recipient, Categories categories,
                  const std::string& subject_id);
/// Oldest first.
std::vector<Holder> disclosures_of(platform::Transaction& tx, const PersonId& person);

}  // namespace hd::cases::store
