#include "server/answers.h"

#include <algorithm>
#include <string>
#include <utility>

#include "platform/crypto.h"
#include "platform/db.h"
#include "platform/http_head.h"
#include "platform/json.h"
#include "platform/log.h"

namespace hd::server {
namespace {

using platform::HttpResponse;
using platform::Json;
using platform::JsonArray;
using platform::JsonObject;

constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types nrm";

constexpr std::string_view kPaperPolicy =
    "default-src 'none'; img-src data:; font-src 'self'; object-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; style-src ";
/// For a PDF: the viewers of browsers style themselves.
constexpr std::string_view kViewersStyle = "'unsafe-inline'";
constexpr std::string_view kStyleBegin = "<style>";
constexpr std::string_view kStyleEnd = "</style>";

constexpr std::string_view kCommon =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Embedder-Policy: require-corp\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: accelerometer=(), ambient-light-sensor=(), autoplay=(), battery=(), "
    "camera=(), display-capture=(), document-domain=(), encrypted-media=(), fullscreen=(), "
    "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
    "picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), "
    "web-share=(), xr-spatial-tracking=()\r\n";

constexpr std::string_view kTransportSecurity = "Strict-Transport-Security: max-age=31536000\r\n";

constexpr int kRetrySoonSeconds = 1;
constexpr int kRetryFullSeconds = 60;

std::string lines(std::string_view policy, bool secure) {
  std::string text;
  if (!policy.empty()) text = "Content-Security-Policy: " + std::string(policy) + "\r\n";
  text += kCommon;
  if (secure) text += kTransportSecurity;
  return text;
}

bool is_content(const HttpResponse& response, std::string_view type) {
  return std::ranges::any_of(response.headers, [&](const auto& header) {
    return header.first == "Content-Type" && header.second.starts_with(type);
  });
}

/// The one style sheet of a page, by its hash; nothing when there is none.
std::string style_source(std::string_view page) {
  const auto begin = page.find(kStyleBegin);
  const auto end = page.find(kStyleEnd);
  if (begin == page.npos || end == page.npos || end < begin) return "'none'";
  const auto from = begin + kStyleBegin.size();
  return "'sha256-" + platform::to_base64url(platform::sha256(page.substr(from, end - from))) +
         "='";
}

std::string paper_policy(const HttpResponse& paper) {
  return std::string(kPaperPolicy) +
         (is_content(paper, "text/html") ? style_source(paper.body) : std::string(kViewersStyle));
}

int status_of(base::ErrorKind kind) {
  switch (kind) {
    case base::ErrorKind::invalid:
      return 400;
    case base::ErrorKind::unauthenticated:
      return 401;
    case base::ErrorKind::forbidden:
      return 403;
    case base::ErrorKind::not_found:
      return 404;
    case base::ErrorKind::conflict:
      return 409;
    case base::ErrorKind::too_large:
      return 413;
    case base::ErrorKind::unprocessable:
      return 422;
    case base::ErrorKind::too_many:
      return 429;
    case base::ErrorKind::unavailable:
      return 503;
  }
  return 500;
}

HttpResponse problem_document(int status, std::string_view code,
                              const std::vector<base::FieldError>& fields,
                              const std::map<std::string, std::string>& params) {
  JsonArray field_list;
  for (const auto& [field, field_code] : fields) {
    field_list.emplace_back(JsonObject{{"field", field}, {"code", field_code}});
  }
  JsonObject param_list;
  for (const auto& [key, value] : params) param_list.emplace_back(key, value);
  const Json body(JsonObject{{"type", "about:blank"},
                             {"title", platform::reason_phrase(status)},
                             {"status", status},
                             {"code", code},
                             {"fields", std::move(field_list)},
                             {"params", std::move(param_list)}});
  return {.status = status,
          .headers = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}},
          .body = body.dump()};
}

}  // namespace

std::string_view security_headers(bool secure) {
  static const std::string plain = lines(kPagePolicy, false);
  static const std::string encrypted = lines(kPagePolicy, true);
  return secure ? encrypted : plain;
}

void add_security_headers(HttpResponse& response, bool secure) {
  if (!is_content(response, "text/html") && !is_content(response, "application/pdf")) {
    response.static_headers = security_headers(secure);
    return;
  }
  static const std::string plain = lines({}, false);
  static const std::string encrypted = lines({}, true);
  response.static_headers = secure ? encrypted : plain;
  response.headers.emplace_back("Content-Security-Policy", paper_policy(response));
}

HttpResponse to_response(Reply reply) {
  HttpResponse response{.status = reply.status, .headers = std::move(reply.headers)};
  response.headers.emplace_back("Cache-Control", "no-store");
  if (!reply.bytes.empty()) {
    response.headers.emplace_back("Content-Type", std::move(reply.content_type));
    response.body = std::move(reply.bytes);
  } else if (!reply.body.is_null()) {
    response.headers.emplace_back("Content-Type", "application/json");
    reply.body.write(response.body);
  } else if (response.status == 200) {
    response.status = 204;
  }
  return response;
}

HttpResponse to_response(const base::Error& error) {
  const int status = status_of(error.kind);
  auto response = problem_document(status, error.code, error.fields, error.params);
  const auto wait = error.params.find("retry_after_seconds");
  if (wait != error.params.end()) {
    response.headers.emplace_back("Retry-After", wait->second);
  } else if (status == 503) {
    response.headers.emplace_back("Retry-After", std::to_string(kRetrySoonSeconds));
  }
  return response;
}

HttpResponse problem(int status, std::string_view code,
                     const std::map<std::string, std::string>& params) {
  return problem_document(status, code, {}, params);
}

HttpResponse failure(std::string_view where, const std::exception& error) {
  const std::string incident = platform::log_incident(where, error.what());
  const std::map<std::string, std::string> params{{"incident", incident}};
  const auto* database = dynamic_cast<const platform::DbError*>(&error);
  if (database == nullptr) return problem(500, "server.failed", params);
  switch (database->problem) {
    case platform::DbProblem::full: {
      auto response = problem(507, "storage.full", params);
      response.headers.emplace_back("Retry-After", std::to_string(kRetryFullSeconds));
      return response;
    }
    case platform::DbProblem::busy:
    case platform::DbProblem::unavailable: {
      auto response = problem(503, "storage.unavailable", params);
      response.headers.emplace_back("Retry-After", std::to_string(kRetrySoonSeconds));
      return response;
    }
    case platform::DbProblem::unique:
    case platform::DbProblem::foreign_key:
    case platform::DbProblem::check:
    case platform::DbProblem::not_null:
    case platform::DbProblem::other:
      break;
  }
  return problem(500, "server.failed", params);
}

}  // namespace hd::server
