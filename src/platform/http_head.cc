#include "platform/http_head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <optional>
#include <utility>

#include "base/text.h"

namespace hd::platform {
namespace {

constexpr std::size_t kMaxLine = 8 << 10;
constexpr std::size_t kMaxFields = 64;
constexpr std::size_t kMaxMethod = 16;
constexpr std::size_t kMaxLengthDigits = 15;
constexpr std::size_t kMaxQueryPairs = 64;

constexpr HeadProblem kMalformed{400, "http.malformed"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_token(std::string_view text) {
  constexpr std::string_view kOther = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return is_letter(c) || is_digit(c) || kOther.find(c) != kOther.npos;
  });
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Percent-decoded; nullopt for a malformed escape, a control byte or what is not UTF-8.
std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (is_control(c)) return std::nullopt;
    out += c;
  }
  if (!base::is_utf8(out)) return std::nullopt;
  return out;
}

bool read_path(std::string_view raw, HttpRequest& request) {
  if (!raw.starts_with('/')) return false;
  if (raw == "/") {
    request.path = "/";
    return true;
  }
  std::string_view rest = raw.substr(1);
  while (true) {
    const std::string_view part = rest.substr(0, rest.find('/'));
    const auto segment = decoded(part, false);
    if (!segment || segment->empty() || *segment == "." || *segment == ".." ||
        segment->find_first_of("/\\") != std::string::npos) {
      return false;
    }
    request.path += '/' + *segment;
    if (part.size() == rest.size()) return true;
    rest.remove_prefix(part.size() + 1);
  }
}

bool read_query(std::string_view raw, HttpRequest& request) {
  while (!raw.empty()) {
    const std::string_view pair = raw.substr(0, raw.find('&'));
    raw.remove_prefix(std::min(raw.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto key = decoded(pair.substr(0, equals), true);
    auto value =
        equals == pair.npos ? std::optional(std::string()) : decoded(pair.substr(equals + 1), true);
    if (!key || !value || request.query.size() == kMaxQueryPairs) return false;
    request.query.emplace_back(std::move(*key), std::move(*value));
  }
  return true;
}

/// "http://host/x" is allowed when the host is the one in the Host field.
bool strip_authority(std::string_view& target, std::string_view host) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!lower(target.substr(0, scheme.size())).starts_with(scheme)) continue;
    target.remove_prefix(scheme.size());
    const std::string_view authority = target.substr(0, target.find_first_of("/?"));
    target.remove_prefix(authority.size());
    if (target.empty()) target = "/";
    return lower(authority) == lower(host);
  }
  return true;
}

bool read_target(std::string_view target, HttpRequest& request) {
  const bool odd = std::ranges::any_of(target, [](char c) {
    return is_control(c) || static_cast<unsigned char>(c) >= 0x80 || c == '#' || c == ' ';
  });
  if (odd || !strip_authority(target, request.header("host"))) return false;
  const auto question = target.find('?');
  return read_path(target.substr(0, question), request) &&
         (question == target.npos || read_query(target.substr(question + 1), request));
}

bool read_field(std::string_view line, HttpRequest& request) {
  const auto colon = line.find(':');
  if (colon == line.npos || !is_token(line.substr(0, colon))) return false;  // folds end here too
  std::string_view value = line.substr(colon + 1);
  while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
  while (value.ends_with(' ') || value.ends_with('\t')) value.remove_suffix(1);
  const bool odd = std::ranges::any_of(value, [](char c) { return is_control(c) && c != '\t'; });
  if (odd) return false;
  request.headers.emplace_back(lower(line.substr(0, colon)), value);
  return true;
}

std::size_t times(const HttpRequest& request, std::string_view name) {
  return static_cast<std::size_t>(
      std::ranges::count(request.headers, name, [](const auto& field) { return field.first; }));
}

bool is_host(std::string_view host) {
  constexpr std::string_view kOther = ".-:[]_";
  return !host.empty() && std::ranges::all_of(host, [&](char c) {
    return is_letter(c) || is_digit(c) || kOther.find(c) != kOther.npos;
  });
}

std::optional<HeadProblem> read_framing(RequestHead& head, bool version_1_1) {
  const HttpRequest& request = head.request;
  if (times(request, "transfer-encoding") != 0 || times(request, "trailer") != 0) {
    return HeadProblem{501, "http.transfer_encoding"};
  }
  // Some servers read "_" as "-": what would be a length to them must not be none to us.
  if (times(request, "transfer_encoding") + times(request, "content_length") != 0) {
    return kMalformed;
  }
  if (times(request, "host") != 1 || !is_host(request.header("host"))) return kMalformed;
  const std::size_t lengths = times(request, "content-length");
  if (lengths > 1) return kMalformed;
  if (lengths == 1) {
    const std::string_view digits = request.header("content-length");
    if (digits.empty() || digits.size() > kMaxLengthDigits ||
        !std::ranges::all_of(digits, is_digit)) {
      return kMalformed;
    }
    std::from_chars(digits.data(), digits.data() + digits.size(), head.content_length);
  }
  const std::string connection = lower(request.header("connection"));
  head.keep_alive = version_1_1 && connection.find("close") == connection.npos;
  const std::string_view expect = request.header("expect");
  if (!expect.empty() && lower(expect) != "100-continue") return HeadProblem{417, "http.expect"};
  head.expects_continue = !expect.empty() && version_1_1;
  return std::nullopt;
}

/// Takes one line off the front; nullopt when it is too long or has no end.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const auto end = rest.find("\r\n");
  if (end == rest.npos || end > kMaxLine) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 2);
  return line;
}

std::string date_field() {
  thread_local std::time_t cached_second = 0;
  thread_local std::string cached;
  const std::time_t now = std::time(nullptr);
  if (now != cached_second) {
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 48> text{};
    const std::size_t size =
        std::strftime(text.data(), text.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
    cached.assign(text.data(), size);
    cached_second = now;
  }
  return cached;
}

}  // namespace

std::variant<RequestHead, HeadProblem> read_request_head(std::string_view text) {
  RequestHead head;
  const auto first = take_line(text);
  if (!first) return HeadProblem{431, "http.header_too_large"};
  const auto space = first->find(' ');
  const auto last_space = first->rfind(' ');
  if (space == first->npos || space == last_space) return kMalformed;
  head.request.method = first->substr(0, space);
  if (head.request.method.size() > kMaxMethod ||
      !std::ranges::all_of(head.request.method, [](char c) { return c >= 'A' && c <= 'Z'; })) {
    return kMalformed;
  }
  const std::string_view version = first->substr(last_space + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return version.starts_with("HTTP/") ? HeadProblem{505, "http.version"} : kMalformed;
  }
  while (true) {
    const auto line = take_line(text);
    if (!line) return HeadProblem{431, "http.header_too_large"};
    if (line->empty()) break;
    if (head.request.headers.size() == kMaxFields) return HeadProblem{431, "http.header_too_large"};
    if (!read_field(*line, head.request)) return kMalformed;
  }
  if (const auto problem = read_framing(head, version == "HTTP/1.1")) return *problem;
  if (!read_target(first->substr(space + 1, last_space - space - 1), head.request)) {
    return kMalformed;
  }
  return head;
}

bool is_hopeless(std::string_view beginning, std::size_t from) {
  if (beginning.starts_with('\r') || beginning.starts_with('\n')) return true;
  for (std::size_t i = from; i < beginning.size(); ++i) {
    const char c = beginning[i];
    if (c == '\0' || (c == '\n' && beginning[i - 1] != '\r')) return true;
    if (i > 0 && beginning[i - 1] == '\r' && c != '\n') return true;
  }
  return false;
}

std::string response_head(const HttpResponse& response, bool keep_alive) {
  const std::size_t size =
      response.static_body.empty() ? response.body.size() : response.static_body.size();
  std::string out;
  out.reserve(2048);
  out += "HTTP/1.1 ";
  out += std::to_string(response.status);
  out += ' ';
  out += reason_phrase(response.status);
  out += "\r\n";
  out += date_field();
  if (!response.stream && response.status != 204 && response.status != 304) {
    out += "Content-Length: ";
    out += std::to_string(size);
    out += "\r\n";
  }
  if (!keep_alive) out += "Connection: close\r\n";
  for (const auto& [name, value] : response.headers) {
    if (!is_token(name) || value.find_first_of(std::string_view("\r\n\0", 3)) != value.npos) {
      continue;
    }
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
  }
  out += response.static_headers;
  out += "\r\n";
  return out;
}

HttpResponse bare_problem(int status, std::string_view code, bool secure) {
  std::string body = R"({"type":"about:blank","title":")";
  body += reason_phrase(status);
  body += R"(","status":)" + std::to_string(status) + R"(,"code":")";
  body += code;
  body += R"(","fields":[],"params":{}})";
  HttpResponse response{.status = status,
                        .headers = {{"Content-Type", "application/problem+json"},
                                    {"Cache-Control", "no-store"},
                                    {"Content-Security-Policy",
                                     "default-src 'none'; form-action 'none'; base-uri 'none'; "
                                     "frame-ancestors 'none'"},
                                    {"X-Content-Type-Options", "nosniff"},
                                    {"Referrer-Policy", "no-referrer"},
                                    {"Cross-Origin-Resource-Policy", "same-origin"}},
                        .body = std::move(body)};
  if (secure) response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  if (status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

std::string_view reason_phrase(int status) {
  constexpr auto kPhrases = std::to_array<std::pair<int, std::string_view>>({
      {100, "Continue"},
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {308, "Permanent Redirect"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {406, "Not Acceptable"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {413, "Content Too Large"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {422, "Unprocessable Content"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {505, "HTTP Version Not Supported"},
      {507, "Insufficient Storage"},
  });
  const auto found =
      std::ranges::find(kPhrases, status, [](const auto& pair) { return pair.first; });
  return found == kPhrases.end() ? std::string_view() : found->second;
}

}  // namespace hd::platform
