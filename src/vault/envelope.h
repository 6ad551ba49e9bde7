#pragma once
// The shape of an envelope and of what is bound to it. Pure: no keys are kept here, no I/O.
//
//   version 1 byte | algorithm 1 | data key 4 (big-endian) | nonce 24 | ciphertext | tag 16

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vault/vault.h"

namespace hd::vault {

using KeyNumber = std::uint32_t;

inline constexpr unsigned char kEnvelopeVersion = 1;
inline constexpr unsigned char kXChaCha20Poly1305 = 1;
inline constexpr std::size_t kEnvelopeOverhead = 46;

/// Views of bytes that somebody else keeps.
struct Envelope {
  KeyNumber key;
  std::string_view nonce;   ///< 24 bytes
  std::string_view sealed;  ///< ciphertext and tag
};

std::string pack(const Envelope& envelope);

/// Parts of `bytes`. nullopt when too short, or of a version or algorithm not known here.
std::optional<Envelope> unpack(std::string_view bytes);

/// What an envelope is bound to. Every part carries its length, so no two places share a text.
std::string associated_data(const Slot& slot, KeyNumber key);

/// Bytes of padded text for `size` bytes of text: 32, 64, 128, 256, 512, then steps of 12 %.
std::size_t padded_size(std::size_t size);

/// `plain`, a marker byte and zeros, up to padded_size().
std::string padded(std::string_view plain);

/// nullopt when there is no marker: not made by padded().
std::optional<std::string> unpadded(std::string text);

}  // namespace hd::vault
