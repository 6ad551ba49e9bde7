#pragma once
// The words of an override of consent as text: what the store seals.

#include <string>
#include <string_view>

#include "cases/consent_override.h"

namespace hd::cases {

/// Why it was asked for and what was said later.
std::string encode_words(const ConsentOverride& one);
void decode_words(std::string_view text, ConsentOverride& one);

}  // namespace hd::cases
