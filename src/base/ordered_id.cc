#include "base/ordered_id.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace hd::base {

std::string ordered_uuid(Timestamp now) {
  constexpr std::size_t kDigits = 12;
  constexpr std::uint64_t kMask = (std::uint64_t{1} << 48) - 1;
  const auto millisecond = static_cast<std::uint64_t>(now.time_since_epoch().count()) & kMask;
  std::array<char, kDigits> hex{};
  const auto* end = std::to_chars(hex.data(), hex.data() + hex.size(), millisecond, 16).ptr;
  const auto size = static_cast<std::size_t>(end - hex.data());
  const std::string digits = std::string(kDigits - size, '0').append(hex.data(), size);
  std::string text = random_uuid();
  text.replace(0, 8, digits, 0, 8);
  text.replace(9, 4, digits, 8, 4);
  text[14] = '7';
  return text;
}

}  // namespace hd::base
