#pragma once
// What the invented people do, in the order of its time: each deed runs with the clock it happened
// at, through the same operations as a request, so that log, clocks and figures are real.

#include <cstddef>
#include <functional>
#include <map>

#include "base/result.h"
#include "base/time.h"
#include "platform/db.h"

namespace hd::demo {

/// Throws std::logic_error that names the code and the fields: the demo asks for nothing wrong.
[[noreturn]] void fail(const base::Error& error);

/// The value; an error throws.
template <class T>
T must(base::Result<T> result) {
  if (!result) fail(result.error());
  return *std::move(result);
}

/// `days` working days later (Saturdays and Sundays left out) at `hour` of Viet Nam.
base::Timestamp workday(base::Timestamp from, int days, int hour);

class Agenda {
 public:
  /// Changes data inside the day's transaction; may add deeds of later times.
  using Deed = std::function<void(platform::Transaction& tx, base::Timestamp now)>;

  /// Deeds after `end` never happen: what is still open then stays open.
  explicit Agenda(base::Timestamp end) : end_(end) {}

  void add(base::Timestamp when, Deed deed);

  /// Runs all deeds, a day in one transaction; `after_day` after each, with the day's last moment
  /// or `end`. Returns how many ran.
  std::size_t run(platform::Database& database,
                  const std::function<void(base::Timestamp)>& after_day);

  base::Timestamp end() const { return end_; }

 private:
  base::Timestamp end_;
  std::multimap<base::Timestamp, Deed> deeds_;
};

}  // namespace hd::demo
