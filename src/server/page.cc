#include "server/page.h"

#include <algorithm>
#include <utility>

namespace hd::server {

platform::Json page_after(std::vector<Line> lines, std::string_view cursor, std::size_t limit) {
  const auto last = std::ranges::find(lines, cursor, &Line::id);
  auto from = cursor.empty() || last == lines.end() ? lines.begin() : std::next(last);
  platform::JsonArray items;
  platform::Json next;
  for (; from != lines.end(); ++from) {
    if (items.size() == limit) {
      next = std::prev(from)->id;
      break;
    }
    items.push_back(std::move(from->json));
  }
  return platform::JsonObject{{"items", std::move(items)}, {"next", std::move(next)}};
}

}  // namespace hd::server
