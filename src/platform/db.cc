#include "platform/db.h"

namespace hd::platform {
namespace {

[[noreturn]] void refuse(std::string_view column, const char* why) {
  throw DbError(DbProblem::other, "column " + std::string(column) + ": " + why);
}

}  // namespace

const DbValue& Row::value(std::string_view column) const {
  const auto& names = *names_;
  for (std::size_t tried = 0; tried < names.size(); ++tried, ++next_) {
    if (next_ >= names.size()) next_ = 0;
    if (names[next_] == column) return values_[next_++];
  }
  refuse(column, "not in the result");
}

bool Row::is_null(std::string_view column) const {
  return std::holds_alternative<std::monostate>(value(column));
}

const std::string& Row::text(std::string_view column) const {
  if (const auto* text = std::get_if<std::string>(&value(column))) return *text;
  refuse(column, "not a text");
}

std::int64_t Row::number(std::string_view column) const {
  if (const auto* number = std::get_if<std::int64_t>(&value(column))) return *number;
  refuse(column, "not a number");
}

const Blob& Row::blob(std::string_view column) const {
  if (const auto* blob = std::get_if<Blob>(&value(column))) return *blob;
  refuse(column, "not bytes");
}

base::Timestamp Row::time(std::string_view column) const {
  return base::Timestamp(std::chrono::milliseconds(number(column)));
}

base::Date Row::date(std::string_view column) const {
  if (const auto date = base::parse_date(text(column))) return *date;
  refuse(column, "not a date");
}

std::optional<std::string> Row::maybe_text(std::string_view column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::optional<std::int64_t> Row::maybe_number(std::string_view column) const {
  if (is_null(column)) return std::nullopt;
  return number(column);
}

std::optional<Blob> Row::maybe_blob(std::string_view column) const {
  if (is_null(column)) return std::nullopt;
  return blob(column);
}

std::optional<base::Timestamp> Row::maybe_time(std::string_view column) const {
  if (is_null(column)) return std::nullopt;
  return time(column);
}

std::optional<base::Date> Row::maybe_date(std::string_view column) const {
  if (is_null(column)) return std::nullopt;
  return date(column);
}

std::optional<Row> Transaction::query_one(std::string_view sql,
                                          std::initializer_list<Param> params) {
  auto rows = run_query(sql, {params.begin(), params.size()});
  if (rows.size() > 1) throw DbError(DbProblem::other, "more than one row for query_one");
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace hd::platform
