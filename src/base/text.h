#pragma once
// Vietnamese text as values: validity, normal form, the key that search compares.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hd::base {

/// True for well-formed UTF-8 without NUL and without surrogates.
bool is_utf8(std::string_view text);

/// Unicode normal form C. Malformed input comes back unchanged.
std::string nfc(std::string_view text);

/// The key that search compares: no accents, đ→d, lower case, one space between words, no
/// punctuation, zero-width characters dropped. "  Lạng   SƠN " and "lang son" have the same key.
std::string fold(std::string_view text);

/// `text` without white space (ASCII and no-break) at both ends.
std::string trim(std::string_view text);

/// Number of Unicode code points; what "at most 2000 characters" counts.
std::size_t length(std::string_view text);

/// Splits at every `separator`; "a||b" gives three parts, "" gives none.
std::vector<std::string> split(std::string_view text, char separator);

/// Less-than in Vietnamese dictionary order (đ after d, marks in their order).
bool vietnamese_less(std::string_view left, std::string_view right);

/// "1.020": whole number with '.' between thousands.
std::string vietnamese_number(long long value);

/// Share of `part` in `whole` as "85,3 %"; one decimal, comma, half up. "–" when whole is 0.
std::string vietnamese_share(long long part, long long whole);

}  // namespace hd::base
