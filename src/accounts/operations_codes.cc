#include "accounts/operations_codes.h"

#include "accounts/session.h"

namespace hd::accounts {

std::string new_token() {
  return platform::to_base64url(platform::random_bytes(kTokenBytes));
}

std::string keyed_code_hash(const platform::Secret& key, std::string_view code) {
  return platform::hmac_sha256(key, normal_code(code));
}

}  // namespace hd::accounts
