#include "calendar/calendar.h"

#include <algorithm>
#include <utility>

namespace hd::calendar {
namespace {

using std::chrono::sys_days;

base::Error year_missing(int year) {
  return {base::ErrorKind::conflict, "calendar.year_missing", {}, {{"year", std::to_string(year)}}};
}

int year_of(base::Date date) {
  return static_cast<int>(date.year());
}

bool is_weekend(base::Date date) {
  const std::chrono::weekday day{sys_days(date)};
  return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

bool is_off(DayKind kind) {
  return kind != DayKind::swapped_work && kind != DayKind::working;
}

base::Date plus_months(base::Date date, std::int64_t months) {
  const auto month = std::chrono::year_month(date.year(), date.month()) +
                     std::chrono::months(static_cast<int>(months));
  const auto last = month / std::chrono::last;
  return {month.year(), month.month(), std::min(date.day(), last.day())};
}

/// Walks on from the event, day by day, and remembers the days off it passes.
class Walk {
 public:
  Walk(const Calendar& calendar, base::Date start) : calendar_(calendar), due_{start} {}

  /// Goes to the next day. Errors: as Calendar::kind().
  base::Result<bool> next() {
    due_.date = base::plus_days(due_.date, 1);
    const auto kind = calendar_.kind(due_.date);
    if (!kind) return kind.error();
    if (!is_off(*kind)) return true;
    due_.skipped.push_back({due_.date, *kind, calendar_.basis(due_.date)});
    return false;
  }

  DueDate arrived() && { return std::move(due_); }

 private:
  const Calendar& calendar_;
  DueDate due_;
};

/// The first working day on or after `date`.
base::Result<DueDate> rolled_over(const Calendar& calendar, base::Date date) {
  Walk walk(calendar, base::plus_days(date, -1));
  while (true) {
    const auto working = walk.next();
    if (!working) return working.error();
    if (*working) return std::move(walk).arrived();
  }
}

base::Result<DueDate> after_working_days(const Calendar& calendar, base::Date event,
                                         std::int64_t amount) {
  Walk walk(calendar, event);
  for (std::int64_t left = amount; left > 0;) {
    const auto working = walk.next();
    if (!working) return working.error();
    if (*working) --left;
  }
  return std::move(walk).arrived();
}

}  // namespace

Calendar::Calendar(const std::vector<Year>& years, const std::vector<Day>& days,
                   Audience audience) {
  for (const Year& year : years) {
    if (year.known) known_.insert(year.number);
  }
  for (const Day& day : days) {
    if (audience == Audience::public_sector || day.audience == Audience::all) {
      days_.emplace(sys_days(day.date), day);
    }
  }
}

base::Result<DayKind> Calendar::kind(base::Date date) const {
  if (!knows(year_of(date))) return year_missing(year_of(date));
  const auto entry = days_.find(sys_days(date));
  if (entry != days_.end()) return entry->second.kind;
  return is_weekend(date) ? DayKind::weekly_rest : DayKind::working;
}

base::Result<bool> Calendar::is_working(base::Date date) const {
  const auto found = kind(date);
  if (!found) return found.error();
  return !is_off(*found);
}

std::string Calendar::basis(base::Date date) const {
  const auto entry = days_.find(sys_days(date));
  return entry == days_.end() ? "" : entry->second.basis;
}

base::Result<int> Calendar::working_days(int year) const {
  int count = 0;
  const base::Date first{std::chrono::year(year), std::chrono::January, std::chrono::day(1)};
  for (base::Date day = first; day.year() == first.year(); day = base::plus_days(day, 1)) {
    const auto working = is_working(day);
    if (!working) return working.error();
    if (*working) ++count;
  }
  return count;
}

base::Result<DueDate> due_date(const Calendar& calendar, base::Date event, const Limit& limit) {
  if (limit.unit == Unit::working_day && limit.amount > 0) {
    return after_working_days(calendar, event, limit.amount);
  }
  base::Date end = event;
  if (limit.unit == Unit::calendar_day) {
    end = base::plus_days(event, static_cast<int>(limit.amount));
  } else if (limit.unit == Unit::month) {
    end = plus_months(event, limit.amount);
  } else if (limit.unit != Unit::working_day) {
    return base::invalid({{"unit", "no_last_day"}});
  }
  if (!limit.rollover) return DueDate{end};
  return rolled_over(calendar, end);
}

base::Result<std::optional<base::Timestamp>> due_at(const Calendar& calendar, base::Timestamp event,
                                                    const Limit& limit) {
  using Answer = std::optional<base::Timestamp>;
  if (limit.unit == Unit::at_once) return Answer();
  if (limit.unit == Unit::hour) {
    const base::Timestamp end = event + std::chrono::hours(limit.amount);
    if (!limit.rollover) return Answer(end);
    const auto working = calendar.is_working(base::local_date(end));
    if (!working) return working.error();
    if (*working) return Answer(end);
    const auto day = rolled_over(calendar, base::local_date(end));
    if (!day) return day.error();
    return Answer(base::end_of_day(day->date));
  }
  const auto day = due_date(calendar, base::local_date(event), limit);
  if (!day) return day.error();
  return Answer(base::end_of_day(day->date));
}

std::int64_t working_minutes(const Calendar& calendar, base::Timestamp from, base::Timestamp to) {
  if (to < from) return -working_minutes(calendar, to, from);
  std::chrono::milliseconds total{0};
  for (base::Date day = base::local_date(from); base::start_of_day(day) < to;
       day = base::plus_days(day, 1)) {
    const auto kind = calendar.kind(day);
    if (kind ? is_off(*kind) : is_weekend(day)) continue;
    total += std::min(base::end_of_day(day), to) - std::max(base::start_of_day(day), from);
  }
  return std::chrono::duration_cast<std::chrono::minutes>(total).count();
}

}  // namespace hd::calendar
