#include "statistics/counting.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <map>
#include <utility>

#include "statistics/series.h"

namespace hd::statistics {
namespace {

constexpr std::size_t kNowhere = SIZE_MAX;

}  // namespace

/// One direction of a table: which of its categories a record belongs to.
class Placing::Axis {
 public:
  Axis(const Frame& frame, const Dimension& dimension, const Snapshot& snapshot)
      : dimension_(dimension),
        snapshot_(snapshot),
        numbers_of_(snapshot.numbers(dimension.field)),
        bits_(snapshot.all_bits(dimension.field)) {
    for (const auto& row : known_rows(frame, dimension)) category(frame, row);
    if (dimension.by_time) {
      for (std::size_t i = 0; i < snapshot.size(); ++i) {
        const auto [at, is_new] = of_day_.try_emplace(snapshot.day(i), kNowhere);
        if (is_new) at->second = category(frame, time_row(dimension, at->first));
      }
      return;
    }
    const Codes& codes = snapshot.codes(dimension.field);
    for (std::size_t n = 0; n < codes.size(); ++n) {
      const auto row = row_of(frame, dimension, codes.code_of(n));
      of_number_.push_back(row.empty() ? kNowhere : category(frame, row));
    }
  }

  /// Adds the categories of a record, each once.
  void find(std::size_t record, std::vector<std::size_t>& found) const {
    if (dimension_.by_time) {
      found.push_back(of_day_.at(snapshot_.day(record)));
      return;
    }
    if (bits_.empty()) {
      add(of_number_[numbers_of_.empty() ? 0 : numbers_of_[record]], found);
      return;
    }
    auto rest = bits_[record];
    if (rest == 0) add(of_number_[0], found);
    for (; rest != 0; rest &= rest - 1) {
      add(of_number_[static_cast<std::size_t>(std::countr_zero(rest)) + 1], found);
    }
  }

  const std::vector<Category>& categories() const { return categories_; }
  /// For filters: only these let a record through.
  void keep(const std::vector<std::string>& codes) {
    for (const auto& one : categories_) kept_.push_back(std::ranges::count(codes, one.code) > 0);
  }
  bool lets_through(std::size_t record, std::vector<std::size_t>& scratch) const {
    scratch.clear();
    find(record, scratch);
    return std::ranges::any_of(scratch, [this](std::size_t i) { return bool{kept_[i]}; });
  }

 private:
  std::size_t category(const Frame& frame, const std::string& row) {
    const auto [at, is_new] = numbers_.try_emplace(row, categories_.size());
    if (is_new) categories_.push_back({row, label_of(frame, dimension_, row)});
    return at->second;
  }
  static void add(std::size_t category, std::vector<std::size_t>& found) {
    if (category == kNowhere || std::ranges::find(found, category) != found.end()) return;
    found.push_back(category);
  }

  const Dimension& dimension_;
  const Snapshot& snapshot_;
  const std::vector<std::uint16_t>& numbers_of_;  ///< of each record, where it holds one code
  const std::vector<std::uint64_t>& bits_;        ///< where it holds several
  std::vector<Category> categories_;
  std::map<std::string, std::size_t> numbers_;
  std::map<base::Date, std::size_t> of_day_;
  std::vector<std::size_t> of_number_;
  std::vector<bool> kept_;
};

Placing::Placing(const Frame& frame, const Part& part, const TableSpec& spec,
                 const Snapshot& snapshot)
    : snapshot_(snapshot), rows_(std::make_unique<Axis>(frame, dimension_of(spec.rows), snapshot)) {
  for (const Filter& filter : part.filters) {
    filters_.push_back(std::make_unique<Axis>(frame, dimension_of(filter.dimension), snapshot));
    filters_.back()->keep(filter.codes);
  }
  if (!spec.columns.empty()) {
    columns_ = std::make_unique<Axis>(frame, dimension_of(spec.columns), snapshot);
  }
}
Placing::~Placing() = default;

void Placing::place(std::size_t record, Place& place) const {
  place.rows.clear();
  place.columns.clear();
  for (const auto& filter : filters_) {
    if (!filter->lets_through(record, place.columns)) {
      place.columns.clear();
      return;
    }
  }
  place.columns.clear();
  rows_->find(record, place.rows);
  if (columns_ == nullptr) return;
  columns_->find(record, place.columns);
  if (place.columns.empty()) place.rows.clear();
}

const std::vector<Category>& Placing::rows() const {
  return rows_->categories();
}

const std::vector<Category>& Placing::columns() const {
  static const std::vector<Category> none;
  return columns_ == nullptr ? none : columns_->categories();
}

namespace {

/// Takes out rows in which nothing stands, unless a reader looks for them.
class Pruned {
 public:
  Pruned(const std::vector<Category>& categories, const std::vector<std::int64_t>& totals,
         const Dimension& dimension, const std::vector<std::string>& also) {
    for (std::size_t i = 0; i < categories.size(); ++i) {
      const bool looked_for = prints_zero(dimension, categories[i].code);
      const bool told = std::ranges::find(also, categories[i].code) != also.end();
      if (totals[i] != 0 || looked_for || told) kept_.push_back(i);
    }
  }
  const std::vector<std::size_t>& kept() const { return kept_; }
  template <class T>
  std::vector<T> of(const std::vector<T>& all) const {
    std::vector<T> some;
    for (const std::size_t i : kept_) some.push_back(all[i]);
    return some;
  }

 private:
  std::vector<std::size_t> kept_;
};

struct Sums {
  std::map<std::string, std::int64_t> rows;
  std::int64_t total = 0;
};

Sums sums_of(const Frame& frame, const Part& part, const TableSpec& spec,
             const Snapshot& snapshot) {
  const Placing placing(frame, part, spec, snapshot);
  std::vector<std::int64_t> rows(placing.rows().size());
  Sums sums;
  Placing::Place place;
  for (std::size_t i = 0; i < snapshot.size(); ++i) {
    placing.place(i, place);
    if (place.rows.empty()) continue;
    ++sums.total;
    for (const std::size_t row : place.rows) ++rows[row];
  }
  for (std::size_t i = 0; i < rows.size(); ++i) sums.rows[placing.rows()[i].code] = rows[i];
  return sums;
}

std::vector<std::int64_t> column_of(const Sums& sums, const std::vector<Category>& rows) {
  std::vector<std::int64_t> column;
  for (const auto& row : rows) {
    const auto found = sums.rows.find(row.code);
    column.push_back(found == sums.rows.end() ? 0 : found->second);
  }
  return column;
}

/// Opening figures are of a whole unit: does the part let only some of it through?
bool is_narrowed(const Part& part, const Past& past) {
  return std::ranges::any_of(part.filters, [&](const Filter& filter) {
    const auto series = series_of(part.unit, filter.dimension);
    return filter.codes.size() == 1 || std::ranges::any_of(past.opening, [&](const Opening& one) {
             return one.series == series && one.amount != 0 &&
                    std::ranges::find(filter.codes, one.row) == filter.codes.end();
           });
  });
}

/// The opening figures that a table may go on from: all, or in a narrowed part, in the table by
/// what it is narrowed by, those of the rows it lets through.
std::vector<Opening> openings_for(const Part& part, const TableSpec& spec, const Past& past) {
  if (!is_narrowed(part, past)) return past.opening;
  std::vector<Opening> some;
  if (part.filters.size() != 1 || part.filters.front().dimension != spec.rows) return some;
  const auto series = series_of(part.unit, spec.rows);
  const auto& codes = part.filters.front().codes;
  std::ranges::copy_if(past.opening, std::back_inserter(some), [&](const Opening& one) {
    return one.series == series && std::ranges::find(codes, one.row) != codes.end();
  });
  return some;
}

/// Where there is no opening figure of the series, but others of the same day, nothing is printed.
std::optional<Sums> cumulative_of(const Frame& frame, const Part& part, const TableSpec& spec,
                                  const Snapshot& now, const Past& past) {
  if (past.since == nullptr) return std::nullopt;
  Sums sums = sums_of(frame, part, spec, *past.since);
  if (past.besides) {
    const Sums present = sums_of(frame, part, spec, now);
    sums.total += present.total;
    for (const auto& [row, amount] : present.rows) sums.rows[row] += amount;
  }
  if (past.opening.empty()) return sums;
  const auto section = series_of(part.unit, spec.rows);
  const auto whole = series_of(part.unit, "total");
  std::int64_t of_rows = 0, of_whole = 0;
  bool has_rows = false, has_total = false;
  for (const auto& balance : openings_for(part, spec, past)) {
    if (balance.series == section) {
      has_rows = true;
      sums.rows[balance.row] += balance.amount;
      of_rows += balance.amount;
    }
    if (balance.series == whole && balance.row == "total") {
      has_total = true;
      of_whole += balance.amount;
    }
  }
  if (!has_rows) return std::nullopt;
  // Rows that are a partition tell the total; rows in which a record may stand twice do not.
  if (!has_total && dimension_of(spec.rows).many) return std::nullopt;
  sums.total += has_total ? of_whole : of_rows;
  return sums;
}

}  // namespace

std::vector<std::size_t> counted(const Frame& frame, const Part& part, const Snapshot& snapshot) {
  const TableSpec whole{.code = "", .title = {}, .rows = "total"};
  const Placing placing(frame, part, whole, snapshot);
  std::vector<std::size_t> found;
  Placing::Place place;
  for (std::size_t i = 0; i < snapshot.size(); ++i) {
    placing.place(i, place);
    if (!place.rows.empty()) found.push_back(i);
  }
  return found;
}

namespace {

/// All rows and columns there are, before the empty ones are taken out.
struct Full {
  std::vector<Category> rows, columns;
  std::vector<std::int64_t> cells, row_totals, column_totals;
  std::int64_t total = 0;
};

Full tally(const Placing& placing, const Snapshot& snapshot) {
  Full full{.rows = placing.rows(),
            .columns = placing.columns(),
            .cells = std::vector<std::int64_t>(placing.rows().size() * placing.columns().size()),
            .row_totals = std::vector<std::int64_t>(placing.rows().size()),
            .column_totals = std::vector<std::int64_t>(placing.columns().size())};
  Placing::Place place;
  for (std::size_t i = 0; i < snapshot.size(); ++i) {
    placing.place(i, place);
    if (place.rows.empty()) continue;
    ++full.total;
    for (const std::size_t row : place.rows) {
      ++full.row_totals[row];
      for (const std::size_t column : place.columns) {
        ++full.cells[row * full.columns.size() + column];
      }
    }
    for (const std::size_t column : place.columns) ++full.column_totals[column];
  }
  return full;
}

/// Rows that only the past has get their line, too. Returns those in which something stood.
std::vector<std::string> add_rows_of(const Sums& sums, const Frame& frame,
                                     const Dimension& dimension, Full& full) {
  std::vector<std::string> told;
  for (const auto& [row, amount] : sums.rows) {
    if (amount == 0) continue;
    told.push_back(row);
    if (std::ranges::find(full.rows, row, &Category::code) != full.rows.end()) continue;
    full.rows.push_back({row, label_of(frame, dimension, row)});
    full.row_totals.push_back(0);
    full.cells.resize(full.cells.size() + full.columns.size());
  }
  return told;
}

void take(const Full& full, const Pruned& rows, const Pruned& columns, Table& table) {
  table.rows = rows.of(full.rows);
  table.row_totals = rows.of(full.row_totals);
  table.columns = columns.of(full.columns);
  table.column_totals = columns.of(full.column_totals);
  for (const std::size_t row : rows.kept()) {
    for (const std::size_t column : columns.kept()) {
      table.cells.push_back(full.cells[row * full.columns.size() + column]);
    }
  }
}

}  // namespace

Table count(const Frame& frame, const Part& part, const TableSpec& spec, const Snapshot& snapshot,
            const Past& past) {
  const Dimension& rows_by = dimension_of(spec.rows);
  Full full = tally(Placing(frame, part, spec, snapshot), snapshot);
  std::optional<Sums> before;
  if (past.before != nullptr) before = sums_of(frame, part, spec, *past.before);
  const auto cumulative = cumulative_of(frame, part, spec, snapshot, past);
  std::vector<std::string> told;
  for (const std::optional<Sums>* sums : {&std::as_const(before), &cumulative}) {
    if (!*sums) continue;
    for (auto& row : add_rows_of(**sums, frame, rows_by, full)) told.push_back(std::move(row));
  }

  Table table{.code = spec.code,
              .title = spec.title,
              .rows_by = spec.rows,
              .columns_by = spec.columns,
              .chart = spec.chart,
              .many = rows_by.many,
              .total = full.total};
  const Dimension& columns_by = spec.columns.empty() ? rows_by : dimension_of(spec.columns);
  take(full, Pruned(full.rows, full.row_totals, rows_by, told),
       Pruned(full.columns, full.column_totals, columns_by, {}), table);
  if (before) {
    table.previous = column_of(*before, table.rows);
    table.previous_total = before->total;
  }
  if (cumulative) {
    table.cumulative = column_of(*cumulative, table.rows);
    table.cumulative_total = cumulative->total;
  }
  return table;
}

std::vector<std::size_t> behind(const Frame& frame, const Part& part, const TableSpec& spec,
                                const Snapshot& snapshot, const std::string& row,
                                const std::string& column) {
  const Placing placing(frame, part, spec, snapshot);
  const auto stands = [](const std::vector<std::size_t>& places,
                         const std::vector<Category>& categories, const std::string& code) {
    return code.empty() || std::ranges::any_of(places, [&](std::size_t place) {
             return categories[place].code == code;
           });
  };
  std::vector<std::size_t> found;
  Placing::Place place;
  for (std::size_t i = 0; i < snapshot.size(); ++i) {
    placing.place(i, place);
    if (place.rows.empty() || !stands(place.rows, placing.rows(), row)) continue;
    if (stands(place.columns, placing.columns(), column)) found.push_back(i);
  }
  std::ranges::sort(found, [&](std::size_t left, std::size_t right) {
    return std::pair(snapshot.happened(right), snapshot.key(right)) <
           std::pair(snapshot.happened(left), snapshot.key(left));
  });
  return found;
}

}  // namespace hd::statistics
