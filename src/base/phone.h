#pragma once
// Phone numbers as Viet Nam writes them.

#include <optional>
#include <string>
#include <string_view>

namespace hd::base {

/// One spelling for one number: digits only, "84" for Viet Nam's country code, so "0912 345 678",
/// "+84 912.345.678" and "84912345678" are equal. Short numbers (3 to 6 digits) stay as they are.
/// The 11-digit mobile prefixes used before 2018 are mapped to today's (0168 → 038).
/// nullopt when this can be no phone number: letters, fewer than 3 or more than 15 digits, a
/// country code that begins with 0.
std::optional<std::string> normal_phone(std::string_view text);

/// "•••• 678": the last three digits only. For lists and for screens before a reveal.
std::string masked_phone(std::string_view text);

}  // namespace hd::base
