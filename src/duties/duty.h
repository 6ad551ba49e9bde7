#pragma once
// A duty: something somebody has to do until a time, or at once. One mechanism for every clock.
//
// Pure: no clock, no database, no JSON.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/time.h"
#include "directory/ids.h"
#include "duties/ids.h"

namespace hd::duties {

/// "Overdue" is no state: it is derived from the due time and the clock.
enum class State { open, done, cancelled, transferred };

inline constexpr auto kStateNames = std::to_array<base::EnumName<State>>({
    {State::open, "open"},
    {State::done, "done"},
    {State::cancelled, "cancelled"},
    {State::transferred, "transferred"},
});
static_assert(base::names_every(kStateNames, State::transferred));

/// How a duty ends.
enum class End { done, cancelled };

/// What a caller says when a clock starts. The rest follows from the deadline rule.
struct NewDuty {
  std::string kind = {};  ///< e.g. "connection.first_result"; "" takes the kind of the rule
  std::string rule;       ///< code of the deadline rule: "T1", "T2", "R8", "FOLLOW_UP", …
  directory::OrgId org;   ///< the organisation that has to act
  std::optional<directory::UnitId> unit = {};
  std::optional<access::PostId> post = {};
  std::optional<access::UserId> user = {};
  /// The other side of the matter, for the steps of the escalation chain that are not in `org`:
  /// the hotline of an agency's duty, the agency of a hotline's duty.
  std::optional<directory::OrgId> counterpart = {};
  std::string subject_kind;    ///< contact connection document service calendar other
  std::string subject_id;      ///< id of the record
  std::string subject_number;  ///< what people call it: "KN-2026-00012"; may be ""
  base::Timestamp started_at;  ///< the event, e.g. the call; its day is not counted
  std::optional<base::Timestamp> due_at = {};  ///< an agreed time instead of the rule's arithmetic
};

}  // namespace hd::duties
