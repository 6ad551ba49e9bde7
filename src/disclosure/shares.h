#pragma once
// Percentages go with their counts; and how much of the tables is left. Pure.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "disclosure/protect.h"

namespace hd::disclosure {

/// A percentage: cell `part` of cell `whole`.
struct Share {
  std::size_t part, whole;
};

/// Which percentages may be printed: those whose part and whole are both shown. The whole would
/// follow from a shown part, and the part from a shown whole. Since such a percentage says nothing
/// that the two counts do not say, no hidden cell follows from it either.
std::vector<bool> printable(const std::vector<Share>& shares, const std::vector<State>& states);

/// What a release still says. Zeros that can be nothing else are not counted as cells.
struct Utility {
  std::int64_t cells = 0, shown_cells = 0;
  std::int64_t totals = 0, shown_totals = 0;      ///< cells that are the sum of others
  std::int64_t leaf_sum = 0, shown_leaf_sum = 0;  ///< counts of the cells that are no such sum
  std::int64_t total_sum = 0, shown_total_sum = 0;
  bool operator==(const Utility&) const = default;

  /// Thousandths, rounded down; 1000 when there is nothing to show.
  std::int64_t cells_permille() const;
  std::int64_t totals_permille() const;
  std::int64_t leaf_sum_permille() const;
  std::int64_t total_sum_permille() const;
};
Utility utility(const Tables& tables, const std::vector<State>& states);

}  // namespace hd::disclosure
