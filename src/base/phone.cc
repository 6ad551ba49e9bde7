#include "base/phone.h"

#include <array>
#include <utility>

namespace hd::base {
namespace {

/// Old mobile prefix → new one, without the leading 0.
/// Source: plan 798/QĐ-BTTTT of 2018 to change 11-digit mobile numbers to 10 digits.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kMobilePrefixes{{
    {"162", "32"}, {"163", "33"}, {"164", "34"}, {"165", "35"}, {"166", "36"},
    {"167", "37"}, {"168", "38"}, {"169", "39"}, {"120", "70"}, {"121", "79"},
    {"122", "77"}, {"126", "76"}, {"128", "78"}, {"123", "83"}, {"124", "84"},
    {"125", "85"}, {"127", "81"}, {"129", "82"}, {"186", "56"}, {"188", "58"},
}};

constexpr std::size_t kLongest = 15;  // digits with the country code (ITU-T E.164)

bool is_separator(char c) {
  return c == ' ' || c == '.' || c == '-' || c == '(' || c == ')' || c == '/';
}

std::string modern_national(std::string national) {
  if (national.size() != 10) return national;
  for (const auto& [before, now] : kMobilePrefixes) {
    if (national.starts_with(before)) return std::string(now) + national.substr(3);
  }
  return national;
}

}  // namespace

std::optional<std::string> normal_phone(std::string_view text) {
  std::string digits;
  bool plus = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c == '+' && digits.empty() && !plus) {
      plus = true;
    } else if (!is_separator(c)) {
      return std::nullopt;
    }
  }
  if (digits.starts_with("00")) {
    digits.erase(0, 2);
    plus = true;
  }
  if (digits.size() < 3 || digits.size() > kLongest) return std::nullopt;
  if (plus && digits.starts_with('0')) return std::nullopt;
  if (plus && !digits.starts_with("84")) return digits;
  if (digits.starts_with("84") && digits.size() >= 10) {
    return "84" + modern_national(digits.substr(2));
  }
  if (digits.starts_with('0') && digits.size() >= 9) {
    if (digits.size() == kLongest) return std::nullopt;  // too long with the country code
    return "84" + modern_national(digits.substr(1));
  }
  return digits;
}

std::string masked_phone(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  if (digits.size() <= 3) return "••••";
  return "•••• " + digits.substr(digits.size() - 3);
}

}  // namespace hd::base
