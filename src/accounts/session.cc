#include "accounts/session.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hd::accounts {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32
constexpr std::size_t kGroup = 5;

using Sign = std::pair<std::string_view, std::string_view>;

// The first that is found decides: most browsers claim to be several.
constexpr auto kBrowsers = std::to_array<Sign>({
    {"Edg/", "edge"},
    {"coc_coc", "coccoc"},
    {"Firefox/", "firefox"},
    {"Chrome/", "chrome"},
    {"Safari/", "safari"},
});
constexpr auto kSystems = std::to_array<Sign>({
    {"Android", "android"},
    {"iPhone", "ios"},
    {"iPad", "ios"},
    {"Windows", "windows"},
    {"Mac OS X", "macos"},
    {"Linux", "linux"},
});

template <std::size_t N>
std::string_view found_in(std::string_view text, const std::array<Sign, N>& signs) {
  for (const auto& [sign, code] : signs) {
    if (text.find(sign) != text.npos) return code;
  }
  return "";
}

}  // namespace

bool is_live(const SessionRecord& session, base::Timestamp now) {
  return !session.ended_at && now < session.last_seen_at + kIdleLimit &&
         now < session.created_at + kAbsoluteLimit;
}

base::Timestamp expires_at(const SessionRecord& session) {
  return session.created_at + kAbsoluteLimit;
}

std::string device_code(std::string_view user_agent) {
  const std::string_view browser = found_in(user_agent, kBrowsers);
  const std::string_view system = found_in(user_agent, kSystems);
  if (browser.empty() || system.empty()) return std::string(browser.empty() ? system : browser);
  return std::string(browser) + "_" + std::string(system);
}

std::string readable_code(std::string_view bytes) {
  std::string digits;
  unsigned buffer = 0;
  int bits = 0;
  for (const char byte : bytes) {
    buffer = (buffer << 8U) | static_cast<unsigned char>(byte);
    bits += 8;
    for (; bits >= 5; bits -= 5) {
      digits += kAlphabet[(buffer >> static_cast<unsigned>(bits - 5)) & 31U];
    }
    buffer &= (1U << static_cast<unsigned>(bits)) - 1;
  }
  if (bits > 0) digits += kAlphabet[(buffer << static_cast<unsigned>(5 - bits)) & 31U];
  std::string code;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i % kGroup == 0) code += '-';
    code += digits[i];
  }
  return code;
}

std::string normal_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    code += c;
  }
  return code;
}

}  // namespace hd::accounts
