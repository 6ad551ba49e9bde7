#pragma once
// What the monthly report counts of service connections. Pure: one table of names and rules.
// Source; T1, T2; README.md states the rules in words.

#include "base/enum_names.h"
#include "connections/seen.h"
#include "reporting/group.h"

namespace hd::reporting {

enum class ConnectionFigure {
  asked,
  answered_in_1_day,       ///< within T2: handled and reported, or declined
  first_result_in_5_days,  ///< within T1
  declined_rerouted,
  delegated,
  open,
};
inline constexpr auto kConnectionFigureNames = std::to_array<base::EnumName<ConnectionFigure>>({
    {ConnectionFigure::asked, "asked"},
    {ConnectionFigure::answered_in_1_day, "answered_in_1_day"},
    {ConnectionFigure::first_result_in_5_days, "first_result_in_5_days"},
    {ConnectionFigure::declined_rerouted, "declined_rerouted"},
    {ConnectionFigure::delegated, "delegated"},
    {ConnectionFigure::open, "open"},
});
static_assert(base::names_every(kConnectionFigureNames, ConnectionFigure::open));

/// Does the connection count under the figure?
bool counts_as(const connections::Fact& fact, ConnectionFigure figure);

using ConnectionReport = AgencyReport<ConnectionFigure, kConnectionFigureNames.size()>;

}  // namespace hd::reporting
