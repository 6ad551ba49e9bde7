#pragma once
// The first sheet of an XLSX workbook as rows of text, for imports. Formulas count by the value
// that was stored with them; nothing is calculated.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hd::platform {

struct SheetRow {
  std::size_t number;  ///< as the spreadsheet program shows it, from 1
  /// Dates are "YYYY-MM-DD", "YYYY-MM-DD HH:MM:SS" or "HH:MM:SS"; whole numbers have no point.
  std::vector<std::string> cells;
  bool operator==(const SheetRow&) const = default;
};

/// Beyond these a file is an attack or a mistake.
struct SheetLimits {
  std::size_t parts = 1'000;                         ///< files inside the workbook
  std::size_t part_bytes = std::size_t{256} << 20U;  ///< of one of them, unpacked
  std::size_t rows = 500'000;
  std::size_t columns = 512;
  std::size_t cells = 10'000'000;  ///< empty ones in front of others included
};

/// Empty rows are left out. `bytes` is the file.
/// Errors: invalid "spreadsheet.malformed" (not an XLSX workbook, damaged, or of a form nobody
/// writes), too_large "spreadsheet.too_large".
base::Result<std::vector<SheetRow>> read_spreadsheet(std::string_view bytes,
                                                     const SheetLimits& limits = {});

}  // namespace hd::platform
