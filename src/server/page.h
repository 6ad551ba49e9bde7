#pragma once
// Pages of a list that is whole in memory: the timeline of one record.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/json.h"

namespace hd::server {

struct Line {
  std::string id;
  platform::Json json;
};

/// {"items", "next"}: at most `limit` lines behind the one whose id is `cursor`, from the first
/// when the cursor is "" or no line has it. `next` is the id of the last item, null at the end.
platform::Json page_after(std::vector<Line> lines, std::string_view cursor, std::size_t limit);

}  // namespace hd::server
