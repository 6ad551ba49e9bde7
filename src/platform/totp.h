#pragma once
// Time-based one-time codes (RFC 6238, SHA-1, 6 digits, 30 s) and the QR picture to enrol them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace hd::platform {

/// The step (30 s since 1970) whose code this is: the current one, or the one before during the
/// first 5 s of the current. nullopt when wrong. `secret` is 20 raw bytes.
std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code,
                                      base::Timestamp now);

/// The code of the current step, for tests and for the demo.
std::string totp_code(std::string_view secret, base::Timestamp now);

/// "otpauth://totp/…" for an authenticator application.
std::string otpauth_uri(std::string_view secret, std::string_view account);

/// A QR code as one SVG element without inline style or script.
std::string qr_svg(std::string_view text);

}  // namespace hd::platform
