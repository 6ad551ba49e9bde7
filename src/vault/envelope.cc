#include "vault/envelope.h"

namespace hd::vault {
namespace {

constexpr std::size_t kHeadBytes = 6;
constexpr std::size_t kTagBytes = 16;
static_assert(kEnvelopeOverhead == kHeadBytes + platform::kNonceBytes + kTagBytes);
constexpr char kMarker = '\x80';

void append_number(std::string& text, std::uint64_t number, unsigned bytes) {
  for (unsigned i = bytes; i > 0; --i) {
    text += static_cast<char>((number >> (8 * (i - 1))) & 0xFFU);
  }
}

void append_part(std::string& text, std::string_view part) {
  append_number(text, part.size(), 4);
  text += part;
}

}  // namespace

std::string pack(const Envelope& envelope) {
  std::string bytes;
  bytes.reserve(kHeadBytes + envelope.nonce.size() + envelope.sealed.size());
  append_number(bytes, kEnvelopeVersion, 1);
  append_number(bytes, kXChaCha20Poly1305, 1);
  append_number(bytes, envelope.key, 4);
  bytes += envelope.nonce;
  bytes += envelope.sealed;
  return bytes;
}

std::optional<Envelope> unpack(std::string_view bytes) {
  if (bytes.size() < kEnvelopeOverhead) return std::nullopt;
  if (static_cast<unsigned char>(bytes[0]) != kEnvelopeVersion) return std::nullopt;
  if (static_cast<unsigned char>(bytes[1]) != kXChaCha20Poly1305) return std::nullopt;
  KeyNumber key = 0;
  for (const char byte : bytes.substr(2, 4)) key = key << 8U | static_cast<unsigned char>(byte);
  return Envelope{key, bytes.substr(kHeadBytes, platform::kNonceBytes),
                  bytes.substr(kHeadBytes + platform::kNonceBytes)};
}

std::string associated_data(const Slot& slot, KeyNumber key) {
  std::string text;
  text.reserve(128);
  append_number(text, kEnvelopeVersion, 1);
  append_number(text, kXChaCha20Poly1305, 1);
  append_number(text, key, 4);
  append_part(text, slot.table);
  append_part(text, slot.row);
  append_part(text, slot.column);
  append_part(text, base::name_of(kCompartmentNames, slot.compartment));
  append_part(text, slot.group);
  append_number(text, static_cast<std::uint64_t>(slot.row_version), 8);
  return text;
}

std::size_t padded_size(std::size_t size) {
  std::size_t step = 32;
  const std::size_t needed = size + 1;
  while (step < needed && step < 512) step *= 2;
  while (step < needed) step += (step * 12 / 100 + 15) / 16 * 16;
  return step;
}

std::string padded(std::string_view plain) {
  std::string text;
  text.reserve(padded_size(plain.size()));
  text += plain;
  text += kMarker;
  text.resize(padded_size(plain.size()), '\0');
  return text;
}

std::optional<std::string> unpadded(std::string text) {
  const auto end = text.find_last_not_of('\0');
  if (end == text.npos || text[end] != kMarker) return std::nullopt;
  text.resize(end);
  return text;
}

}  // namespace hd::vault
