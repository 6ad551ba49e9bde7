#pragma once
// What a person looks at again and again: the filters of a list under a name of their own. Pure.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.h"

namespace hd::accounts {

/// Lists whose filters can be kept.
enum class ViewedList { cases };
inline constexpr auto kViewedListNames = std::to_array<base::EnumName<ViewedList>>({
    {ViewedList::cases, "cases"},
});
static_assert(base::names_every(kViewedListNames, ViewedList::cases));

inline constexpr std::size_t kViewsMax = 12;
inline constexpr std::size_t kViewNameMax = 40;  ///< characters
inline constexpr std::size_t kViewFiltersMax = 300;

struct SavedView {
  std::string name;
  std::string filters;  ///< as in the address of the list: "risk=high&scope=mine"; codes only
  bool operator==(const SavedView&) const = default;
};

struct SavedViews {
  std::vector<SavedView> items = {};
  std::int64_t version = 0;  ///< 0: never saved
};

/// Are these filters in the form of an address, names and codes without anything typed freely?
bool are_filters(std::string_view text);

}  // namespace hd::accounts
