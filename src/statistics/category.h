#pragma once
// The rows of tables: which there are, what they are called, and under which a stored code stands.
// Pure.

#include <optional>
#include <string>
#include <vector>

#include "directory/directory.h"
#include "statistics/definition.h"
#include "statistics/sources.h"

namespace hd::statistics {

/// How codes are read.
struct Frame {
  const directory::Directory& directory;
  Days period;
  std::string age_set;
  directory::Geography geography;
};
/// `geography` and `age_set` of the order go before those of the definition.
Frame frame_of(const directory::Directory& directory, const Definition& definition,
               const Days& period, const std::string& age_set = {},
               std::optional<directory::Geography> geography = {});

/// A row or column as printed.
struct Category {
  std::string code;
  Title label;
  bool operator==(const Category&) const = default;
};

/// Throws std::invalid_argument for a dimension there is not.
const Dimension& dimension_of(const std::string& code);

/// The row of a dimension under which a stored code stands. "" stands nowhere (a conversation
/// without a report group). Codes besides those of the lists: not_recorded, not_computable,
/// elsewhere.
std::string row_of(const Frame& frame, const Dimension& dimension, const std::string& code);
/// "2026", "2026-Q1", "2026-03"; "total" for every day.
std::string time_row(const Dimension& dimension, base::Date day);
Title label_of(const Frame& frame, const Dimension& dimension, const std::string& row);

/// Rows that are there before anything is counted, in the order printed.
std::vector<std::string> known_rows(const Frame& frame, const Dimension& dimension);
/// Is the row printed also when nothing stands there, because a reader looks for it?
bool prints_zero(const Dimension& dimension, const std::string& row);

}  // namespace hd::statistics
