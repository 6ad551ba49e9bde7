#pragma once
// A service connection as a value: what is asked of whom, and where it stands.
//
// Pure: no clock, no database, no permissions. The life is in life.h.
// Source: spec processes section 3.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/decide.h"
#include "base/enum_names.h"
#include "base/time.h"
#include "connections/ids.h"
#include "connections/life.h"
#include "contacts/ids.h"
#include "directory/asking.h"
#include "directory/ids.h"
#include "documents/ids.h"

namespace hd::connections {

/// a working-group member, or directly a unit that gives the service.
enum class TargetKind { wg_member, grassroots };
inline constexpr auto kTargetKindNames = std::to_array<base::EnumName<TargetKind>>({
    {TargetKind::wg_member, "wg_member"},
    {TargetKind::grassroots, "grassroots"},
});
static_assert(base::names_every(kTargetKindNames, TargetKind::grassroots));

using directory::kUrgencyNames;
using directory::Need;
using directory::Outcome;
using directory::Urgency;

struct Target {
  TargetKind kind = TargetKind::wg_member;
  directory::OrgId org;
  std::optional<directory::UnitId> unit = {};
  bool operator==(const Target&) const = default;
};

/// What the agency is told: the minimum, and no identity. "" means not said.
struct Card {
  std::string age_band = {}, sex = {}, language = {}, province = {}, risk_level = {};
  std::string summary = {};
  bool operator==(const Card&) const = default;
};

/// The content both sides share; sealed as one envelope.
struct Told {
  std::vector<Need> needs = {};
  Card card = {};
  std::string agreed_measure = {};  ///< R-128: the response both sides found fitting
  std::vector<Outcome> outcomes = {};
  bool operator==(const Told&) const = default;
};

struct Connection {
  ConnectionId id;
  std::string number = {};  ///< "KN-2026-00012" once sent
  directory::OrgId hotline;
  access::UserId author;
  contacts::ContactId contact;
  std::string contact_number = {};
  Status status = Status::draft;
  Urgency urgency = Urgency::normal;
  std::optional<Target> target = {};
  std::optional<directory::UnitId> delegated_unit = {};  ///< R-012
  std::optional<directory::OrgId> delegated_org = {};    ///< the body of that unit
  std::optional<directory::OrgId> helper = {};  ///< working-group member that has to help (R-079)
  std::string channel_used = {};                ///< code of list coordination_form (R-036)
  std::optional<ConnectionId> parent = {};      ///< the one that was declined before (R-013)
  ConnectionId root;                            ///< first of the chain; itself for the first
  std::optional<ConnectionId> rerouted_to = {};
  base::Timestamp created_at;
  base::Timestamp updated_at;
  std::optional<base::Timestamp> sent_at = {};
  std::optional<base::Timestamp> taken_up_at = {};      ///< first acknowledged or handled
  std::optional<base::Timestamp> answered_at = {};      ///< handled and reported, or declined (T2)
  std::optional<base::Timestamp> first_result_at = {};  ///< T1
  std::optional<base::Timestamp> ended_at = {};
  std::string decline_reason = {};               ///< code of list decline_reason
  std::string closing_reason = {};               ///< code of list closing_reason
  std::int64_t failed_attempts = 0;              ///< calls in a row that nobody answered (R-079)
  std::optional<base::Timestamp> reach_by = {};  ///< when not reaching anybody escalates
  std::optional<Side> question_from = {};        ///< who waits for an answer
  std::optional<documents::DocumentId> report = {};  ///< the written report (R-008)
  std::int64_t version = 1;
  Told told = {};

  std::optional<Side> turn() const {
    return whose_turn(status, delegated_unit.has_value(), question_from);
  }
  bool operator==(const Connection&) const = default;
};

/// The record as the access decision sees it.
access::Object object_of(const Connection& connection);

/// The side a person is on, whether a step is allowed now or not; nullopt: on none.
std::optional<Side> side_of(const access::Actor& actor, const Connection& connection,
                            base::Date today);

/// One thing that happened, in the words of the contract's timeline. Who declined or gave back,
/// what was said and asked, results, calls: all of them are entries.
struct Entry {
  std::string id = {};
  base::Timestamp at = {};                ///< when it was written down
  std::string kind = {};                  ///< "sent", "message", "result", …
  std::optional<access::UserId> by = {};  ///< nullopt: a clock
  std::optional<directory::OrgId> org = {};
  Side side = Side::hotline;
  std::optional<directory::UnitId> unit = {};     ///< delegated: to which unit
  std::string code = {};                          ///< reason code; "reached", "not_reached"
  std::map<std::string, std::string> texts = {};  ///< what people wrote; sealed
  bool operator==(const Entry&) const = default;
};

/// What is missing before a draft can be sent; empty when nothing is.
std::vector<base::FieldError> missing(const Connection& draft);

}  // namespace hd::connections
