#include "server/checks.h"

#include <string>

#include "platform/crypto.h"

namespace hd::server {
namespace {

base::Error refused(std::string_view code) {
  return {base::ErrorKind::forbidden, std::string(code)};
}

}  // namespace

bool is_safe(std::string_view method) {
  return method == "GET" || method == "HEAD";
}

std::optional<base::Error> check_origin(const platform::HttpRequest& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin") return refused("csrf.origin");
  const std::string_view origin = request.header("origin");
  if (origin.empty() || !site.empty()) return std::nullopt;
  const auto host = origin.find("://");
  if (host == origin.npos || origin.substr(host + 3) != request.header("host")) {
    return refused("csrf.origin");
  }
  return std::nullopt;
}

std::optional<base::Error> check_token(const platform::HttpRequest& request,
                                       std::string_view expected) {
  const std::string_view given = request.header("x-csrf-token");
  if (expected.empty() || !platform::same_bytes(given, expected)) return refused("csrf.token");
  return std::nullopt;
}

bool is_other_content(const platform::HttpRequest& request) {
  if (request.body.empty()) return false;
  const std::string_view type = request.header("content-type");
  return type != "application/json" && !type.starts_with("application/json;");
}

base::Result<platform::Json> read_body(const platform::HttpRequest& request) {
  if (request.body.empty()) return platform::Json();
  return platform::parse_json(request.body);
}

}  // namespace hd::server
