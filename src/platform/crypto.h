#pragma once
// The few primitives we use, from libsodium and OpenSSL; no cipher of our own.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/sensitive.h"

namespace hd::platform {

/// Key material: 32 bytes unless said otherwise. Wiped when destroyed.
class Secret {
 public:
  explicit Secret(std::string bytes);
  Secret(const Secret&) = default;
  Secret(Secret&&) noexcept = default;
  Secret& operator=(const Secret&) = default;
  Secret& operator=(Secret&&) noexcept = default;
  ~Secret();
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Must run once before anything else here; throws when libsodium cannot start.
void init_crypto();

std::string random_bytes(std::size_t count);
std::string sha256(std::string_view data);                          ///< 32 bytes
std::string hmac_sha256(const Secret& key, std::string_view data);  ///< 32 bytes
/// HKDF-SHA256 (OpenSSL), 32 bytes out.
Secret derive_key(const Secret& root, std::string_view purpose);
/// Constant time for equal lengths.
bool same_bytes(std::string_view left, std::string_view right);

std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);
std::string to_base64url(std::string_view bytes);  ///< without padding
std::optional<std::string> from_base64url(std::string_view text);

inline constexpr std::size_t kNonceBytes = 24;
/// XChaCha20-Poly1305; `nonce` 24 bytes, result is ciphertext with the 16-byte tag.
std::string aead_seal(const Secret& key, std::string_view nonce, std::string_view plain,
                      std::string_view associated);
/// nullopt when the tag does not fit: another key, another place, or changed bytes.
std::optional<std::string> aead_open(const Secret& key, std::string_view nonce,
                                     std::string_view sealed, std::string_view associated);

struct PasswordCost {
  unsigned long long operations = 3;
  std::size_t memory_bytes = std::size_t{64} << 20U;
};
/// Argon2id encoded text ("$argon2id$…"). Takes 100 ms and more: never on the writer thread.
std::string hash_password(std::string_view password, const PasswordCost& cost);
bool verify_password(std::string_view hash, std::string_view password);

struct SigningKey {
  std::string public_key;  ///< 32 bytes
  Secret secret_key;       ///< 64 bytes
};
/// Ed25519 from a 32-byte seed.
SigningKey signing_key(const Secret& seed);
std::string sign(const SigningKey& key, std::string_view message);  ///< 64 bytes
bool verify_signature(std::string_view public_key, std::string_view message,
                      std::string_view signature);

}  // namespace hd::platform
