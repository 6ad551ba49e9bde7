#include "demo/published_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <utility>

namespace hd::demo {
namespace {

using statistics::Unit;

/// What records can be made from.
struct Section {
  Unit unit;
  std::string_view code;
};
constexpr auto kSections = std::to_array<Section>({
    {Unit::contact, "report_group"},
    {Unit::contact, "caller_group"},
    {Unit::contact, "age_band"},
    {Unit::contact, "sex"},
    {Unit::contact, "province"},
    {Unit::contact, "topic"},
    {Unit::contact, "channel"},
    {Unit::case_file, "entry_road"},
    {Unit::person, "sex"},
    {Unit::person, "age_band"},
    {Unit::person, "purpose"},
    {Unit::person, "regime"},
    {Unit::person, "entry_road"},
    {Unit::person, "province"},
    {Unit::person, "identification"},
    {Unit::service_event, "service"},
    {Unit::service_event, "outcome"},
});

constexpr std::int64_t kPersonsOfCase = 50;

std::string word_of(Unit unit) {
  return std::string(base::name_of(statistics::kUnitNames, unit));
}

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || at != end || number < 0) return std::nullopt;
  return number;
}

/// A conversation is not closed without an answer to these, if only "unknown".
bool is_needed(Unit unit, std::string_view section) {
  return unit == Unit::contact && (section == "province" || section == "caller_group");
}

class Reader {
 public:
  Reader(std::string name, const directory::Directory& directory) : directory_(directory) {
    reading_.table.name = std::move(name);
  }

  void read(const platform::CsvRow& row) {
    const std::string unit = row["unit"].empty() ? "contact" : row["unit"];
    if (unit == "period") return read_period(row);
    const auto known = base::value_of(statistics::kUnitNames, unit);
    if (!known || *known == Unit::duty) return fault(row.line, "unknown unit " + unit);
    if (row["section"] == "age_set") return read_age_set(row, *known);
    const auto count = number_of(row["count"]);
    if (!count) return fault(row.line, "no count: " + row["count"]);
    const PrintedRow printed{row["section"], row["code"], *count, row.line};
    const bool opens = !row["as_of"].empty();
    if (!seen_.insert({unit, printed.section, printed.code, row["as_of"]}).second) {
      return fault(row.line, "twice: " + unit + " " + printed.section + " " + printed.code);
    }
    if (opens) return read_opening(row, *known, printed);
    if (printed.section == "total") {
      unit_of(*known).printed_total = *count;
    } else {
      unit_of(*known).rows.push_back(printed);
    }
  }

  PrintedReading take() {
    const auto& table = reading_.table;
    if ((from_.has_value() != to_.has_value()) || (!from_ && !table.units.empty())) {
      fault("the period is missing: rows period,from and period,to");
    } else if (from_ && *to_ < *from_) {
      fault("the period ends before it begins");
    } else if (from_) {
      reading_.table.period = statistics::Days{*from_, *to_};
    }
    if (reading_.table.period) check_units();
    return std::move(reading_);
  }

 private:
  void fault(std::string words) { reading_.faults.push_back(std::move(words)); }
  void fault(std::size_t line, const std::string& words) {
    fault("line " + std::to_string(line) + ": " + words);
  }

  void read_period(const platform::CsvRow& row) {
    const auto day = base::parse_date(row["code"]);
    if (!day) return fault(row.line, "no day: " + row["code"]);
    if (row["section"] != "from" && row["section"] != "to") {
      return fault(row.line, "a period has from and to, not " + row["section"]);
    }
    (row["section"] == "from" ? from_ : to_) = day;
  }

  void read_age_set(const platform::CsvRow& row, Unit unit) {
    if (directory_.age_bands(row["code"]).empty()) {
      return fault(row.line, "unknown age set " + row["code"]);
    }
    unit_of(unit).age_set = row["code"];
  }

  void read_opening(const platform::CsvRow& row, Unit unit, const PrintedRow& printed) {
    const auto as_of = base::parse_date(row["as_of"]);
    if (!as_of) return fault(row.line, "no day: " + row["as_of"]);
    reading_.table.openings.push_back({.unit = unit,
                                       .section = printed.section,
                                       .code = printed.code,
                                       .count = printed.count,
                                       .as_of = *as_of,
                                       .source = row["source"],
                                       .note = row["note"]});
  }

  PrintedUnit& unit_of(Unit unit) {
    auto& units = reading_.table.units;
    const auto found = std::ranges::find(units, unit, &PrintedUnit::unit);
    if (found != units.end()) return *found;
    units.push_back({.unit = unit, .age_set = unit == Unit::contact ? "tongdai_caller" : "law"});
    return units.back();
  }

  void check_units() {
    for (const PrintedUnit& unit : reading_.table.units) {
      for (const PrintedRow& row : unit.rows) check_row(unit, row);
      check_sums(unit);
    }
    check_between();
  }

  void check_row(const PrintedUnit& unit, const PrintedRow& row) {
    const auto fits = [&](const Section& one) {
      return one.unit == unit.unit && one.code == row.section;
    };
    if (std::ranges::none_of(kSections, fits)) {
      return fault(row.line, "no records can be made by " + word_of(unit.unit) + " " + row.section);
    }
    const bool left_open = row.code == kNotRecorded && !is_needed(unit.unit, row.section);
    if (left_open || is_known(unit, row)) return;
    fault(row.line, "unknown " + row.section + " " + row.code);
  }

  bool is_known(const PrintedUnit& unit, const PrintedRow& row) const {
    const base::Date day = reading_.table.period->to;
    if (row.section == "age_band") {
      return std::ranges::any_of(directory_.age_bands(unit.age_set), [&](const auto* band) {
        return band->code == row.code && (unit.unit == Unit::person || band->computable);
      });
    }
    if (is_needed(unit.unit, row.section) &&
        directory_.code("empty_answer", row.code, day) != nullptr) {
      return true;
    }
    if (row.section == "province") {
      const auto geography = directory::geography_on(day);
      return geography == directory::geography_on(reading_.table.period->from) &&
             directory_.territory({geography, row.code}, day) != nullptr;
    }
    if (row.section == "outcome" && row.code == "open") return true;
    return directory_.code(statistics::find_dimension(row.section)->list, row.code, day) != nullptr;
  }

  void check_sums(const PrintedUnit& unit) {
    const std::int64_t total = unit.total();
    std::set<std::string> done;
    for (const PrintedRow& row : unit.rows) {
      if (is_many(row.section)) {
        if (row.count > total) {
          fault(row.line, row.section + " " + row.code + " is " + std::to_string(row.count) +
                              ", more than the " + std::to_string(total) + " of " +
                              word_of(unit.unit));
        }
        continue;
      }
      if (!done.insert(row.section).second || unit.sum(row.section) == total) continue;
      fault(word_of(unit.unit) + " " + row.section + " adds up to " +
            std::to_string(unit.sum(row.section)) + ", the total is " + std::to_string(total));
    }
  }

  /// Units that stand on one another.
  void check_between() {
    const auto& table = reading_.table;
    const auto count = [&](Unit unit) { return table.total_of(unit); };
    const auto cases =
        table.find(Unit::case_file) == nullptr ? count(Unit::person) : count(Unit::case_file);
    const auto persons = table.find(Unit::person) == nullptr ? cases : count(Unit::person);
    const auto against = [&](bool wrong, const std::string& words) {
      if (wrong) fault(words);
    };
    against(persons < cases, std::to_string(cases) + " cases need a person each, there are " +
                                 std::to_string(persons));
    against(persons > cases * kPersonsOfCase, std::to_string(persons) + " persons are more than " +
                                                  std::to_string(cases) + " cases can hold, " +
                                                  std::to_string(kPersonsOfCase) + " each");
    against(count(Unit::referral_event) > persons * kReferralsEach,
            std::to_string(count(Unit::referral_event)) + " referrals are more than " +
                std::to_string(persons) + " persons can have, " + std::to_string(kReferralsEach) +
                " each");
    const auto* of_persons = table.find(Unit::person);
    const auto* of_cases = table.find(Unit::case_file);
    const auto* services = table.find(Unit::service_event);
    against(services != nullptr && services->total() > 0 && cases == 0,
            "services need cases whose needs they are");
    against(services != nullptr && of_persons != nullptr && of_persons->has("regime"),
            "regimes are made from services: print one of the two");
    if (of_persons == nullptr || !of_persons->has("entry_road")) return;
    check_roads(*of_persons, of_cases, cases);
  }

  /// The road of a person is that of her case.
  void check_roads(const PrintedUnit& persons, const PrintedUnit* of_cases, std::int64_t cases) {
    std::map<std::string, std::int64_t> of_road;
    for (const PrintedRow& row : persons.rows) {
      if (row.section == "entry_road" && row.count > 0) of_road[row.code] = row.count;
    }
    if (static_cast<std::int64_t>(of_road.size()) > cases) {
      fault("persons came by " + std::to_string(of_road.size()) + " roads, there are only " +
            std::to_string(cases) + " cases");
    }
    if (of_cases == nullptr || !of_cases->has("entry_road")) return;
    for (const PrintedRow& row : of_cases->rows) {
      const auto there = of_road.contains(row.code) ? of_road.at(row.code) : 0;
      if (row.count > there) fault(row.line, "more cases than persons by " + row.code);
      if (row.count > 0) of_road.erase(row.code);
    }
    for (const auto& [road, count] : of_road) fault("persons, but no case by " + road);
  }

  const directory::Directory& directory_;
  PrintedReading reading_;
  std::optional<base::Date> from_, to_;
  std::set<std::array<std::string, 4>> seen_;
};

}  // namespace

bool is_many(std::string_view section) {
  const auto* dimension = statistics::find_dimension(section);
  return dimension != nullptr && dimension->many && section != "service";
}

bool PrintedUnit::has(std::string_view section) const {
  return std::ranges::any_of(rows, [&](const auto& row) { return row.section == section; });
}

std::int64_t PrintedUnit::sum(std::string_view section) const {
  std::int64_t sum = 0;
  for (const PrintedRow& row : rows) sum += row.section == section ? row.count : 0;
  return sum;
}

std::int64_t PrintedUnit::total() const {
  if (printed_total) return *printed_total;
  const auto once =
      std::ranges::find_if(rows, [](const auto& row) { return !is_many(row.section); });
  return once == rows.end() ? 0 : sum(once->section);
}

const PrintedUnit* PrintedTable::find(Unit unit) const {
  const auto found = std::ranges::find(units, unit, &PrintedUnit::unit);
  return found == units.end() ? nullptr : &*found;
}

std::int64_t PrintedTable::total_of(Unit unit) const {
  const auto* found = find(unit);
  return found == nullptr ? 0 : found->total();
}

PrintedReading read_printed(std::string name, const std::vector<platform::CsvRow>& rows,
                            const directory::Directory& directory) {
  Reader reader(std::move(name), directory);
  for (const auto& row : rows) reader.read(row);
  return reader.take();
}

}  // namespace hd::demo
