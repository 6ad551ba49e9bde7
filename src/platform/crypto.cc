#include "platform/crypto.h"

#include <array>
#include <memory>
#include <new>
#include <stdexcept>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>

namespace hd::platform {
namespace {

constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);

const unsigned char* in(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* out(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

void need(bool fits, const char* what) {
  if (!fits) throw std::invalid_argument(what);
}

EVP_KDF& hkdf() {
  static EVP_KDF* const kdf = EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_HKDF, nullptr);
  if (kdf == nullptr) throw std::runtime_error("OpenSSL has no HKDF");
  return *kdf;
}

/// Of OpenSSL, which uses what the processor has for it: many times faster than libsodium's.
const EVP_MD& sha256_algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (algorithm == nullptr) throw std::runtime_error("OpenSSL has no SHA-256");
  return *algorithm;
}

}  // namespace

Secret::Secret(std::string bytes) : bytes_(std::move(bytes)) {}

Secret::~Secret() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

void init_crypto() {
  static const int started = sodium_init();
  if (started < 0) throw std::runtime_error("libsodium cannot start");
}

std::string random_bytes(std::size_t count) {
  init_crypto();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string sha256(std::string_view data) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  if (EVP_Digest(data.data(), data.size(), out(digest), nullptr, &sha256_algorithm(), nullptr) !=
      1) {
    throw std::runtime_error("SHA-256 failed");
  }
  return digest;
}

std::string hmac_sha256(const Secret& key, std::string_view data) {
  crypto_auth_hmacsha256_state state{};
  crypto_auth_hmacsha256_init(&state, in(key.bytes()), key.bytes().size());
  crypto_auth_hmacsha256_update(&state, in(data), data.size());
  std::string code(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, out(code));
  sodium_memzero(&state, sizeof state);
  return code;
}

Secret derive_key(const Secret& root, std::string_view purpose) {
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(&hkdf()),
                                                                          &EVP_KDF_CTX_free);
  std::string digest = "SHA256";
  std::string key = root.bytes();
  std::string info(purpose);
  std::array<OSSL_PARAM, 4> params{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key.data(), key.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
      OSSL_PARAM_construct_end()};
  std::string derived(kKeyBytes, '\0');
  const bool fine =
      context && EVP_KDF_derive(context.get(), out(derived), derived.size(), params.data()) == 1;
  sodium_memzero(key.data(), key.size());
  if (!fine) throw std::runtime_error("HKDF failed");
  return Secret(std::move(derived));
}

bool same_bytes(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += kDigits[value >> 4U];
    text += kDigits[value & 0x0FU];
  }
  return text;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes(text.size() / 2, '\0');
  std::size_t used = 0;
  if (sodium_hex2bin(out(bytes), bytes.size(), text.data(), text.size(), nullptr, &used, nullptr) !=
          0 ||
      used != bytes.size()) {
    return std::nullopt;
  }
  return bytes;
}

std::string to_base64url(std::string_view bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), in(bytes), bytes.size(), kVariant);
  text.pop_back();  // the C string's end
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t used = 0;
  if (sodium_base642bin(out(bytes), bytes.size(), text.data(), text.size(), nullptr, &used, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
    return std::nullopt;
  }
  bytes.resize(used);
  // libsodium 1.0.18 takes some bytes above 0x7F for letters.
  if (to_base64url(bytes) != text) return std::nullopt;
  return bytes;
}

std::string aead_seal(const Secret& key, std::string_view nonce, std::string_view plain,
                      std::string_view associated) {
  init_crypto();
  need(key.bytes().size() == kKeyBytes, "an AEAD key has 32 bytes");
  need(nonce.size() == kNonceBytes, "an AEAD nonce has 24 bytes");
  std::string sealed(plain.size() + kTagBytes, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(out(sealed), nullptr, in(plain), plain.size(),
                                             in(associated), associated.size(), nullptr, in(nonce),
                                             in(key.bytes()));
  return sealed;
}

std::optional<std::string> aead_open(const Secret& key, std::string_view nonce,
                                     std::string_view sealed, std::string_view associated) {
  init_crypto();
  need(key.bytes().size() == kKeyBytes, "an AEAD key has 32 bytes");
  if (nonce.size() != kNonceBytes || sealed.size() < kTagBytes) return std::nullopt;
  std::string plain(sealed.size() - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(out(plain), nullptr, nullptr, in(sealed),
                                                 sealed.size(), in(associated), associated.size(),
                                                 in(nonce), in(key.bytes())) != 0) {
    return std::nullopt;
  }
  return plain;
}

std::string hash_password(std::string_view password, const PasswordCost& cost) {
  init_crypto();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.operations,
                            cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();
  }
  return text.data();
}

bool verify_password(std::string_view hash, std::string_view password) {
  init_crypto();
  const std::string text(hash);
  return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

SigningKey signing_key(const Secret& seed) {
  need(seed.bytes().size() == crypto_sign_SEEDBYTES, "a signing seed has 32 bytes");
  std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  std::string secret_key(crypto_sign_SECRETKEYBYTES, '\0');
  crypto_sign_seed_keypair(out(public_key), out(secret_key), in(seed.bytes()));
  return {std::move(public_key), Secret(std::move(secret_key))};
}

std::string sign(const SigningKey& key, std::string_view message) {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(out(signature), nullptr, in(message), message.size(),
                       in(key.secret_key.bytes()));
  return signature;
}

bool verify_signature(std::string_view public_key, std::string_view message,
                      std::string_view signature) {
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(in(signature), in(message), message.size(), in(public_key)) ==
             0;
}

}  // namespace hd::platform
