#include "platform/totp.h"

#include <cstdlib>
#include <memory>
#include <mutex>
#include <stdexcept>

#include <liboath/oath.h>
#include <qrencode.h>

#include "platform/crypto.h"

namespace hd::platform {
namespace {

constexpr std::int64_t kStepMs = 30'000;
constexpr std::int64_t kGraceMs = 5'000;
constexpr unsigned kDigits = 6;
constexpr int kQuietZone = 4;  // modules, as the QR standard asks

void require(int code, const char* what) {
  if (code != OATH_OK) throw std::runtime_error(std::string(what) + ": " + oath_strerror(code));
}

std::string code_of_step(std::string_view secret, std::int64_t step) {
  static std::once_flag once;
  std::call_once(once, [] { require(oath_init(), "one-time codes"); });
  char code[kDigits + 1] = {};
  require(oath_hotp_generate(secret.data(), secret.size(), static_cast<std::uint64_t>(step),
                             kDigits, false, OATH_HOTP_DYNAMIC_TRUNCATION, code),
          "one-time code");
  return code;
}

std::string base32(std::string_view bytes) {
  char* text = nullptr;
  std::size_t size = 0;
  require(oath_base32_encode(bytes.data(), bytes.size(), &text, &size), "base32");
  const std::unique_ptr<char, decltype(&std::free)> owned(text, &std::free);
  std::string result(text, size);
  result.erase(result.find_last_not_of('=') + 1);
  return result;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string result;
  for (const char character : text) {
    if (kPlain.find(character) != std::string_view::npos) {
      result += character;
    } else {
      result += '%' + to_hex({&character, 1});
    }
  }
  return result;
}

/// Runs of dark modules in one row as path commands.
void add_row(std::string& path, const QRcode& code, int row) {
  const auto dark = [&](int column) {
    return column < code.width && (code.data[row * code.width + column] & 1) != 0;
  };
  for (int column = 0; column < code.width; ++column) {
    if (!dark(column)) continue;
    const int start = column;
    while (dark(column)) ++column;
    const auto length = std::to_string(column - start);
    path += "M" + std::to_string(start + kQuietZone) + " " + std::to_string(row + kQuietZone) +
            "h" + length + "v1h-" + length + "z";
  }
}

}  // namespace

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code,
                                      base::Timestamp now) {
  const auto ms = now.time_since_epoch().count();
  const auto current = ms / kStepMs;
  if (same_bytes(code_of_step(secret, current), code)) return current;
  if (ms % kStepMs < kGraceMs && same_bytes(code_of_step(secret, current - 1), code)) {
    return current - 1;
  }
  return std::nullopt;
}

std::string totp_code(std::string_view secret, base::Timestamp now) {
  return code_of_step(secret, now.time_since_epoch().count() / kStepMs);
}

std::string otpauth_uri(std::string_view secret, std::string_view account) {
  constexpr std::string_view kIssuer = "Hai%20Dang";
  return "otpauth://totp/" + std::string(kIssuer) + ":" + percent_encoded(account) +
         "?secret=" + base32(secret) + "&issuer=" + std::string(kIssuer) +
         "&algorithm=SHA1&digits=6&period=30";
}

std::string qr_svg(std::string_view text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
  if (!code) throw std::runtime_error("the text is too long for a QR code");
  const auto size = std::to_string(code->width + 2 * kQuietZone);
  std::string path;
  for (int row = 0; row < code->width; ++row) add_row(path, *code, row);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size +
         "\" shape-rendering=\"crispEdges\" role=\"img\"><rect width=\"" + size + "\" height=\"" +
         size + "\" fill=\"#fff\"/><path d=\"" + path + "\" fill=\"#000\"/></svg>";
}

}  // namespace hd::platform
