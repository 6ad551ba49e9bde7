#pragma once
// Time in four forms, each used in one place only:
//   Timestamp             in C++       an instant, UTC, millisecond precision
//   milliseconds (int64)  in the store since 1970-01-01T00:00:00Z
//   RFC 3339 text         in JSON      "2024-05-01T09:30:00.000Z"
//   Date                  business dates in Asia/Ho_Chi_Minh; "2024-05-01" in the store and in JSON
//
// Asia/Ho_Chi_Minh is UTC+7 without summer time since 1975, so a fixed offset is exact here.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace hd::base {

using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
using Date = std::chrono::year_month_day;

/// Passed in wherever "now" is needed, so tests decide what time it is.
using Clock = std::function<Timestamp()>;

inline constexpr std::chrono::hours kLocalOffset{7};

/// Always UTC, always three decimals, always "Z". Years 0000 to 9999.
std::string to_rfc3339(Timestamp time);

/// RFC 3339 with any offset and up to nine decimals (cut to milliseconds). nullopt when malformed.
std::optional<Timestamp> parse_rfc3339(std::string_view text);

/// "YYYY-MM-DD".
std::string to_text(Date date);

/// "YYYY-MM-DD" of a day that exists. nullopt otherwise.
std::optional<Date> parse_date(std::string_view text);

/// The day in Viet Nam at that instant.
Date local_date(Timestamp time);

/// 00:00 of that day in Viet Nam.
Timestamp start_of_day(Date date);

/// 24:00 of that day in Viet Nam, the moment a period counted in days ends.
/// Source: Civil Code 2015 Art. 148.
Timestamp end_of_day(Date date);

/// The day `days` later (earlier when negative).
Date plus_days(Date date, int days);

/// "dd/MM/yyyy", as documents print it.
std::string to_vietnamese(Date date);

/// "HH:mm dd/MM/yyyy" in Viet Nam.
std::string to_vietnamese(Timestamp time);

}  // namespace hd::base
