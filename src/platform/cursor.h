#pragma once
// Where a page of a list ended, as the opaque text with which the next page is asked for.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace hd::platform {

/// The place of a line in a list ordered by time and, at the same time, by id.
struct Cursor {
  base::Timestamp at = {};
  std::string id = {};  ///< "" before the first line

  bool operator==(const Cursor&) const = default;
};

/// Beyond every date that the API takes: where a list with the latest first begins.
inline constexpr base::Timestamp kEver{std::chrono::milliseconds{253402300800000}};

std::string write_cursor(const Cursor& last);

/// The beginning for "". Errors: invalid, field "cursor" "malformed".
base::Result<Cursor> read_cursor(std::string_view text);

template <class Item>
struct PageOf {
  std::vector<Item> items;
  std::string next;  ///< cursor of the page after it; "" when this is the last one
};

/// One page out of what several slices of a list brought: the latest change first, every line once,
/// at most `limit`. An Item has `updated_at` and `id`.
template <class Item>
PageOf<Item> latest_first(std::vector<Item> found, std::size_t limit) {
  std::ranges::sort(found, [](const Item& left, const Item& right) {
    return std::tuple(left.updated_at, left.id.str()) >
           std::tuple(right.updated_at, right.id.str());
  });
  const auto same = [](const Item& left, const Item& right) { return left.id == right.id; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  PageOf<Item> page{.items = std::move(found), .next = {}};
  if (page.items.size() > limit) {
    page.items.erase(page.items.begin() + static_cast<std::ptrdiff_t>(limit), page.items.end());
    page.next = write_cursor({page.items.back().updated_at, page.items.back().id.str()});
  }
  return page;
}

}  // namespace hd::platform
