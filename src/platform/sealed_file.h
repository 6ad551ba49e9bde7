#pragma once
// Files that leave the machine: encrypted for one or several recipients, so that the machine that
// writes them cannot read them again. XChaCha20-Poly1305 stream and X25519 boxes of libsodium.

#include <string>
#include <vector>

#include "platform/crypto.h"

namespace hd::platform {

/// Who may open a sealed file. The secret part is kept away from the server.
struct Recipient {
  std::string public_key;  ///< 32 bytes
  Secret secret_key;       ///< 32 bytes
};

Recipient new_recipient();
/// The recipient whose secret part this is.
Recipient recipient_of(const Secret& secret_key);

/// Encrypts `from` into `to` (0600, on disk and read from there again when this returns). Errors:
/// throws std::runtime_error when a file cannot be read or written, when what is read differs from
/// what was written, when `to` exists, or when there is no recipient.
void seal_file(const std::string& from, const std::string& to,
               const std::vector<std::string>& recipient_public_keys);

/// The reverse. Errors: throws std::runtime_error when the file is not sealed for this recipient,
/// was changed or cut short, or when `to` exists; `to` is removed then.
void open_sealed_file(const std::string& from, const std::string& to, const Recipient& recipient);

/// Writes or reads a key as one line of hexadecimal text. Errors: throws std::runtime_error;
/// writing never replaces a file.
void write_key_file(const std::string& path, const std::string& key);
std::string read_key_file(const std::string& path);

}  // namespace hd::platform
