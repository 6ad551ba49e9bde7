#include "reporting/figures.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "contacts/check.h"

namespace hd::reporting {
namespace {

using directory::Directory;

struct Seconds {
  std::uint32_t from, to;  ///< [from, to)
};

std::uint32_t second_of(base::Timestamp time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  return static_cast<std::uint32_t>(std::max<std::int64_t>(seconds, 0));
}

Seconds seconds_of(const Period& period) {
  return {second_of(base::start_of_day(period.from)), second_of(base::end_of_day(period.to))};
}

std::string raw_of(const Columns& columns, Columns::Column column, std::size_t number) {
  const auto name = [&](const Codes& codes) {
    return number < codes.size() ? codes.code_of(number) : std::string();
  };
  switch (column) {
    case Columns::kind:
      return name(columns.kinds);
    case Columns::relation:
      return name(columns.relations);
    case Columns::sex:
      return name(columns.sexes);
    case Columns::place:
      return name(columns.places);
    case Columns::channel:
      return name(columns.channels);
    case Columns::age:
      if (number == kNoAge) return {};
      if (number < kNoAge) return std::to_string(number);
      return "band:" + (number - kBand < columns.bands.size()
                            ? columns.bands.code_of(number - kBand)
                            : std::string());
    case Columns::column_count:
      break;
  }
  return {};
}

const directory::AgeBand* find_band(const Directory& directory, std::string_view set,
                                    std::string_view code) {
  for (const auto* band : directory.age_bands(set)) {
    if (band->code == code) return band;
  }
  return nullptr;
}

struct Ages {
  std::int64_t from;
  std::optional<std::int64_t> to;
};

/// The only band of a set that holds all these ages; where bands overlap as printed, the one that
/// is exactly them.
std::string containing(const Directory& directory, const std::string& set, const Ages& ages) {
  std::string found;
  bool several = false;
  for (const auto* one : directory.age_bands(set)) {
    const bool above = !one->to_age || (ages.to && *ages.to <= *one->to_age);
    if (ages.from < one->from_age || !above) continue;
    if (one->from_age == ages.from && one->to_age == ages.to) return one->code;
    several = !found.empty();
    found = one->code;
  }
  return found.empty() || several ? "not_computable" : found;
}

std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// "17", "15-16", "18-" without an end, or a recorded band "band:10_14".
std::string age_row(const Frame& frame, const std::string& raw) {
  if (raw.starts_with("band:")) {
    std::string code = raw.substr(5);
    if (contacts::is_empty_answer(code)) return code;
    const auto* band = find_band(frame.directory, "un_wide", code);
    if (band == nullptr) return "not_computable";
    return containing(frame.directory, frame.age_set, {band->from_age, band->to_age});
  }
  if (contacts::is_empty_answer(raw)) return raw;
  const auto dash = raw.find('-');
  Ages ages{number_in(raw), {}};
  if (dash == std::string::npos) {
    ages.to = ages.from;
  } else if (dash + 1 < raw.size()) {
    ages.to = number_in(std::string_view(raw).substr(dash + 1));
  }
  return containing(frame.directory, frame.age_set, ages);
}

/// A province of the wanted geography; a record of the older one is counted where its ground lies
/// today, the other way round is not possible.
std::string province_row(const Frame& frame, const std::string& raw) {
  const auto colon = raw.find(':');
  if (colon == std::string::npos) return raw;
  const auto geography = base::value_of(directory::kGeographyNames, raw.substr(0, colon));
  if (!geography) return "elsewhere";
  const directory::Place place{*geography, raw.substr(colon + 1)};
  if (place.geography == frame.geography) return place.code;
  if (frame.geography == directory::Geography::p63) return "elsewhere";
  return frame.directory.successor(place).value_or("elsewhere");
}

/// The region scheme in use on the last day of the period: the six regions of the planning law
/// where they were in force, else those of the hotline's own reports; outside all of them the six.
std::string scheme_of(const Frame& frame) {
  const bool today = frame.geography == directory::Geography::p34;
  std::string chosen = today ? "six_2025" : "six_2023";
  bool in_force = false;
  for (const auto& region : frame.directory.content().regions) {
    if (region.geography != frame.geography || !region.valid.holds(frame.period.to)) continue;
    const bool six = region.scheme.starts_with("six_");
    if (six || !in_force) chosen = region.scheme;
    in_force = true;
    if (six) break;
  }
  return chosen;
}

std::string region_row(const Frame& frame, const std::string& raw) {
  std::string province = province_row(frame, raw);
  if (raw.find(':') == std::string::npos || province == "elsewhere") return province;
  const auto* region = frame.directory.region(scheme_of(frame), province);
  return region == nullptr ? "elsewhere" : region->code;
}

std::string caller_group_row(const Frame& frame, const std::string& raw) {
  const auto* item = frame.directory.code("caller_relation", raw, frame.period.to);
  if (item == nullptr || item->report_group.empty()) return raw;
  return item->report_group;
}

}  // namespace

Period year_before(const Period& period) {
  const auto earlier = [](base::Date date) {
    const base::Date day = date - std::chrono::years(1);
    return day.ok() ? day : base::Date(day.year() / day.month() / std::chrono::last);
  };
  return {earlier(period.from), earlier(period.to)};
}

bool has_records_until(const Columns& columns, base::Date last) {
  const auto end = seconds_of({last, last}).to;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns.second(i) < end) return true;
  }
  return false;
}

bool holds(const Period& period, std::uint32_t second) {
  const auto [from, to] = seconds_of(period);
  return from <= second && second < to;
}

void Counts::add(const Counts& other) {
  all += other.all;
  counted += other.counted;
  for (std::size_t column = 0; column < raw.size(); ++column) {
    for (const auto& [code, amount] : other.raw.at(column)) raw.at(column)[code] += amount;
  }
  for (const auto& [code, amount] : other.topics) topics[code] += amount;
}

CountedKinds counted_kinds(const Columns& columns, const Directory& directory, base::Date day) {
  CountedKinds kinds{};
  for (std::size_t i = 0; i < columns.kinds.size(); ++i) {
    kinds.at(i) = !contacts::report_group(directory, columns.kinds.code_of(i), day).empty();
  }
  return kinds;
}

void Tally::add(const Columns::Record& record, const CountedKinds& kinds, std::int64_t amount) {
  all += amount;
  sums[Columns::kind][record.small[Columns::kind]] += amount;
  if (!kinds[record.small[Columns::kind]]) return;
  counted += amount;
  for (std::size_t column = 1; column < Columns::column_count; ++column) {
    sums[column][record.small[column]] += amount;
  }
  for (auto bits = record.topics; bits != 0; bits &= bits - 1) {
    topics[static_cast<std::size_t>(__builtin_ctzll(bits))] += amount;
  }
}

Tally tally(const Columns& columns, const Period& period, const CountedKinds& kinds) {
  const auto [from, to] = seconds_of(period);
  Tally sum;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto second = columns.second(i);
    if (from <= second && second < to) sum.add(columns.record(i), kinds, 1);
  }
  return sum;
}

Counts counts_of(const Columns& columns, const Tally& tally) {
  Counts counts{.all = tally.all, .counted = tally.counted};
  for (std::size_t column = 0; column < Columns::column_count; ++column) {
    for (std::size_t number = 0; number < 256; ++number) {
      const auto amount = tally.sums[column][number];
      if (amount == 0) continue;
      counts.raw[column][raw_of(columns, static_cast<Columns::Column>(column), number)] += amount;
    }
  }
  for (std::size_t bit = 0; bit + 1 < columns.topic_codes.size(); ++bit) {
    const auto amount = tally.topics[bit];
    if (amount > 0) counts.topics[columns.topic_codes.code_of(bit + 1)] = amount;
  }
  return counts;
}

Counts count(const Columns& columns, const Period& period, const Directory& directory) {
  const auto kinds = counted_kinds(columns, directory, period.to);
  return counts_of(columns, tally(columns, period, kinds));
}

std::string row_of(const Frame& frame, std::string_view heading, const std::string& raw) {
  if (heading == "report_group") {
    return std::string(contacts::report_group(frame.directory, raw, frame.period.to));
  }
  if (raw.empty()) return "not_recorded";
  if (heading == "caller_group") return caller_group_row(frame, raw);
  if (heading == "age_band") return age_row(frame, raw);
  if (heading == "province") return province_row(frame, raw);
  if (heading == "region") return region_row(frame, raw);
  return raw;
}

std::map<std::string, std::int64_t> rows_of(const Frame& frame, const Heading& heading,
                                            const Counts& counts) {
  if (heading.code == "total") {
    return {{"total", counts.counted}, {"no_content", counts.all - counts.counted}};
  }
  if (heading.code == "topic") return counts.topics;
  std::map<std::string, std::int64_t> rows;
  for (const auto& [raw, amount] : counts.raw.at(heading.source)) {
    rows[row_of(frame, heading.code, raw)] += amount;
  }
  rows.erase("");  // kinds without a report group
  return rows;
}

Label label_of(const Frame& frame, const Heading& heading, const std::string& row) {
  static const std::map<std::string, Label, std::less<>> own{
      {"total", {"Tổng số", "Total"}},
      {"no_content",
       {"Không có nội dung (không tính vào tổng số)", "No content (not in the total)"}},
      {"not_recorded", {"Chưa ghi", "Not recorded"}},
      {"not_computable", {"Không xếp được vào nhóm", "Fits no single band"}},
      {"elsewhere", {"Ngoài danh mục", "Outside the list"}},
  };
  if (heading.code != "kind") {
    if (const auto found = own.find(row); found != own.end()) return found->second;
  }
  const auto named = [&](std::string_view list) -> Label {
    return {frame.directory.label(list, row, frame.period.to, "vi"),
            frame.directory.label(list, row, frame.period.to, "en")};
  };
  if (contacts::is_empty_answer(row)) return named("empty_answer");
  if (heading.code == "age_band") {
    const auto* band = find_band(frame.directory, frame.age_set, row);
    return band == nullptr ? Label{row, row} : Label{band->label_vi, band->label_en};
  }
  if (heading.code == "province") {
    const auto* place = frame.directory.territory({frame.geography, row}, frame.period.to);
    if (place == nullptr) {
      for (const auto& one : frame.directory.content().territories) {
        if (one.place == directory::Place{frame.geography, row}) return {one.name, one.name};
      }
      return {row, row};
    }
    return {place->name, place->name};
  }
  if (heading.code == "region") {
    const std::string scheme = scheme_of(frame);
    for (const auto& region : frame.directory.content().regions) {
      if (region.scheme == scheme && region.code == row) {
        return {region.label_vi, region.label_en};
      }
    }
  }
  return named(heading.list);
}

std::vector<RowName> fixed_rows(const Frame& frame, const Heading& heading) {
  std::vector<RowName> rows;
  const auto add = [&](const std::string& code) {
    if (contacts::is_empty_answer(code)) return;  // printed when there are some
    rows.push_back({code, label_of(frame, heading, code)});
  };
  if (heading.code == "total") {
    add("total");
    add("no_content");
  } else if (heading.code == "age_band") {
    for (const auto* band : frame.directory.age_bands(frame.age_set)) add(band->code);
  } else if (heading.code == "province") {
    for (const auto& one : frame.directory.content().territories) {
      const bool again =
          std::ranges::any_of(rows, [&](const RowName& row) { return row.code == one.place.code; });
      if (one.place.geography == frame.geography && !again) add(one.place.code);
    }
  } else if (heading.code == "region") {
    const std::string scheme = scheme_of(frame);
    for (const auto& region : frame.directory.content().regions) {
      if (region.scheme == scheme) add(region.code);
    }
  } else {
    for (const auto* item : frame.directory.codes(heading.list, frame.period.to)) add(item->code);
  }
  return rows;
}

bool may_have_row(const Frame& frame, const Heading& heading, const std::string& row) {
  constexpr auto kWithoutList =
      std::to_array<std::string_view>({"not_recorded", "not_computable", "elsewhere"});
  if (std::ranges::find(kWithoutList, row) != kWithoutList.end()) return true;
  if (contacts::is_empty_answer(row)) return true;
  const auto rows = fixed_rows(frame, heading);
  return std::ranges::find(rows, row, &RowName::code) != rows.end();
}

std::vector<Position> records_of(const Frame& frame, const Columns& columns, const Figure& figure,
                                 const std::optional<Position>& after, std::size_t limit) {
  const std::string& heading = figure.section;
  const std::string& row = figure.code;
  const auto* found = std::ranges::find(kHeadings, heading, &Heading::code);
  if (found == kHeadings.end()) return {};
  const auto counted = counted_kinds(columns, frame.directory, frame.period.to);
  const auto [from, to] = seconds_of(frame.period);
  std::array<bool, 256> wanted{};
  std::uint64_t topic = 0;
  if (found->source != Columns::column_count) {
    for (std::size_t number = 0; number < 256; ++number) {
      wanted[number] = row_of(frame, heading, raw_of(columns, found->source, number)) == row;
    }
  } else if (heading == "topic") {
    for (std::size_t i = 1; i < columns.topic_codes.size(); ++i) {
      if (columns.topic_codes.code_of(i) == row) topic = std::uint64_t{1} << (i - 1);
    }
  }
  const auto belongs = [&](std::size_t i) {
    const auto& small = columns.small(i);
    const bool counts = counted[small[Columns::kind]];
    if (heading == "total") return counts == (row == "total");
    if (heading != "kind" && !counts) return false;
    return found->source == Columns::column_count ? (columns.topics(i) & topic) != 0
                                                  : wanted[small.at(found->source)];
  };
  std::vector<Position> positions;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Position position{columns.second(i), columns.key(i)};
    if (position.second < from || position.second >= to) continue;
    if ((after && position >= *after) || !belongs(i)) continue;
    positions.push_back(position);
  }
  const auto middle =
      positions.begin() + static_cast<std::ptrdiff_t>(std::min(limit, positions.size()));
  std::ranges::partial_sort(positions, middle, std::greater<>());
  positions.erase(middle, positions.end());
  return positions;
}

std::optional<std::int64_t> permille(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return (part * 2000 + whole) / (whole * 2);
}

}  // namespace hd::reporting
