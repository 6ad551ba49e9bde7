#include "platform/http_forwarding.h"

#include <array>
#include <string>
#include <string_view>

#include <arpa/inet.h>

namespace hd::platform {
namespace {

/// The last entry of all fields of this name; "" when there is none.
std::string_view last_entry(const HttpRequest& request, std::string_view name) {
  std::string_view last;
  for (const auto& [key, value] : request.headers) {
    if (key == name) last = value;
  }
  last = last.substr(last.rfind(',') + 1);
  while (last.starts_with(' ') || last.starts_with('\t')) last.remove_prefix(1);
  return last;
}

bool is_address(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return ::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

}  // namespace

void apply_forwarding(HttpRequest& request) {
  if (const std::string address(last_entry(request, "x-forwarded-for")); is_address(address)) {
    request.remote_address = address;
  }
  if (last_entry(request, "x-forwarded-proto") == "https") request.secure = true;
}

}  // namespace hd::platform
