#pragma once
// Random tokens and codes, and the keyed hashes under which codes are kept.

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/crypto.h"

namespace hd::accounts {

inline constexpr std::size_t kTokenBytes = 32;          ///< 256 bits: sessions, devices
inline constexpr std::size_t kRecoveryCodeBytes = 16;   ///< 128 bits
inline constexpr std::size_t kEnrolmentCodeBytes = 10;  ///< 80 bits: typed once from paper
inline constexpr std::size_t kSeedBytes = 20;           ///< RFC 4226: 160 bits

/// 32 random bytes in base64url.
std::string new_token();

/// Keyed hash of a code as a person typed it, see normal_code(). 32 bytes.
std::string keyed_code_hash(const platform::Secret& key, std::string_view code);

}  // namespace hd::accounts
