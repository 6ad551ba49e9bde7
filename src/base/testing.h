#pragma once
// For tests only: ids and instants that are readable in a failure message.

#include <chrono>
#include <string>

#include "base/time.h"

namespace hd::base::testing {

/// id<ContactId>(7) is 00000000-0000-7000-8000-000000000007.
template <class IdType>
IdType id(int number) {
  const std::string digits = std::to_string(number);
  return *IdType::parse("00000000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits);
}

/// The day written as YYYY-MM-DD; a test with a malformed text throws.
inline Date day(std::string_view text) {
  return parse_date(text).value();
}

/// The instant written in RFC 3339; a test with a malformed text throws.
inline Timestamp at(std::string_view text) {
  return parse_rfc3339(text).value();
}

/// 2026-03-02 (a Monday) 09:00 in Viet Nam plus `minutes`.
inline Timestamp at_minute(int minutes) {
  return at("2026-03-02T02:00:00Z") + std::chrono::minutes(minutes);
}

}  // namespace hd::base::testing
