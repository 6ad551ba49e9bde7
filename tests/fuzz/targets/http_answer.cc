// The head of an answer: no value of a field, whatever it is made of, becomes another line.

#include <algorithm>

#include "fuzz.h"
#include "platform/http_head.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  Pieces pieces(input);
  platform::HttpResponse response{.status = static_cast<int>(pieces.number() % 1000)};
  while (!pieces.at_end() && response.headers.size() < 20) {
    const std::string name(pieces.next());
    response.headers.emplace_back(name, pieces.next());
  }
  const bool keep_alive = response.headers.size() % 2 == 0;
  const std::string head = platform::response_head(response, keep_alive);
  require(head.starts_with("HTTP/1.1 ") && head.ends_with("\r\n\r\n"), "a head is a head");
  require(head.find("\r\n\r\n") == head.size() - 4, "a head ends once");
  const auto breaks = static_cast<std::size_t>(std::ranges::count(head, '\n'));
  require(breaks == static_cast<std::size_t>(std::ranges::count(head, '\r')), "whole line ends");
  require(breaks <= response.headers.size() + 5, "a field is one line");
}

}  // namespace hd::fuzz
