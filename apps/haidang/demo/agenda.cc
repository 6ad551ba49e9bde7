#include "demo/agenda.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace hd::demo {

void fail(const base::Error& error) {
  std::string text = "the demo was refused: " + error.code;
  for (const auto& field : error.fields) text += " " + field.field + "=" + field.code;
  throw std::logic_error(text);
}

void Agenda::add(base::Timestamp when, Deed deed) {
  if (when <= end_) deeds_.emplace(when, std::move(deed));
}

std::size_t Agenda::run(platform::Database& database,
                        const std::function<void(base::Timestamp)>& after_day) {
  std::size_t done = 0;
  while (!deeds_.empty()) {
    const base::Timestamp first = deeds_.begin()->first;
    const base::Timestamp last = std::min(end_, base::end_of_day(base::local_date(first)));
    database.write([&](platform::Transaction& tx) {
      while (!deeds_.empty() && deeds_.begin()->first <= last) {
        const auto next = deeds_.extract(deeds_.begin());
        next.mapped()(tx, next.key());
        ++done;
      }
      return base::Done{};
    });
    after_day(last);
  }
  return done;
}

}  // namespace hd::demo
