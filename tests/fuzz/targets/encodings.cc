// Hexadecimal and base64url: one spelling for one value, both ways.

#include "fuzz.h"
#include "platform/crypto.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  require(platform::from_hex(platform::to_hex(input)) == input, "hex comes back");
  require(platform::from_base64url(platform::to_base64url(input)) == input, "base64 comes back");
  if (const auto bytes = platform::from_hex(input)) {
    require(bytes->size() * 2 == input.size(), "two digits a byte");
  }
  if (const auto bytes = platform::from_base64url(input)) {
    require(platform::to_base64url(*bytes) == input, "one spelling");
  }
}

}  // namespace hd::fuzz
