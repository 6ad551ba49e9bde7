#include "accounts/views.h"

namespace hd::accounts {

bool are_filters(std::string_view text) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789_-=&";
  return text.size() <= kViewFiltersMax && text.find('=') != std::string_view::npos &&
         text.find_first_not_of(kAllowed) == std::string_view::npos;
}

}  // namespace hd::accounts
