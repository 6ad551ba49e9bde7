// Cursors come back from strangers: what is read has the shape of what was written.

#include "platform/cursor.h"

#include "base/id.h"
#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  const auto cursor = platform::read_cursor(input);
  if (!cursor || cursor->id.empty()) return;
  require(base::is_uuid(cursor->id), "the id of a cursor is an id");
  const auto again = platform::read_cursor(platform::write_cursor(*cursor));
  require(again && *again == *cursor, "what is written reads the same");
}

}  // namespace hd::fuzz
