#pragma once
// Cases in the database, sealed and opened on the way. Nothing here decides anything.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cases/case.h"
#include "cases/conference.h"
#include "cases/need.h"
#include "cases/person.h"
#include "cases/timeline.h"
#include "platform/db.h"
#include "vault/place.h"

namespace hd::cases::store {

using vault::Place;

/// One set of data keys per case, so that a case can be erased, and its identities alone. `row` and
/// `row_version` as stored. For the other nouns of this module, too.
vault::Slot slot(const CaseId& id, vault::Compartment compartment, std::string_view table,
                 std::string_view column, std::string row, std::int64_t row_version = 1);

void insert(const Place& place, const Case& record);
/// With members and exclusions (without reasons); the envelopes opened when `whole`.
std::optional<Case> find(const Place& place, const CaseId& id, bool whole = true);
/// Saves everything that may change. False when the stored version is not `version - 1`.
bool update(const Place& place, const Case& record);
void set_identification(platform::Transaction& tx, const CaseId& id, const std::string& status);
void set_risk_level(platform::Transaction& tx, const CaseId& id, const std::string& level);
/// The cases that began with a conversation, oldest first; heads only.
std::vector<CaseId> of_contact(platform::Transaction& tx, const contacts::ContactId& contact);

void add_member(const Place& place, const CaseId& id, const CaseMember& member,
                const access::UserId& by, base::Timestamp case_updated_at);
/// False when the user is no member.
bool end_member(const Place& place, const CaseId& id, const access::UserId& user,
                const access::UserId& by, base::Timestamp at, const std::string& reason);
void add_exclusion(const Place& place, const CaseId& id, const Exclusion& exclusion);
/// With the reasons.
std::vector<Exclusion> exclusions(const Place& place, const CaseId& id);

/// Whose list; one index each.
enum class Column { officer, org, member };
struct Slice {
  Column column = Column::officer;
  std::string value;
  std::string state = {}, identification = {}, risk = {};  ///< "" for all
  std::optional<base::Timestamp> closed_after = {};        ///< leaves out what was closed before
  base::Timestamp before_at = {};                          ///< cursor: (updated_at, id) below this
  std::string before_id = {};
  std::int64_t limit = 50;
};
/// Latest change first; without members, exclusions and envelopes.
std::vector<Case> slice(platform::Transaction& tx, const Slice& asked);
/// The members and exclusions that slice() leaves out; without the reasons.
void add_people(platform::Transaction& tx, Case& head);
/// The cases from which the user is excluded.
std::vector<CaseId> excluded_from(platform::Transaction& tx, const access::UserId& user);

}  // namespace hd::cases::store
