#pragma once
// A victim's case as a value: who leads it, who belongs to it, where it stands.
//
// Pure: no clock, no database, no JSON, no permissions.
// Source: spec processes section 2.

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/decide.h"
#include "base/enum_names.h"
#include "base/result.h"
#include "base/time.h"
#include "cases/ids.h"
#include "contacts/ids.h"
#include "directory/ids.h"

namespace hd::cases {

enum class State { open, in_support, monitoring, closed };
inline constexpr auto kStateNames = std::to_array<base::EnumName<State>>({
    {State::open, "open"},              ///< taken in; identification and first needs
    {State::in_support, "in_support"},  ///< services are given
    {State::monitoring, "monitoring"},  ///< looked after from time to time
    {State::closed, "closed"},
});
static_assert(base::names_every(kStateNames, State::closed));

enum class Action { start_support, monitor, close, reopen };
inline constexpr auto kActionNames = std::to_array<base::EnumName<Action>>({
    {Action::start_support, "start_support"},
    {Action::monitor, "monitor"},
    {Action::close, "close"},
    {Action::reopen, "reopen"},
});
static_assert(base::names_every(kActionNames, Action::reopen));

/// Somebody who was called into a case.
struct CaseMember {
  access::UserId user;
  directory::OrgId org;  ///< in whose post; membership holds there only
  access::MemberKind kind = access::MemberKind::support;
  base::Timestamp since;
  bool operator==(const CaseMember&) const = default;
};

/// Somebody who must not see the case, whatever rights there are. The reason is sealed.
struct Exclusion {
  access::UserId user;
  access::UserId by;
  base::Timestamp at;
  std::string reason = {};
  bool operator==(const Exclusion&) const = default;
};

/// How a case was closed (marks P2).
struct Closure {
  std::string outcome = {};              ///< in words
  std::string re_trafficking_risk = {};  ///< code of list risk_level
  bool operator==(const Closure&) const = default;
};

struct Case {
  CaseId id;
  std::string number;  ///< "CA-2026-00045"
  State state = State::open;
  directory::OrgId lead_org;
  std::optional<directory::UnitId> lead_unit = {};
  access::UserId lead_officer;
  std::optional<contacts::ContactId> contact = {};  ///< the conversation it began with
  std::string contact_number = {};
  std::string entry_road = {};  ///< code of list entry_road (7.13)
  access::UserId opened_by;
  base::Timestamp opened_at;
  base::Timestamp updated_at;
  std::optional<base::Timestamp> closed_at = {};
  std::string closure_reason = {};                  ///< code of list case_closure_reason (7.16)
  std::optional<base::Date> next_followup_on = {};  ///< last agreed look after closing
  std::int64_t persons = 0;                         ///< how many; each gets the next number
  std::string identification = "none";  ///< of the person who stands furthest; for lists
  std::string risk_level = {};          ///< latest level of the case; "" when never assessed
  std::int64_t version = 1;
  Closure closure = {};
  std::string summary = {};                ///< what it is about (mark P4)
  std::vector<CaseMember> members = {};    ///< those of today
  std::vector<Exclusion> exclusions = {};  ///< without reasons unless asked for
  bool operator==(const Case&) const = default;
};

/// After so long a closed case is the lead's and the managers' alone. Source: security 3.5.
inline constexpr std::chrono::days kMembersAfterClosing{30};

/// The record as the access decision sees it at `now`.
access::Object object_of(const Case& record, base::Timestamp now);

/// Where the action leads. Errors: conflict "case.wrong_state".
base::Result<State> advance(State state, Action action);
/// The actions that the state allows, in the order of the enumerators.
std::vector<Action> actions_of(State state);

/// What somebody says when closing. Source: spec processes section 2, "Closure needs".
struct Closing {
  std::string reason = {};  ///< code of list case_closure_reason
  Closure closure = {};
  std::optional<base::Date> next_followup_on = {};
  std::string followup_waiver = {};  ///< why there will be none
  struct OpenDuty {
    std::string duty;    ///< id
    std::string reason;  ///< why it may stay undone
    bool operator==(const OpenDuty&) const = default;
  };
  std::vector<OpenDuty> open_duties = {};
};
/// What is missing before a case with these open duties can be closed; empty when nothing is.
/// Complaints: {"reason" | "outcome" | "re_trafficking_risk" | "next_followup_on", "required"},
/// {"next_followup_on", "in_past"}, {"open_duty_reasons", "one_per_open_duty"}.
std::vector<base::FieldError> missing_to_close(const Closing& closing,
                                               std::span<const std::string> open_duties,
                                               base::Date today);

/// "CA-2026-00045".
std::string number_text(int year, std::int64_t number);

}  // namespace hd::cases
