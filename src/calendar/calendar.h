#pragma once
// The working-day calendar as a value, and the arithmetic of time limits on it.
//
// Pure: no clock, no database. Weekly rest is Saturday and Sunday; everything else is data.
// Source: Civil Code 2015 Art. 147-148, Labour Code 2019 Art. 111-112.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/result.h"
#include "base/time.h"
#include "calendar/day.h"

namespace hd::calendar {

enum class Unit { at_once, hour, calendar_day, working_day, month };

inline constexpr auto kUnitNames = std::to_array<base::EnumName<Unit>>({
    {Unit::at_once, "at_once"},
    {Unit::hour, "hour"},
    {Unit::calendar_day, "calendar_day"},
    {Unit::working_day, "working_day"},
    {Unit::month, "month"},
});
static_assert(base::names_every(kUnitNames, Unit::month));

class Calendar {
 public:
  Calendar() = default;
  /// `audience` public_sector sees every day, `all` only those that bind everybody.
  Calendar(const std::vector<Year>& years, const std::vector<Day>& days,
           Audience audience = Audience::public_sector);

  /// False: there is no official calendar for this year.
  bool knows(int year) const { return known_.contains(year); }

  /// What kind of day this is. Errors: conflict "calendar.year_missing", params["year"].
  base::Result<DayKind> kind(base::Date date) const;

  /// Errors: as kind().
  base::Result<bool> is_working(base::Date date) const;

  /// The document behind a day; "" for plain days and weekly rest.
  std::string basis(base::Date date) const;

  /// Working days in a year. Errors: as kind().
  base::Result<int> working_days(int year) const;

 private:
  std::set<int> known_;
  std::map<std::chrono::sys_days, Day> days_;
};

/// A time limit: `amount` units; `rollover` moves an end on a day off to the next working day.
struct Limit {
  std::int64_t amount = 0;
  Unit unit = Unit::working_day;
  bool rollover = true;

  bool operator==(const Limit&) const = default;
};

struct Skipped {
  base::Date date;
  DayKind kind;
  std::string basis = {};  ///< "" for weekly rest

  bool operator==(const Skipped&) const = default;
};

struct DueDate {
  base::Date date;
  std::vector<Skipped> skipped = {};  ///< days off between the event and `date`, in order

  bool operator==(const DueDate&) const = default;
};

/// The last day of a period counted in working days, calendar days or months. The day of the event
/// is not counted; a month ends on the same day number or on the last day of a shorter month.
/// Errors: conflict "calendar.year_missing"; invalid for hours and at_once, which have no last day.
/// Source: Civil Code 2015 Art. 147 (2), 148 (5); spec calendar 3.2.
base::Result<DueDate> due_date(const Calendar& calendar, base::Date event, const Limit& limit);

/// The instant a limit ends: 24:00 in Viet Nam of the last day; hours run from the moment itself.
/// nullopt for at_once. Errors: as due_date().
base::Result<std::optional<base::Timestamp>> due_at(const Calendar& calendar, base::Timestamp event,
                                                    const Limit& limit);

/// Minutes from `from` to `to` that lie on working days (whole days, 24 hours each); negative when
/// `to` is before `from`. A year without data is counted like the plain week.
std::int64_t working_minutes(const Calendar& calendar, base::Timestamp from, base::Timestamp to);

}  // namespace hd::calendar
