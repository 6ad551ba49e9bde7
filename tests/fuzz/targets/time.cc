// Times and dates: what is read is a time of the calendar, and reads the same when written.

#include "base/time.h"

#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  if (const auto time = base::parse_rfc3339(input)) {
    const std::string text = base::to_rfc3339(*time);
    require(text.size() == 24 && text.ends_with('Z'), "one form");
    require(base::parse_rfc3339(text) == time, "what is written reads the same");
    const base::Date day = base::local_date(*time);
    require(base::start_of_day(day) <= *time && *time < base::end_of_day(day), "within its day");
  }
  if (const auto date = base::parse_date(input)) {
    require(date->ok() && base::to_text(*date) == input, "a date reads as it is written");
    require(base::plus_days(base::plus_days(*date, 400), -400) == *date, "days add up");
  }
}

}  // namespace hd::fuzz
