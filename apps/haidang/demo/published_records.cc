#include "demo/published_records.h"

#include <algorithm>
#include <chrono>

namespace hd::demo {

accounts::DemoAccount keeper_of(const PrintedTable& table) {
  return {.username = "so-lieu-" + table.name,
          .display_name = "Người Thử (số liệu in)",
          .role = access::Role::counsellor,
          .organisation = "org.hotline_111",
          .valid_from = table.period ? table.period->from : base::Date{},
          .valid_to = table.period ? std::optional(table.period->to) : std::nullopt};
}

std::vector<std::string> dealt(const PrintedUnit& unit, std::string_view section) {
  std::vector<std::string> codes;
  for (const PrintedRow& row : unit.rows) {
    if (row.section != section) continue;
    codes.insert(codes.end(), static_cast<std::size_t>(row.count),
                 row.code == kNotRecorded ? "" : row.code);
  }
  codes.resize(static_cast<std::size_t>(unit.total()));
  return codes;
}

std::vector<std::vector<std::string>> dealt_several(Chance& chance, const PrintedUnit& unit,
                                                    std::string_view section) {
  const auto size = static_cast<std::size_t>(unit.total());
  std::vector<std::size_t> order(size);
  for (std::size_t i = 0; i < size; ++i) order[i] = i;
  chance.shuffle(order);
  std::vector<std::vector<std::string>> codes(size);
  std::size_t next = 0;  // round and round: nobody has a second before everybody has one
  for (const PrintedRow& row : unit.rows) {
    if (row.section != section || row.code == kNotRecorded) continue;
    for (std::int64_t i = 0; i < row.count; ++i) codes[order[next++ % size]].push_back(row.code);
  }
  return codes;
}

base::Timestamp moment_of(Chance& chance, const statistics::Days& period, std::size_t number,
                          std::size_t count) {
  const auto days = static_cast<std::size_t>(
      (std::chrono::sys_days(period.to) - std::chrono::sys_days(period.from)).count() + 1);
  const auto day = base::plus_days(period.from, static_cast<int>(number * days / count));
  return base::start_of_day(day) + std::chrono::minutes(chance.between(7 * 60, 21 * 60));
}

}  // namespace hd::demo
