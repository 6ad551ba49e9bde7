#pragma once
// CSV after RFC 4180, UTF-8, with a header row.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hd::platform {

struct CsvRow {
  std::size_t line;  ///< 1-based line in the file where the row begins
  std::map<std::string, std::string, std::less<>> values;

  /// The value of a column; "" when the file has no such column.
  const std::string& operator[](std::string_view column) const;
};

/// Errors: invalid "csv.malformed" (unclosed quote, a row with another number of fields than the
/// header, not UTF-8); params["line"]. A byte order mark is skipped; CR LF and LF both end a row.
base::Result<std::vector<CsvRow>> parse_csv(std::string_view text, char separator = ',');

/// The rows of an embedded file; throws std::logic_error when it is missing or malformed.
std::vector<CsvRow> embedded_csv(std::string_view path);

/// One field, quoted where needed. A leading = + - @ or tab gets an apostrophe in front, so that no
/// spreadsheet program runs it as a formula.
std::string csv_field(std::string_view text);

}  // namespace hd::platform
