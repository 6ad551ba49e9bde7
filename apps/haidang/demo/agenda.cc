#include "demo/agenda.h"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

namespace hd::demo {

void fail(const base::Error& error) {
  std::string text = "the demo was refused: " + error.code;
  for (const auto& field : error.fields) text += " " + field.field + "=" + field.code;
  throw std::logic_error(text);
}

base::Timestamp workday(base::Timestamp from, int days, int hour) {
  base::Date day = base::local_date(from);
  const auto is_weekend = [&] {
    return std::chrono::weekday(std::chrono::sys_days(day)).iso_encoding() >= 6;
  };
  for (int left = days; left > 0 || is_weekend();) {
    day = base::plus_days(day, 1);
    if (left > 0 && !is_weekend()) --left;
  }
  return base::start_of_day(day) + std::chrono::hours(hour);
}

void Agenda::add(base::Timestamp when, Deed deed) {
  if (when <= end_) deeds_.emplace(when, std::move(deed));
}

std::size_t Agenda::run(platform::Database& database,
                        const std::function<void(base::Timestamp)>& after_day) {
  std::size_t done = 0;
  std::exception_ptr failed;
  while (!deeds_.empty()) {
    const base::Timestamp first = deeds_.begin()->first;
    const base::Timestamp last = std::min(end_, base::end_of_day(base::local_date(first)));
    database.write([&](platform::Transaction& tx) {
      // A write that failed is tried once more by itself; the deed is gone by then.
      if (failed) std::rethrow_exception(failed);
      try {
        while (!deeds_.empty() && deeds_.begin()->first <= last) {
          const auto next = deeds_.extract(deeds_.begin());
          next.mapped()(tx, next.key());
          ++done;
        }
      } catch (...) {
        failed = std::current_exception();
        throw;
      }
      return base::Done{};
    });
    after_day(last);
  }
  return done;
}

}  // namespace hd::demo
