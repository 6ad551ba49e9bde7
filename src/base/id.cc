#include "base/id.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include <sodium.h>

namespace hd::base {
namespace {

constexpr std::size_t kUuidBytes = 16;

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
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
    if (dash ? text[i] != '-' : !hex) return false;
  }
  return true;
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
