#pragma once
// A referral as a value: whose support moves, from whom to whom, and where it stands.
//
// Pure: no clock, no database, no permissions. The life is in life.h, the steps in steps.h.
// Source: spec processes section 4.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/decide.h"
#include "base/enum_names.h"
#include "base/time.h"
#include "cases/ids.h"
#include "directory/asking.h"
#include "directory/ids.h"
#include "referrals/ids.h"
#include "referrals/life.h"
#include "referrals/steps.h"

namespace hd::referrals {

using directory::kUrgencyNames;
using directory::Need;
using directory::Outcome;
using directory::Urgency;

/// Which way it goes; each has duties of its own (routes.h).
enum class Route { domestic, from_abroad, foreign_return };
inline constexpr auto kRouteNames = std::to_array<base::EnumName<Route>>({
    {Route::domestic, "domestic"},
    {Route::from_abroad, "from_abroad"},        ///< a Vietnamese person abroad (R-033, R-049)
    {Route::foreign_return, "foreign_return"},  ///< a foreign person in Viet Nam (R-050, R-073)
});
static_assert(base::names_every(kRouteNames, Route::foreign_return));

struct Target {
  directory::OrgId org;
  std::optional<directory::UnitId> unit = {};
  bool operator==(const Target&) const = default;
};

/// What the receiver sees before it has accepted and she has consented: no identity. Made from the
/// person's record when the referral is sent. "" means not known.
struct Card {
  std::string age_band = {}, sex = {}, province = {}, risk_level = {};
  std::vector<std::string> languages = {};
  bool child = false;
  std::int64_t accompanying = 0;
  std::string summary = {};
  bool operator==(const Card&) const = default;
};

/// Content of mark P2, sealed as one envelope.
struct Told {
  std::vector<Need> needs = {};
  Card card = {};
  std::vector<Outcome> outcomes = {};
  std::vector<cases::PersonId> accompanying = {};
  bool operator==(const Told&) const = default;
};

/// Danger to life: who allowed to do steps 2 to 5 afterwards, and why.
struct Emergency {
  base::Timestamp at;
  access::UserId approved_by;
  std::string reason;  ///< danger_to_life, child_in_danger, medical_emergency
  bool operator==(const Emergency&) const = default;
};

struct Referral {
  ReferralId id;
  std::string number = {};  ///< "CT-2026-00012" once sent
  cases::CaseId case_id;
  std::string case_number = {};
  cases::PersonId person;
  directory::OrgId sender;  ///< the organisation that leads the case
  access::UserId author;
  Status status = Status::draft;
  Route route = Route::domestic;
  Urgency urgency = Urgency::normal;
  std::optional<Target> target = {};
  std::optional<directory::UnitId> delegated_unit = {};  ///< R-032
  std::optional<directory::OrgId> delegated_org = {};
  std::string channel_used = {};          ///< code of list coordination_form (R-024)
  std::optional<ReferralId> parent = {};  ///< the one that was declined before (R-031)
  ReferralId root;                        ///< first of the chain; itself for the first
  std::optional<ReferralId> rerouted_to = {};
  base::Timestamp created_at;
  base::Timestamp updated_at;
  std::optional<base::Timestamp> sent_at = {};
  std::optional<base::Timestamp> expires_at = {};   ///< unanswered until then: expired
  std::optional<base::Timestamp> accepted_at = {};  ///< in writing (R-030)
  std::optional<base::Timestamp> pack_released_at = {};
  std::optional<base::Timestamp> departed_at = {};
  std::optional<base::Timestamp> arrived_at = {};
  std::optional<base::Timestamp> handed_over_at = {};
  std::optional<base::Timestamp> ended_at = {};
  std::optional<Emergency> emergency = {};
  std::string decline_reason = {};  ///< code of list decline_reason
  std::string closing_reason = {};  ///< code of list closing_reason
  bool police_told = false;         ///< R-033: the call is logged or its duty is open
  std::int64_t version = 1;
  Told told = {};
  Steps steps = {};

  std::optional<Side> turn() const { return whose_turn(status, delegated_unit.has_value()); }
  access::Stage stage() const {
    return stage_of(status, accepted_at.has_value(), handed_over_at.has_value());
  }
  bool operator==(const Referral&) const = default;
};

/// One thing that happened; what people wrote is in `texts`, sealed.
struct Entry {
  std::string id = {};
  base::Timestamp at = {};
  std::string kind = {};                  ///< "sent", "declined", "evaluated", …
  std::optional<access::UserId> by = {};  ///< nullopt: a clock
  std::optional<directory::OrgId> org = {};
  Side side = Side::sender;
  std::optional<directory::UnitId> unit = {};
  std::string code = {};  ///< reason; name of a step
  std::map<std::string, std::string> texts = {};
  bool operator==(const Entry&) const = default;
};

}  // namespace hd::referrals
