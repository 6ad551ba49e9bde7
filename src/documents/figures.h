#pragma once
// The tables of a paper as figures that a spreadsheet can go on with. Pure.

#include <cstdint>
#include <string>
#include <vector>

#include "documents/beside_table.h"
#include "documents/document.h"

namespace hd::documents {

/// A cell: text as printed, and where it is a figure its exact value.
struct Cell {
  enum class Kind { text, number, share };
  Kind kind = Kind::text;
  std::string text = {};
  std::int64_t value = 0;     ///< in 10^-decimals; of a share the percent
  std::int64_t decimals = 0;  ///< 0 to 3
  bool grouped = false;       ///< written with dots between thousands
  bool operator==(const Cell&) const = default;
};

/// "1.020", "-5", "85,3 %", "0,07" as written in Vietnamese. Everything else is text, and so are a
/// telephone number, a day, and digits with a zero in front.
Cell cell_of(const std::string& text);

struct FigureTable {
  std::string name;  ///< of the sheet: the title of the chart, the heading above, or both
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;  ///< the first cell of a row is always text
  const Block* chart = nullptr;         ///< that is drawn from this table
  TableBeside charted = {};             ///< the figures of the chart
  bool is_charted(std::size_t row, std::size_t column) const;
};

/// In the order of the paper. `content` outlives the result.
std::vector<FigureTable> figure_tables(const Content& content);

/// The value as a program reads it: "1020", "85.3", "85.3%".
std::string plain_text(const Cell& cell);

/// "…" or "–": no figure here.
bool is_gap(const Cell& cell);

/// The table as CSV (RFC 4180): UTF-8 with byte order mark, comma, CR LF. No cell is a formula.
std::string csv(const FigureTable& table);

}  // namespace hd::documents
