#include "reporting/months.h"

#include <algorithm>

namespace hd::reporting {
namespace {

constexpr std::size_t kMonthsMax = 24, kYearsMax = 40;

std::string two_digits(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string day_of(base::Date day) {
  return two_digits(static_cast<unsigned>(day.day())) + "/" +
         two_digits(static_cast<unsigned>(day.month()));
}

/// The part of first to last that lies in the period.
Stretch cut(const Period& period, const Period& whole, std::string name) {
  const Period days{std::max(period.from, whole.from), std::min(period.to, whole.to)};
  if (days != whole) name += " (" + day_of(days.from) + "–" + day_of(days.to) + ")";
  return {days, std::move(name)};
}

std::vector<Stretch> months_in(const Period& period) {
  std::vector<Stretch> months;
  const auto last = period.to.year() / period.to.month();
  for (auto month = period.from.year() / period.from.month(); month <= last;
       month += std::chrono::months(1)) {
    const Period whole{month / 1, base::Date(month / std::chrono::last)};
    months.push_back(cut(period, whole,
                         "Tháng " + two_digits(static_cast<unsigned>(month.month())) + "/" +
                             std::to_string(static_cast<int>(month.year()))));
    if (months.size() > kMonthsMax) break;
  }
  return months;
}

std::vector<Stretch> years_in(const Period& period) {
  std::vector<Stretch> years;
  for (auto year = period.from.year(); year <= period.to.year(); ++year) {
    const Period whole{year / 1 / 1, year / 12 / 31};
    years.push_back(cut(period, whole, "Năm " + std::to_string(static_cast<int>(year))));
    if (years.size() > kYearsMax) return {};
  }
  return years;
}

}  // namespace

std::vector<Stretch> stretches_of(const Period& period) {
  auto months = months_in(period);
  if (months.size() > kMonthsMax) return years_in(period);
  if (months.size() < 2) months.clear();
  return months;
}

MonthTable by_month(const Frame& frame, const Columns& columns) {
  const auto* heading = std::ranges::find(kHeadings, "report_group", &Heading::code);
  const auto kinds = counted_kinds(columns, frame.directory, frame.period.to);
  MonthTable table{.groups = fixed_rows(frame, *heading), .rows = {}};
  std::vector<std::map<std::string, std::int64_t>> counts;
  for (const auto& stretch : stretches_of(frame.period)) {
    table.rows.push_back({.name = stretch.name, .counts = {}});
    counts.push_back(
        rows_of(frame, *heading, counts_of(columns, tally(columns, stretch.days, kinds))));
    for (const auto& [code, amount] : counts.back()) {
      if (std::ranges::find(table.groups, code, &RowName::code) != table.groups.end()) continue;
      table.groups.push_back({code, label_of(frame, *heading, code)});
    }
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (const auto& group : table.groups) {
      table.rows[i].counts.push_back(counts[i][group.code]);
    }
  }
  return table;
}

}  // namespace hd::reporting
