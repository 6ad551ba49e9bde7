#include "base/id.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include <sodium.h>

namespace hd::base {
namespace {

constexpr std::size_t kUuidBytes = 16;

/// By byte: whether it is one of 0-9 and a-f.
constexpr std::array<bool, 256> kHexDigits = [] {
  std::array<bool, 256> digits{};
  for (const char c : std::string_view("0123456789abcdef")) {
    digits[static_cast<unsigned char>(c)] = true;
  }
  return digits;
}();

bool is_hex_digit(char c) {
  return kHexDigits[static_cast<unsigned char>(c)];
}

std::string uuid_text(std::array<unsigned char, kUuidBytes> bytes, unsigned version) {
  constexpr std::string_view kHex = "0123456789abcdef";
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | (version << 4U));
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < kUuidBytes; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kHex[bytes[i] >> 4U];
    text += kHex[bytes[i] & 0x0FU];
  }
  return text;
}

}  // namespace

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (const char dash : {text[8], text[13], text[18], text[23]}) {
    if (dash != '-') return false;
  }
  const auto digits = std::ranges::count_if(text, is_hex_digit);
  return static_cast<std::size_t>(digits) == 2 * kUuidBytes;
}

std::string random_uuid() {
  std::array<unsigned char, kUuidBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return uuid_text(bytes, 4);
}

std::string uuid_of_key(std::string_view name) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(name.data()),
                     name.size());
  std::array<unsigned char, kUuidBytes> bytes{};
  for (std::size_t i = 0; i < kUuidBytes; ++i) bytes[i] = digest[i];
  return uuid_text(bytes, 8);
}

}  // namespace hd::base
