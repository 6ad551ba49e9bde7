#include "platform/cursor.h"

#include <charconv>
#include <cstdint>

#include "base/id.h"
#include "platform/crypto.h"

namespace hd::platform {

std::string write_cursor(const Cursor& last) {
  return to_base64url(std::to_string(last.at.time_since_epoch().count()) + "|" + last.id);
}

base::Result<Cursor> read_cursor(std::string_view text) {
  if (text.empty()) return Cursor();
  const auto malformed = base::invalid({{"cursor", "malformed"}});
  const auto plain = from_base64url(text);
  const std::size_t bar = plain ? plain->find('|') : std::string::npos;
  if (bar == std::string::npos) return malformed;
  std::int64_t count = 0;
  const char* end = plain->data() + bar;
  const auto read = std::from_chars(plain->data(), end, count);
  const std::string id = plain->substr(bar + 1);
  if (read.ec != std::errc() || read.ptr != end || !base::is_uuid(id)) return malformed;
  return Cursor{base::Timestamp(std::chrono::milliseconds(count)), id};
}

}  // namespace hd::platform
