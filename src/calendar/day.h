#pragma once
// A day on which the calendar differs from the plain week.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_names.h"
#include "base/time.h"

namespace hd::calendar {

/// Source: Labour Code 2019 Art. 111 and 112; list 7.x "calendar_day_kind".
enum class DayKind {
  holiday,       ///< a public holiday
  makeup,        ///< the working day given for a holiday that fell on a weekly rest day
  swapped_off,   ///< a weekday off in exchange for a working Saturday
  swapped_work,  ///< the Saturday worked in exchange
  weekly_rest,   ///< Saturday or Sunday
  working,       ///< an ordinary working day
};

inline constexpr auto kDayKindNames = std::to_array<base::EnumName<DayKind>>({
    {DayKind::holiday, "holiday"},
    {DayKind::makeup, "makeup"},
    {DayKind::swapped_off, "swapped_off"},
    {DayKind::swapped_work, "swapped_work"},
    {DayKind::weekly_rest, "weekly_rest"},
    {DayKind::working, "working"},
});
static_assert(base::names_every(kDayKindNames, DayKind::working));

/// Who a day is for: swaps bind the civil service only, holidays everybody.
enum class Audience { all, public_sector };

inline constexpr auto kAudienceNames = std::to_array<base::EnumName<Audience>>({
    {Audience::all, "all"},
    {Audience::public_sector, "public_sector"},
});
static_assert(base::names_every(kAudienceNames, Audience::public_sector));

struct Day {
  base::Date date;
  DayKind kind;
  std::string name = {};                        ///< Vietnamese; may be ""
  std::string basis = {};                       ///< the notice or article it comes from
  std::optional<base::Date> published_at = {};  ///< when the notice came out, if known
  Audience audience = Audience::all;
  std::int64_t version = 1;

  bool operator==(const Day&) const = default;
};

struct Year {
  int number;
  std::string basis = {};
  bool known = false;  ///< false: no official calendar yet, computing with it is an error
  std::int64_t version = 1;

  bool operator==(const Year&) const = default;
};

}  // namespace hd::calendar
