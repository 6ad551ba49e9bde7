#include "platform/mail.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <memory>
#include <mutex>
#include <string_view>

#include <curl/curl.h>
#include <sodium.h>

#include "platform/clock.h"
#include "platform/log.h"

namespace hd::platform {
namespace {

constexpr long kConnectSeconds = 10;
constexpr long kTotalSeconds = 30;

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  return at != 0 && at + 1 < text.size() && text.find('@', at + 1) == std::string_view::npos &&
         at != std::string_view::npos && std::ranges::all_of(text, [](char character) {
           const auto code = static_cast<unsigned char>(character);
           return code > 0x20 && code < 0x7f && !std::strchr("<>()[],;:\\\"", character);
         });
}

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the closing NUL
  return text;
}

/// At most `most` bytes from `start`, never cutting a character.
std::string_view piece(std::string_view text, std::size_t start, std::size_t most) {
  auto end = std::min(text.size(), start + most);
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(start, end - start);
}

/// RFC 2047 words of at most 75 characters each; a line break in the text stays inside the code.
std::string encoded_subject(std::string_view subject) {
  std::string words;
  for (std::size_t at = 0; at < subject.size();) {
    const auto part = piece(subject, at, 45);
    words += (at == 0 ? "" : "\r\n ") + ("=?utf-8?B?" + base64(part)) + "?=";
    at += part.size();
  }
  return words;
}

/// RFC 5322: "Mon, 02 Mar 2026 02:00:00 +0000".
std::string mail_date(base::Timestamp now) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const base::Date date(day);
  const auto iso = base::to_rfc3339(now);  // "2026-03-02T02:00:00.000Z"
  return std::string(kDays.at(std::chrono::weekday(day).c_encoding())) + ", " + iso.substr(8, 2) +
         " " + kMonths.at(static_cast<unsigned>(date.month()) - 1) + " " + iso.substr(0, 4) + " " +
         iso.substr(11, 8) + " +0000";
}

std::string message_of(const MailServer& server, const Mail& mail) {
  std::string message = "Date: " + mail_date(system_clock()()) + "\r\nFrom: <" + server.from +
                        ">\r\nTo: <" + mail.to + ">\r\nMessage-ID: <" + mail.message_id +
                        ">\r\nSubject: " + encoded_subject(mail.subject) +
                        "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n"
                        "\r\n";
  const auto body = base64(mail.text);
  for (std::size_t at = 0; at < body.size(); at += 76) message += body.substr(at, 76) + "\r\n";
  return message;
}

std::size_t upload(char* buffer, std::size_t size, std::size_t count, void* source) {
  auto& rest = *static_cast<std::string_view*>(source);
  const auto taken = std::min(rest.size(), size * count);
  rest.copy(buffer, taken);
  rest.remove_prefix(taken);
  return taken;
}

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

bool is_local(std::string_view url) {
  return url.starts_with("smtp://127.0.0.1") || url.starts_with("smtp://localhost") ||
         url.starts_with("smtp://[::1]");
}

/// Credentials never go over a line that is not encrypted; a relay on the same machine needs none.
curl_usessl encryption_for(const MailServer& server) {
  if (!server.user.empty()) return CURLUSESSL_ALL;
  return is_local(server.url) ? CURLUSESSL_NONE : CURLUSESSL_TRY;
}

CURLcode transfer(const MailServer& server, const Mail& mail) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(),
                                                                   &curl_easy_cleanup);
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> to(
      curl_slist_append(nullptr, mail.to.c_str()), &curl_slist_free_all);
  const auto message = message_of(server, mail);
  std::string_view rest = message;
  auto* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, server.from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(encryption_for(server)));
  if (!server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, upload);
  curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, kTotalSeconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  return curl_easy_perform(curl);
}

}  // namespace

base::Result<base::Done> send_mail(const MailServer& server, const Mail& mail) {
  if (!is_address(mail.to) || !is_address(server.from) || !is_address(mail.message_id)) {
    return base::Error{base::ErrorKind::invalid, "mail.address"};
  }
  const auto code = transfer(server, mail);
  if (code == CURLE_OK) return base::Done{};
  log(LogLevel::warning, "mail.not_accepted", {{"curl", static_cast<int>(code)}});
  return base::Error{base::ErrorKind::unavailable, "mail.not_accepted"};
}

}  // namespace hd::platform
