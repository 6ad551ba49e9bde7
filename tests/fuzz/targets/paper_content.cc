// What a paper says, as JSON: decoded content is written and read as the same, and a checked one
// has a shape.

#include "documents/content_json.h"
#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  const auto content = decoded([&] { return documents::content_of(std::string(input)); });
  if (!content) return;
  require(documents::content_of(documents::to_text(*content)) == *content, "reads the same");
  if (!documents::check(*content)) return;
  for (const auto& block : content->blocks) {
    if (block.kind == documents::BlockKind::chart) {
      require(documents::has_shape(block.chart), "a checked chart has a shape");
      static_cast<void>(documents::table_of(block.chart));
    }
    for (const auto& row : block.rows) require(row.size() == block.columns.size(), "a table");
  }
}

}  // namespace hd::fuzz
