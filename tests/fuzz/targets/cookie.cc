// Cookies: what is found under a name is a part of the header, and stands there behind the name.

#include "fuzz.h"
#include "platform/http.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  Pieces pieces(input);
  const std::string name(pieces.next());
  const std::string header(pieces.rest());
  const platform::HttpRequest request{
      .method = "GET", .path = "/", .headers = {{"cookie", header}}};
  const std::string value(request.cookie(name));
  if (value.empty() || name.empty()) return;
  require(value.find(';') == value.npos, "a value ends at the next cookie");
  require(header.find(name + "=" + value) != header.npos, "a value stands behind its name");
  const platform::HttpRequest alone{
      .method = "GET", .path = "/", .headers = {{"cookie", name + "=" + value}}};
  require(alone.cookie(name) == value, "the same cookie alone reads the same");
}

}  // namespace hd::fuzz
