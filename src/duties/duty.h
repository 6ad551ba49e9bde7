#pragma once
// A duty: something somebody has to do until a time, or at once. One mechanism for every clock.
//
// Pure: no clock, no database, no JSON.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/decide.h"
#include "base/enum_names.h"
#include "base/time.h"
#include "calendar/rule.h"
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
  std::string kind = {};  ///< e.g. "connection_first_result"; "" takes the kind of the rule
  std::string rule;       ///< code of the deadline rule: "T1", "T2", "R8", "FOLLOW_UP", …
  directory::OrgId org;   ///< the organisation that has to act
  std::optional<directory::UnitId> unit = {};
  std::optional<access::PostId> post = {};
  std::optional<access::UserId> user = {};
  /// The other side of the matter, for the steps of the escalation chain that are not in `org`:
  /// the hotline of an agency's duty, the agency of a hotline's duty.
  std::optional<directory::OrgId> counterpart = {};
  std::string subject_kind;    ///< contact connection document month service calendar other
  std::string subject_id;      ///< id of the record
  std::string subject_number;  ///< what people call it: "KN-2026-00012"; may be ""
  base::Timestamp started_at;  ///< the event, e.g. the call; its day is not counted
  std::optional<base::Timestamp> due_at = {};  ///< an agreed time instead of the rule's arithmetic
};

struct Duty {
  DutyId id;
  std::string kind;
  calendar::RuleId rule;
  std::string rule_code;
  access::Role owner_role = access::Role::counsellor;
  directory::OrgId org;
  std::optional<directory::UnitId> unit = {};
  std::optional<access::PostId> post = {};
  std::optional<access::UserId> user = {};
  std::optional<directory::OrgId> counterpart = {};
  std::string subject_kind;
  std::string subject_id;
  std::string subject_number;
  base::Timestamp started_at;
  std::optional<base::Timestamp> due_at = {};     ///< absent: at once, or waits for the calendar
  std::optional<base::Timestamp> target_at = {};  ///< internal target of "at once"
  bool agreed_due = false;    ///< due_at was agreed and does not follow the calendar
  bool legal_number = false;  ///< a document gives the number: late answers are counted
  State state = State::open;
  std::optional<base::Timestamp> ended_at = {};
  bool ended_late = false;
  int stage = 0;  ///< position in the escalation chain; 0 is the owner
  access::Role stage_role = access::Role::counsellor;
  directory::OrgId stage_org;  ///< where the present stage sits
  int alarms_fired = 0;
  std::optional<base::Timestamp> next_alarm_at = {};
  std::int64_t version = 1;

  /// The time that lists sort by and alarms count to: due time, or target of "at once".
  base::Timestamp clock_at() const { return due_at ? *due_at : target_at.value_or(started_at); }
  bool at_once() const { return !due_at; }
  /// The calendar of the year in which the clock ends is not known yet: there is no due time until
  /// an administrator has entered it.
  bool waits_for_calendar() const { return !due_at && !target_at; }
  /// Only a due time can pass; "at once" has a target that is shown and never late.
  bool overdue(base::Timestamp now) const {
    return state == State::open && due_at && *due_at < now;
  }
  bool operator==(const Duty&) const = default;
};

/// A point of time at which somebody is told.
struct Alarm {
  base::Timestamp at;
  int percent;           ///< of the period; 100 and more: the time has passed
  int stage;             ///< position in the escalation chain that is told, 0 the owner
  access::Role role;     ///< of that stage
  directory::OrgId org;  ///< where that role sits

  bool operator==(const Alarm&) const = default;
};

/// When who is told about an open duty, in order of time: the owner at each warning point; at the
/// end the next in the chain; each further one a working day later (for hours and "at once": one
/// more period). Steps on the other side are left out when there is no counterpart.
/// Source: spec processes section 0.
std::vector<Alarm> alarms(const Duty& duty, const calendar::Rule& rule,
                          const calendar::Calendar& calendar);

/// The desk a duty lies on: "user/<id>", "post/<id>", "unit/<id>" or "role/<org>/<role>". Lists of
/// "mine" are the duties on one's desks.
std::string desk(const Duty& duty);

/// The desks of a user on a day.
std::vector<std::string> desks(const access::Actor& actor, base::Date today);

/// May the actor do this with the duty: as one of the organisation, of the unit, or of the place
/// that the escalation has reached.
bool allowed(const access::Actor& actor, access::Permission action, const Duty& duty,
             base::Date today);

/// True when only the record ends the duty (a result, a report …) and no hand can tick it off.
bool ends_by_record(std::string_view kind);

/// What the actor may do now: of complete, transfer, cancel.
std::vector<std::string> next_actions(const access::Actor& actor, const Duty& duty,
                                      base::Date today);

/// "owner", "leader", "wg_member" or "hotline_lead".
std::string_view stage_name(const Duty& duty);

}  // namespace hd::duties
