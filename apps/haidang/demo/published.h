#pragma once
// A printed table as invented records whose reports print exactly the same table.

#include <string>
#include <vector>

#include "demo/published_table.h"
#include "parts.h"

namespace hd::demo {

/// A file of figures, not read further.
struct PrintedFile {
  std::string name;
  std::vector<platform::CsvRow> rows = {};
  std::string fault = {};  ///< "" when it could be read
};

/// data/published/NAME.csv, or a file of one's own whose name ends with ".csv". "h1-2021" is
/// "hotline-2021-h1".
PrintedFile find_printed(const std::string& name);

/// Loads the records, once: the accounts of its officers tell that they are there. Every figure of
/// the table comes out of them; what it does not say is invented or left open. Marginals of a unit
/// are independent of each other. Lines to show: what was added.
std::vector<std::string> add_printed(App& app, const PrintedTable& table, base::Timestamp now);

}  // namespace hd::demo
