// The head of a request: whatever is accepted is within its limits, decoded, and free of what a
// proxy in front could read differently.

#include "platform/http_head.h"

#include <algorithm>

#include "base/text.h"
#include "fuzz.h"

namespace hd::fuzz {
namespace {

bool is_clean(std::string_view text) {
  return base::is_utf8(text) && std::ranges::none_of(text, [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
         });
}

void check_path(std::string_view path) {
  require(path.starts_with('/') && is_clean(path), "a path begins with / and is clean");
  require(path.find("//") == path.npos && path.find('\\') == path.npos, "no empty segments");
  const std::string closed = std::string(path) + "/";
  require(closed.find("/../") == closed.npos && closed.find("/./") == closed.npos, "no dots");
}

}  // namespace

void examine(std::string_view input) {
  const auto end = input.find("\r\n\r\n");  // the connection hands over a head and no more
  if (end != input.npos) input = input.substr(0, end + 4);
  const bool hopeless = platform::is_hopeless(input);
  const auto read = platform::read_request_head(input);
  if (const auto* problem = std::get_if<platform::HeadProblem>(&read)) {
    require(problem->status >= 400 && !problem->code.empty(), "a refusal has status and code");
    return;
  }
  const auto& head = std::get<platform::RequestHead>(read);
  const auto& request = head.request;
  require(!hopeless, "what is accepted was never hopeless");
  require(end != input.npos, "a head ends with an empty line");
  check_path(request.path);
  require(request.headers.size() <= 64 && request.query.size() <= 64, "limits are kept");
  for (const auto& [name, value] : request.query) {
    require(is_clean(name) && is_clean(value), "query is clean");
  }
  const auto times = [&](std::string_view wanted) {
    return std::ranges::count(request.headers, wanted, [](const auto& f) { return f.first; });
  };
  require(times("host") == 1, "one host");
  require(times("transfer-encoding") == 0 && times("content-length") <= 1, "one framing");
  for (const auto& [name, value] : request.headers) {
    require(value.find_first_of("\r\n") == value.npos, "no line break in a field");
    static_cast<void>(request.cookie(name));
  }
}

}  // namespace hd::fuzz
