#pragma once
// What every answer carries: security headers, one form for all problems, an incident number
// instead of an exception's text.

#include <exception>
#include <string_view>

#include "base/result.h"
#include "platform/http.h"
#include "server/router.h"

namespace hd::server {

/// Header lines for everything that is not a document of its own. Source: security 3.7, "Headers".
std::string_view security_headers(bool secure);

/// The headers of an answer of the interface. A paper that a browser shows by itself (PDF, print
/// view) has a policy of its own: no script at all, and of styles only the page's own sheet, by its
/// hash.
void add_security_headers(platform::HttpResponse& response, bool secure);

/// A reply as it goes out. JSON null without bytes and with status 200 becomes 204.
platform::HttpResponse to_response(Reply reply);

/// A problem document with any status, for what has no ErrorKind (405, 415, 5xx).
platform::HttpResponse problem(int status, std::string_view code,
                               const std::map<std::string, std::string>& params = {});

/// 507 for a full disk, 503 for a database that is busy or gone, else 500 with an incident number;
/// the text goes to the incident file only. `where`: method and route pattern.
platform::HttpResponse failure(std::string_view where, const std::exception& error);

}  // namespace hd::server
