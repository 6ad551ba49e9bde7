#include "documents/figures.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "platform/csv.h"

namespace hd::documents {
namespace {

constexpr std::size_t kDigitsMax = 15;  ///< what a spreadsheet keeps exactly

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

/// "1.020" → "1020"; nullopt when the dots do not part thousands.
std::optional<std::string> whole_digits(std::string_view text) {
  if (text.find('.') == text.npos)
    return all_digits(text) ? std::optional(std::string(text)) : std::nullopt;
  std::string digits;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('.', begin), text.size());
    const std::string_view group = text.substr(begin, end - begin);
    const bool fits = begin == 0 ? group.size() <= 3 : group.size() == 3;
    if (!fits || !all_digits(group)) return std::nullopt;
    digits += group;
    begin = end + 1;
  }
  return digits;
}

/// Fills value and decimals from "1.020,5"; false when it is no such number.
bool read_number(std::string_view text, Cell& cell) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const std::size_t comma = text.find(',');
  auto digits = whole_digits(text.substr(0, comma));
  if (!digits || (digits->size() > 1 && digits->starts_with('0'))) return false;
  if (comma != text.npos) {
    const std::string_view decimals = text.substr(comma + 1);
    if (!all_digits(decimals) || decimals.size() > 3) return false;
    *digits += decimals;
    cell.decimals = static_cast<std::int64_t>(decimals.size());
  }
  if (digits->size() > kDigitsMax) return false;
  cell.value = std::stoll(*digits) * (is_negative ? -1 : 1);
  cell.grouped = text.find('.') != text.npos || digits->size() < 4;
  return true;
}

Cell chart_cell(const Chart& chart, const std::optional<std::int64_t>& value) {
  if (!value) return {.text = value_text(chart, value)};
  return {.kind = Cell::Kind::number,
          .text = value_text(chart, value),
          .value = *value,
          .decimals = chart.decimals,
          .grouped = true};
}

void append_chart(std::vector<FigureTable>& tables, const Block& block) {
  const Chart& chart = block.chart;
  FigureTable table{.name = block.text, .columns = table_of(chart).columns, .rows = {}};
  const bool has_total = table.columns.size() > chart.series.size() + 1;
  for (std::size_t label = 0; label < chart.labels.size(); ++label) {
    std::vector<Cell> row{{.text = chart.labels[label]}};
    for (const Series& series : chart.series)
      row.push_back(chart_cell(chart, series.values[label]));
    if (has_total) row.push_back(chart_cell(chart, total_of(chart, label)));
    table.rows.push_back(std::move(row));
  }
  table.chart = &block;
  for (std::size_t i = 1; i < table.columns.size(); ++i) table.charted.columns.push_back(i);
  tables.push_back(std::move(table));
}

void append_table(std::vector<FigureTable>& tables, const Block& block, const std::string& name) {
  FigureTable table{.name = name, .columns = block.columns, .rows = {}};
  for (const auto& cells : block.rows) {
    std::vector<Cell> row;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      row.push_back(i == 0 ? Cell{.text = cells[i]} : cell_of(cells[i]));
    }
    table.rows.push_back(std::move(row));
  }
  tables.push_back(std::move(table));
}

}  // namespace

Cell cell_of(const std::string& text) {
  constexpr std::string_view kPercent = " %";
  Cell cell{.kind = Cell::Kind::number, .text = text};
  std::string_view number = text;
  if (number.ends_with(kPercent)) {
    number.remove_suffix(kPercent.size());
    cell.kind = Cell::Kind::share;
  }
  if (read_number(number, cell)) return cell;
  return {.text = text};
}

bool FigureTable::is_charted(std::size_t row, std::size_t column) const {
  return chart != nullptr && row >= charted.first_row &&
         row < charted.first_row + chart->chart.labels.size() &&
         std::ranges::find(charted.columns, column) != charted.columns.end();
}

std::vector<FigureTable> figure_tables(const Content& content) {
  std::vector<FigureTable> tables;
  std::string heading = content.title;
  for (std::size_t i = 0; i < content.blocks.size(); ++i) {
    const Block& block = content.blocks[i];
    if (block.kind == BlockKind::heading) heading = block.text;
    if (block.kind == BlockKind::chart && is_beside_table(content.blocks, i)) {
      FigureTable& above = tables.back();
      if (!heading.ends_with(block.text)) {
        above.name = block.text + " – " + heading;
      }
      above.chart = &block;
      above.charted = *table_beside(content.blocks, i);
    } else if (block.kind == BlockKind::chart) {
      append_chart(tables, block);
    }
    if (block.kind == BlockKind::table && !block.columns.empty()) {
      append_table(tables, block, heading);
    }
  }
  return tables;
}

std::string plain_text(const Cell& cell) {
  std::string digits = std::to_string(cell.value < 0 ? -cell.value : cell.value);
  const auto decimals = static_cast<std::size_t>(cell.decimals);
  if (decimals > 0) {
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    digits.insert(digits.size() - decimals, 1, '.');
  }
  if (cell.value < 0) digits.insert(0, 1, '-');
  return cell.kind == Cell::Kind::share ? digits + "%" : digits;
}

bool is_gap(const Cell& cell) {
  return cell.kind == Cell::Kind::text && (cell.text == "…" || cell.text == "–");
}

std::string csv(const FigureTable& table) {
  std::string out = "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    out += (i == 0 ? "" : ",") + platform::csv_field(table.columns[i]);
  }
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool is_text = row[i].kind == Cell::Kind::text;
      out += i == 0 ? "" : ",";
      out += is_text ? platform::csv_field(row[i].text) : plain_text(row[i]);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace hd::documents
