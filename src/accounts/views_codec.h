#pragma once
// Saved views as the text that is sealed.

#include "accounts/views.h"

namespace hd::accounts {

std::string encode_views(const std::vector<SavedView>& views);
/// Throws when the text is not one of encode_views().
std::vector<SavedView> decode_views(const std::string& text);

}  // namespace hd::accounts
