#include "base/time.h"

#include <charconv>
#include <cstdint>

namespace hd::base {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::sys_days;

/// Reads exactly `digits` decimal digits from the front of `text` and removes them.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const Date date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                  std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return date;
}

/// ".123456" -> 123 ms; nothing there -> 0.
std::optional<milliseconds> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return milliseconds(0);
  int value = 0;
  int digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 3) value = value * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0 || digits > 9) return std::nullopt;
  for (int i = digits; i < 3; ++i) value *= 10;
  return milliseconds(value);
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return std::chrono::minutes(0);
  const bool east = take(text, '+');
  if (!east && !take(text, '-')) return std::nullopt;
  const auto hours = take_number(text, 2);
  if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const std::chrono::minutes offset(*hours * 60 + *minutes);
  return east ? offset : -offset;
}

/// Writes `value` into the last `digits` places before `end`, with leading zeros.
void put_number(char* end, std::size_t digits, std::int64_t value) {
  for (; digits > 0; --digits, value /= 10) *--end = static_cast<char>('0' + value % 10);
}

/// "2026-03-14"; the years of business dates have four digits.
void put_date(char* text, Date date) {
  put_number(text + 4, 4, static_cast<int>(date.year()));
  put_number(text + 7, 2, static_cast<unsigned>(date.month()));
  put_number(text + 10, 2, static_cast<unsigned>(date.day()));
}

}  // namespace

std::string to_rfc3339(Timestamp time) {
  const auto day = std::chrono::floor<days>(time);
  const Date date(day);
  const auto ms = (time - day).count();
  std::string text = "0000-00-00T00:00:00.000Z";
  put_date(text.data(), date);
  put_number(text.data() + 13, 2, ms / 3600000);
  put_number(text.data() + 16, 2, ms / 60000 % 60);
  put_number(text.data() + 19, 2, ms / 1000 % 60);
  put_number(text.data() + 23, 3, ms % 1000);
  return text;
}

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !(take(text, 'T') || take(text, 't'))) return std::nullopt;
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
  const auto second = take_number(text, 2);
  if (!second || *second > 59) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return Timestamp(sys_days(*date)) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second) + *fraction - *offset;
}

std::string to_text(Date date) {
  std::string text = "0000-00-00";
  put_date(text.data(), date);
  return text;
}

std::optional<Date> parse_date(std::string_view text) {
  const auto date = take_date(text);
  if (!text.empty()) return std::nullopt;
  return date;
}

Date local_date(Timestamp time) {
  return Date(std::chrono::floor<days>(time + kLocalOffset));
}

Timestamp start_of_day(Date date) {
  return Timestamp(sys_days(date)) - kLocalOffset;
}

Timestamp end_of_day(Date date) {
  return start_of_day(plus_days(date, 1));
}

Date plus_days(Date date, int days) {
  return Date(sys_days(date) + std::chrono::days(days));
}

std::string to_vietnamese(Date date) {
  std::string text = "00/00/0000";
  put_number(text.data() + 2, 2, static_cast<unsigned>(date.day()));
  put_number(text.data() + 5, 2, static_cast<unsigned>(date.month()));
  put_number(text.data() + 10, 4, static_cast<int>(date.year()));
  return text;
}

std::string to_vietnamese(Timestamp time) {
  const auto minutes = (time - start_of_day(local_date(time))).count() / 60000;
  std::string text = "00:00 ";
  put_number(text.data() + 2, 2, minutes / 60);
  put_number(text.data() + 5, 2, minutes % 60);
  return text + to_vietnamese(local_date(time));
}

}  // namespace hd::base
