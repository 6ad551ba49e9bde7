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

/// Whose duty it is: found in the directory by type of body on the day.
enum class Addressee {
  sender,           ///< the officer who refers
  criminal_police,  ///< C45 until 2018, then C02: named in the duty, rung by the sender
  consular,         ///< the Consular Department
};

struct RouteDuty {
  std::string_view rule;  ///< code of the deadline rule
  Addressee counterpart;  ///< whom it is done with
};

/// In the order in which they are shown.
std::span<const RouteDuty> duties_of(Route route);

/// The type of body in the directory; "" for the sender.
std::string_view organisation_type(Addressee addressee);

/// A Vietnamese person abroad comes home; a foreign person in Viet Nam goes home, when that is
/// asked for (service repatriation_out).
Route route_of(bool vietnamese, bool abroad, const std::vector<Need>& needs);

}  // namespace hd::referrals
