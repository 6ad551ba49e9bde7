#pragma once
// The conversations of a period month by month, by report group. Pure.

#include <cstdint>
#include <string>
#include <vector>

#include "reporting/figures.h"

namespace hd::reporting {

struct Stretch {
  Period days;
  std::string name;  ///< "Tháng 07/2025", "Năm 2025"; with its days where the period cuts it
  bool operator==(const Stretch&) const = default;
};

/// The period in months; in years beyond two years. Empty when it is one month, or more years than
/// a chart has room for.
std::vector<Stretch> stretches_of(const Period& period);

struct MonthTable {
  std::vector<RowName> groups;  ///< columns
  struct Row {
    std::string name;
    std::vector<std::int64_t> counts;  ///< one per group
    bool operator==(const Row&) const = default;
  };
  std::vector<Row> rows;
};

/// Every group the period knows, and others that were counted. Groups are those of the period's
/// last day, so that a column adds up to the row of the section "report_group".
MonthTable by_month(const Frame& frame, const Columns& columns);

}  // namespace hd::reporting
