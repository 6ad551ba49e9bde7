#include "documents/beside_table.h"

#include <algorithm>

namespace hd::documents {
namespace {

bool holds_labels(const Block& table, const Chart& chart, std::size_t first_row) {
  for (std::size_t i = 0; i < chart.labels.size(); ++i) {
    if (table.rows[first_row + i].front() != chart.labels[i]) return false;
  }
  return true;
}

bool holds_values(const Block& table, const Chart& chart, const Series& series,
                  std::size_t first_row, std::size_t column) {
  if (table.columns[column] != series.name) return false;
  for (std::size_t i = 0; i < series.values.size(); ++i) {
    if (table.rows[first_row + i][column] != value_text(chart, series.values[i])) return false;
  }
  return true;
}

/// The columns of the series from left to right, the first column being that of the labels.
std::optional<std::vector<std::size_t>> columns_of(const Block& table, const Chart& chart,
                                                   std::size_t first_row) {
  std::vector<std::size_t> columns;
  std::size_t column = 1;
  for (const Series& series : chart.series) {
    while (column < table.columns.size() &&
           !holds_values(table, chart, series, first_row, column)) {
      ++column;
    }
    if (column >= table.columns.size()) return std::nullopt;
    columns.push_back(column++);
  }
  return columns;
}

}  // namespace

std::optional<TableBeside> table_beside(const std::vector<Block>& blocks, std::size_t at) {
  if (at == 0 || at >= blocks.size()) return std::nullopt;
  const Block& table = blocks[at - 1];
  const Chart& chart = blocks[at].chart;
  if (blocks[at].kind != BlockKind::chart || !has_shape(chart)) return std::nullopt;
  if (table.kind != BlockKind::table || table.columns.empty()) return std::nullopt;
  for (std::size_t row = 0; row + chart.labels.size() <= table.rows.size(); ++row) {
    if (!holds_labels(table, chart, row)) continue;
    if (auto columns = columns_of(table, chart, row)) return TableBeside{row, *columns};
  }
  return std::nullopt;
}

void mark_beside_tables(std::vector<Block>& blocks) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    blocks[i].beside_table = table_beside(blocks, i).has_value();
  }
}

bool is_beside_table(const std::vector<Block>& blocks, std::size_t at) {
  return blocks[at].beside_table && table_beside(blocks, at);
}

}  // namespace hd::documents
