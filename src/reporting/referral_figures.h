#pragma once
// What the monthly report counts of referrals. Pure: one table of names and rules.
// Source; README.md states the rules in words.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "referrals/facts.h"

namespace hd::reporting {

enum class ReferralFigure {
  asked,
  accepted,
  declined_rerouted,
  unanswered,
  delegated,
  under_way,
  handed_over,
  completed,
  withdrawn,
  follow_ups_due,
  follow_ups_done,
  follow_ups_overdue,
};
inline constexpr auto kReferralFigureNames = std::to_array<base::EnumName<ReferralFigure>>({
    {ReferralFigure::asked, "asked"},
    {ReferralFigure::accepted, "accepted"},
    {ReferralFigure::declined_rerouted, "declined_rerouted"},
    {ReferralFigure::unanswered, "unanswered"},
    {ReferralFigure::delegated, "delegated"},
    {ReferralFigure::under_way, "under_way"},
    {ReferralFigure::handed_over, "handed_over"},
    {ReferralFigure::completed, "completed"},
    {ReferralFigure::withdrawn, "withdrawn"},
    {ReferralFigure::follow_ups_due, "follow_ups_due"},
    {ReferralFigure::follow_ups_done, "follow_ups_done"},
    {ReferralFigure::follow_ups_overdue, "follow_ups_overdue"},
});
static_assert(base::names_every(kReferralFigureNames, ReferralFigure::follow_ups_overdue));

/// Does the referral count under the figure?
bool counts_as(const referrals::Fact& fact, ReferralFigure figure);

/// One number for each figure, in the order of the names.
class ReferralCounts {
 public:
  void add(const referrals::Fact& fact);
  std::int64_t of(ReferralFigure figure) const { return counts_[static_cast<std::size_t>(figure)]; }
  bool operator==(const ReferralCounts&) const = default;

 private:
  std::array<std::int64_t, kReferralFigureNames.size()> counts_ = {};
};

}  // namespace hd::reporting
