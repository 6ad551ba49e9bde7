#pragma once
// A chart that stands right below a table with the same figures is printed without a table of its
// own. Pure.

#include <cstddef>
#include <optional>
#include <vector>

#include "documents/document.h"

namespace hd::documents {

/// Where the figures of a chart stand in the table above it.
struct TableBeside {
  std::size_t first_row = 0;              ///< of the first label; the others follow row by row
  std::vector<std::size_t> columns = {};  ///< one per series, in their order
  bool operator==(const TableBeside&) const = default;
};

/// The place in the block before `blocks[at]`, if that is a table with every label of the chart, a
/// column named like each series, and in them the values as the chart prints them.
std::optional<TableBeside> table_beside(const std::vector<Block>& blocks, std::size_t at);

/// Says of each chart whether it stands beside such a table, whatever was said of it before: nobody
/// but this function does, so that no chart is ever left without its figures.
void mark_beside_tables(std::vector<Block>& blocks);

/// Is the chart `blocks[at]` printed without a table of its own: marked, and the table is there?
bool is_beside_table(const std::vector<Block>& blocks, std::size_t at);

}  // namespace hd::documents
