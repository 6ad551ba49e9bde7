#pragma once
// How much a field of a case takes, in characters, and how many of them there may be.

#include <cstddef>
#include <cstdint>

namespace hd::cases {

inline constexpr std::size_t kCodeMax = 64;
inline constexpr std::size_t kNameMax = 200;
inline constexpr std::size_t kPhoneMax = 40;
inline constexpr std::size_t kAddressMax = 500;
inline constexpr std::size_t kDateTextMax = 20;
inline constexpr std::size_t kNoteMax = 4000;
inline constexpr std::size_t kStoryMax = 20000;
inline constexpr std::size_t kReasonMax = 1000;
inline constexpr std::size_t kCodesMax = 30;
inline constexpr std::size_t kListMax = 20;
inline constexpr std::size_t kParticipantsMax = 50;
inline constexpr std::int64_t kBirthYearMin = 1900;
inline constexpr std::int64_t kBirthYearMax = 2100;
inline constexpr std::int64_t kAgeMax = 120;
/// Of one assessment of risk and one safety plan.
inline constexpr std::size_t kFactorsMax = 60;
inline constexpr std::size_t kPeopleMax = 20;
inline constexpr std::size_t kPlacesMax = 20;
inline constexpr std::size_t kStepsMax = 30;
inline constexpr std::size_t kFactorNoteMax = 1000;
/// Of an answer whether two persons are the same.
inline constexpr std::size_t kAnswerNoteMax = 2000;
/// Of one case.
inline constexpr std::int64_t kPersonsMax = 50;
inline constexpr std::size_t kMembersMax = 60;
inline constexpr std::size_t kNeedsShown = 100;
inline constexpr std::size_t kConferencesShown = 20;

}  // namespace hd::cases
