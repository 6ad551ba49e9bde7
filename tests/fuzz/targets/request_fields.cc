// Fields of a request that open doors: origin, token, idempotency key, type of the body.

#include <algorithm>

#include "fuzz.h"
#include "server/checks.h"
#include "server/idempotency.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  Pieces pieces(input);
  platform::HttpRequest request{.method = "POST", .path = "/"};
  request.headers = {{"host", "hd.example"}};
  for (const char* name :
       {"idempotency-key", "origin", "sec-fetch-site", "x-csrf-token", "content-type"}) {
    if (const auto value = pieces.next(); !value.empty()) request.headers.emplace_back(name, value);
  }
  request.body = pieces.rest();
  if (const auto key = server::idempotency_key(request)) {
    require(key->size() >= 8 && key->size() <= 200, "a key is short");
    require(std::ranges::all_of(*key, [](char c) { return c > ' ' && c < '\x7f'; }), "visible");
  }
  if (!server::check_origin(request)) {
    const auto site = request.header("sec-fetch-site");
    const auto origin = request.header("origin");
    require(site == "same-origin" || site.empty(), "never from another site");
    require(!site.empty() || origin.empty() || origin.ends_with("://hd.example"), "our own page");
  }
  require(server::check_token(request, "the-token").has_value() ==
              (request.header("x-csrf-token") != "the-token"),
          "the token or nothing");
  static_cast<void>(server::is_other_content(request));
  static_cast<void>(server::read_body(request));
}

}  // namespace hd::fuzz
