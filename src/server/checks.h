#pragma once
// What is looked at before a handler may run: is the request from our own page, is the body JSON.

#include <optional>
#include <string_view>

#include "base/result.h"
#include "platform/http.h"
#include "platform/json.h"

namespace hd::server {

/// GET and HEAD change nothing and need no proof of origin.
bool is_safe(std::string_view method);

/// Browsers say where a request comes from: Sec-Fetch-Site must be same-origin, or Origin our own
/// host. A request without both comes from no browser; then the token alone decides.
/// Errors: forbidden "csrf.origin". Source: security 3.7, "CSRF".
std::optional<base::Error> check_origin(const platform::HttpRequest& request);

/// Errors: forbidden "csrf.token".
std::optional<base::Error> check_token(const platform::HttpRequest& request,
                                       std::string_view expected);

/// True when a body is there and Content-Type does not say JSON.
bool is_other_content(const platform::HttpRequest& request);

/// The body as JSON; null when there is none. Errors: invalid "json.malformed".
base::Result<platform::Json> read_body(const platform::HttpRequest& request);

}  // namespace hd::server
