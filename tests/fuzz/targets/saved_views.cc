// Saved views: filters are codes, and what is stored reads the same.

#include <algorithm>

#include "accounts/views_codec.h"
#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  if (accounts::are_filters(input)) {
    require(input.size() <= accounts::kViewFiltersMax, "filters are short");
    require(std::ranges::none_of(input, [](char c) { return c == '<' || c == ' ' || c == '%'; }),
            "nothing typed freely");
  }
  const auto views = decoded([&] { return accounts::decode_views(std::string(input)); });
  if (!views) return;
  require(accounts::decode_views(accounts::encode_views(*views)) == *views, "reads the same");
}

}  // namespace hd::fuzz
