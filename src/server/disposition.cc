#include "server/disposition.h"

namespace hd::server {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

std::string percent(char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
}

}  // namespace

std::string disposition_of(std::string_view name) {
  std::string plain;
  std::string encoded;
  for (const char c : name) {
    plain += is_plain(c) ? c : '_';
    encoded += is_plain(c) ? std::string(1, c) : percent(c);
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

}  // namespace hd::server
