// One-time codes: nothing but the six digits of the step is taken, and the address for the
// telephone is plain whatever an account is called.

#include <algorithm>

#include "fuzz.h"
#include "platform/totp.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  const std::string secret = "12345678901234567890";
  const base::Timestamp now{std::chrono::hours(500'000)};
  const std::string right = platform::totp_code(secret, now);
  require(platform::totp_step(secret, right, now).has_value(), "the right code is right");
  if (platform::totp_step(secret, input, now)) {
    require(input.size() == 6 &&
                std::ranges::all_of(input, [](char c) { return c >= '0' && c <= '9'; }),
            "six digits and nothing else");
  }
  const std::string uri = platform::otpauth_uri(secret, input);
  require(std::ranges::all_of(uri,
                              [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '<'; }),
          "plain letters");
  require(uri.find("secret=") == uri.rfind("secret="), "one secret");
  if (input.size() <= 24) require(platform::qr_svg(uri).starts_with("<svg"), "a picture");
}

}  // namespace hd::fuzz
