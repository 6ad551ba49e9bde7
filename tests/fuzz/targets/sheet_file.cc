// A workbook as bytes: whatever it says of itself, the limits hold.

#include "base/text.h"
#include "fuzz.h"
#include "platform/spreadsheet.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  const platform::SheetLimits limits{.parts = 20, .part_bytes = 200'000, .rows = 50, .columns = 20};
  const auto rows = platform::read_spreadsheet(input, limits);
  if (!rows) return;
  require(rows->size() <= limits.rows, "rows are limited");
  for (const auto& row : *rows) {
    require(!row.cells.empty() && row.cells.size() <= limits.columns, "columns are limited");
    for (const auto& cell : row.cells) require(base::is_utf8(cell), "valid text");
  }
}

}  // namespace hd::fuzz
