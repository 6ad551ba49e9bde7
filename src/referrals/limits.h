#pragma once
// How much a field of a referral takes, in characters, and how many of them there may be.

#include <cstddef>
#include <cstdint>

namespace hd::referrals {

inline constexpr std::size_t kCodeMax = 64;
inline constexpr std::size_t kNameMax = 200;
inline constexpr std::size_t kPhoneMax = 40;
inline constexpr std::size_t kTitleMax = 300;
inline constexpr std::size_t kPlaceMax = 300;
inline constexpr std::size_t kShortMax = 1000;
inline constexpr std::size_t kNoteMax = 2000;
inline constexpr std::size_t kTextMax = 4000;
/// Follow-ups of one referral.
inline constexpr int kMostFollowUps = 20;

}  // namespace hd::referrals
