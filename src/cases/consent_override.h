#pragma once
// Sharing without her consent, in danger to life: who asked, who approved, towards whom, about
// which kinds of data, until when.
//
// Pure. Like a consent it is an input of the access decision: `overridden()` says what it opens at
// a moment. Source: spec processes section 5, good practice 6.3, code list 7.22; Law 91/2025
// Art. 19.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "cases/consent_kinds.h"
#include "cases/ids.h"
#include "directory/ids.h"

namespace hd::cases {

using OverrideId = base::Id<struct ConsentOverrideTag>;

/// What a manager answered to the request.
struct Ruling {
  access::UserId by;
  base::Timestamp at;
  bool approved = false;
  bool operator==(const Ruling&) const = default;
};

struct ConsentOverride {
  OverrideId id;
  PersonId person;
  Purpose purpose = Purpose::support;
  directory::OrgId recipient;
  Categories categories = 0;
  access::UserId requested_by;
  base::Timestamp requested_at;
  base::Timestamp until;  ///< from then on it opens nothing
  std::optional<Ruling> ruling = {};
  std::optional<base::Timestamp> ended_at = {};      ///< stopped, or taken back, by hand
  std::optional<base::Timestamp> told_at = {};       ///< the person was told
  std::optional<base::Timestamp> accounted_at = {};  ///< what was shared is written down
  std::int64_t version = 1;

  std::string reason = {};  ///< code of list override_reason
  std::string why = {};     ///< the danger, in words
  std::string ruling_note = {}, end_reason = {}, told_note = {}, account = {};

  bool operator==(const ConsentOverride&) const = default;
};

enum class OverrideState { requested, lapsed, refused, in_force, ended, expired };
inline constexpr auto kOverrideStateNames = std::to_array<base::EnumName<OverrideState>>({
    {OverrideState::requested, "requested"},
    {OverrideState::lapsed, "lapsed"},  ///< nobody decided before its time was over
    {OverrideState::refused, "refused"},
    {OverrideState::in_force, "in_force"},
    {OverrideState::ended, "ended"},
    {OverrideState::expired, "expired"},
});
static_assert(base::names_every(kOverrideStateNames, OverrideState::expired));

/// Where it stands at a moment. Only `in_force` opens anything.
OverrideState state_at(const ConsentOverride& one, base::Timestamp now);

/// What overrides in force open to a recipient for a purpose at a moment: never more than the kinds
/// of data that one of them names for exactly this recipient and purpose; 0 when nothing.
Categories overridden(std::span<const ConsentOverride> overrides, const directory::OrgId& recipient,
                      Purpose purpose, base::Timestamp now);

/// Purposes in which danger to life can ask for data: being supported, protected, identified or
/// brought home. Never family contact, statistics, recordings, research or media.
bool may_be_overridden(Purpose purpose);

/// Complaints about a request that cannot be made at all; `latest`: how long one may hold at most.
///   purpose     not_overridable
///   categories  required
///   until       in_past | too_late
std::vector<base::FieldError> check(const ConsentOverride& one, base::Timestamp now,
                                    base::Timestamp latest);

/// What is still owed to the person after it was approved: "tell", "account". Source: good practice
/// 6.3 (she is told as soon as it is safe; what was shared is recorded).
std::vector<std::string_view> owed(const ConsentOverride& one);

}  // namespace hd::cases
