#pragma once
// How a person gets to the receiver, and what has to be there before she sets out. Pure.
// Source: spec processes section 4, travel rules.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/result.h"
#include "base/time.h"

namespace hd::referrals {

enum class Mode { self_travel, escorted, with_guardian, handed_over_at_border, remote };
inline constexpr auto kModeNames = std::to_array<base::EnumName<Mode>>({
    {Mode::self_travel, "self_travel"},
    {Mode::escorted, "escorted"},
    {Mode::with_guardian, "with_guardian"},
    {Mode::handed_over_at_border, "handed_over_at_border"},
    {Mode::remote, "remote"},  ///< the service comes to her: nobody travels
});
static_assert(base::names_every(kModeNames, Mode::remote));

/// whom to tell so that transport is arranged.
enum class BodyKind {
  pc_commune,
  police,
  border_guard,
  coast_guard,
  health_body,
  labour_body,
  support_facility,
};
inline constexpr auto kBodyKindNames = std::to_array<base::EnumName<BodyKind>>({
    {BodyKind::pc_commune, "pc_commune"},
    {BodyKind::police, "police"},
    {BodyKind::border_guard, "border_guard"},
    {BodyKind::coast_guard, "coast_guard"},
    {BodyKind::health_body, "health_body"},
    {BodyKind::labour_body, "labour_body"},
    {BodyKind::support_facility, "support_facility"},
});
static_assert(base::names_every(kBodyKindNames, BodyKind::support_facility));

struct NotifiedBody {
  BodyKind kind = BodyKind::police;
  std::string name;
  std::string officer = {};
  base::Timestamp at;
  bool operator==(const NotifiedBody&) const = default;
};

struct Escort {
  std::string name, organisation;
  std::string phone = {}, vehicle = {};
  bool operator==(const Escort&) const = default;
};

struct Travel {
  Mode mode = Mode::escorted;
  bool information_sheet = false;
  std::vector<std::string> papers = {};
  std::optional<std::int64_t> allowance = {};  ///< đồng
  std::string receipt = {};
  std::vector<NotifiedBody> notified = {};
  std::optional<Escort> escort = {};
  std::string guardian_person = {};  ///< id of a person of the case; "" when only named
  std::string guardian_name = {};
  std::string best_interests = {};
  std::optional<base::Timestamp> planned_at = {};
  bool operator==(const Travel&) const = default;
};

/// A guardian as the person's record names them.
struct Guardian {
  std::string person = {};  ///< id of a person of the case; "" when none
  std::string name = {};
  bool adverse = false;
  bool operator==(const Guardian&) const = default;
};

/// The person, as far as travel depends on it.
struct Traveller {
  std::string risk_level = {};  ///< "" when never assessed
  bool able_alone = false;
  /// Under 18 on this day, or of unknown age that may be under 18.
  bool under_18 = false;
  std::vector<Guardian> guardians = {};
  bool operator==(const Traveller&) const = default;
};

/// What is wrong with this way of travelling for this person; empty: she may set out.
/// Codes: not_under_18 not_at_this_risk not_able_alone required adverse not_a_guardian.
std::vector<base::FieldError> faults(const Travel& travel, const Traveller& traveller);

/// The modes this person may travel by, before anything else is there. For the screen and tests.
std::vector<Mode> allowed_modes(const Traveller& traveller);

}  // namespace hd::referrals
