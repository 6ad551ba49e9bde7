#pragma once
// Counting: records of a snapshot into the rows and columns of a table. Pure.
//
// One rule decides where a record stands; counts, records behind a figure, differences and
// publication all ask it.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "statistics/category.h"
#include "statistics/snapshot.h"

namespace hd::statistics {

struct Table {
  std::string code;
  Title title;
  std::string rows_by, columns_by;  ///< dimensions; "" for no columns
  bool chart = false;
  bool many = false;  ///< a record may stand in several rows: they do not add up to the total
  std::vector<Category> rows = {}, columns = {};
  std::vector<std::int64_t> cells = {};  ///< row by row; empty without columns
  std::vector<std::int64_t> row_totals = {}, column_totals = {};
  std::int64_t total = 0;
  /// By row; absent when nothing is known of that time.
  std::optional<std::vector<std::int64_t>> previous = {}, cumulative = {};
  std::optional<std::int64_t> previous_total = {}, cumulative_total = {};

  std::int64_t cell(std::size_t row, std::size_t column) const {
    return cells.at(row * columns.size() + column);
  }
  bool operator==(const Table&) const = default;
};

/// Where records stand in a table. Outlives neither snapshot nor frame.
class Placing {
 public:
  Placing(const Frame& frame, const Part& part, const TableSpec& spec, const Snapshot& snapshot);
  ~Placing();
  Placing(const Placing&) = delete;
  Placing& operator=(const Placing&) = delete;

  /// Rows and columns in the order of rows() and columns(); empty rows: it is not counted.
  struct Place {
    std::vector<std::size_t> rows = {}, columns = {};
  };
  /// `place` is emptied first; kept between calls it costs no memory.
  void place(std::size_t record, Place& place) const;

  const std::vector<Category>& rows() const;
  const std::vector<Category>& columns() const;

 private:
  class Axis;
  const Snapshot& snapshot_;
  std::vector<std::unique_ptr<Axis>> filters_;
  std::unique_ptr<Axis> rows_, columns_;
};

/// Records that belong to the part at all.
std::vector<std::size_t> counted(const Frame& frame, const Part& part, const Snapshot& snapshot);

/// A figure that stood at the end of a day before this installation counted.
struct Opening {
  std::string series, row;  ///< series_of(), see series.h
  std::int64_t amount = 0;
};
/// What a table is compared with.
struct Past {
  const Snapshot* before = nullptr;  ///< the same period of the year before; nullptr: not known
  const Snapshot* since = nullptr;   ///< all, or all after the day of the opening figures
  bool besides = false;              ///< `since` leaves out what is counted now: it is added
  std::vector<Opening> opening = {};
};

/// A row in which nothing stands is left out unless readers look for it (age bands, regions, …).
Table count(const Frame& frame, const Part& part, const TableSpec& spec, const Snapshot& snapshot,
            const Past& past = {});

/// The records behind a cell, newest first; `column` "" for the whole row, `row` "" for the whole
/// column, both for the total.
std::vector<std::size_t> behind(const Frame& frame, const Part& part, const TableSpec& spec,
                                const Snapshot& snapshot, const std::string& row,
                                const std::string& column);

}  // namespace hd::statistics
