#pragma once
// What the monthly report counts of referrals. Pure: one table of names and rules.
// Source; README.md states the rules in words.

#include "base/enum_names.h"
#include "referrals/facts.h"
#include "reporting/group.h"

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

using ReferralCounts = AgencyCounts<ReferralFigure, kReferralFigureNames.size()>;
using ReferralReport = AgencyReport<ReferralFigure, kReferralFigureNames.size()>;

}  // namespace hd::reporting
