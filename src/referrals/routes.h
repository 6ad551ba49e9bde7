#pragma once
// The duties that a way of return brings with it, besides those of every referral. Pure.
//
// Source; spec processes section 9.

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "referrals/referral.h"

namespace hd::referrals {

struct RouteDuty {
  std::string_view rule;  ///< code of the deadline rule
  /// Kind of the duty that means the same and may be open on the person's own record already.
  std::string_view same_of_person;
};

/// In the order in which they are shown.
std::span<const RouteDuty> duties_of(Route route);

/// A Vietnamese person abroad comes home; a foreign person in Viet Nam goes home, when that is
/// asked for (service repatriation_out).
Route route_of(bool vietnamese, bool abroad, const std::vector<Need>& needs);

}  // namespace hd::referrals
