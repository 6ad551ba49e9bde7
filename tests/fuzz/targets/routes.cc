// Routes: a path leads to a route whose pattern it fits, with the values at their places.

#include <algorithm>

#include "fuzz.h"
#include "server/route_table.h"

namespace hd::fuzz {
namespace {

const server::RouteTable& table() {
  static const server::RouteTable built = [] {
    server::RouteTable routes;
    for (const char* path :
         {"/api/v1/contacts", "/api/v1/contacts/{id}", "/api/v1/contacts/{id}/versions",
          "/api/v1/contacts/new/versions", "/api/v1/files/{id}/parts/{number}", "/livez"}) {
      routes.add({.method = "GET", .path = path});
    }
    routes.add({.method = "PUT", .path = "/api/v1/contacts/{id}"});
    return routes;
  }();
  return built;
}

}  // namespace

void examine(std::string_view input) {
  Pieces pieces(input);
  const std::string method(pieces.next());
  const std::string path(pieces.rest());
  const auto match = table().find(method, path);
  if (match.route == nullptr) return;
  require(match.route->method == method && !match.allow.empty(), "the method fits");
  std::string filled;
  for (std::string_view rest = match.route->path; !rest.empty();) {
    const auto open = std::min(rest.find('{'), rest.size());
    filled += rest.substr(0, open);
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const auto close = rest.find('}');
    const auto value = match.values.find(rest.substr(1, close - 1));
    require(value != match.values.end(), "every name has a value");
    filled += value->second;
    rest.remove_prefix(close + 1);
  }
  require(filled == path, "pattern and values make the path");
}

}  // namespace hd::fuzz
