#include "platform/postgres_values.h"

#include <charconv>
#include <cstddef>

#include <libpq-fe.h>

namespace hd::platform {
namespace {

// Object ids of the built-in types (catalogue pg_type); they never change.
constexpr unsigned int kBool = 16;
constexpr unsigned int kBytea = 17;
constexpr unsigned int kName = 19;
constexpr unsigned int kInt8 = 20;
constexpr unsigned int kInt2 = 21;
constexpr unsigned int kInt4 = 23;
constexpr unsigned int kText = 25;
constexpr unsigned int kUnknown = 705;
constexpr unsigned int kFixedChar = 1042;
constexpr unsigned int kVarchar = 1043;
constexpr unsigned int kNumeric = 1700;
constexpr unsigned int kVoid = 2278;

std::int64_t big_endian(const char* bytes, int count) {
  std::uint64_t number =
      (static_cast<unsigned char>(bytes[0]) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
  for (int i = 0; i < count; ++i) number = (number << 8U) | static_cast<unsigned char>(bytes[i]);
  return static_cast<std::int64_t>(number);
}

// sum() of BIGINT is NUMERIC on PostgreSQL: digits to the base 10000, the first one weighs
// 10000^weight. Only whole numbers that fit are ours.
std::int64_t whole_numeric(const char* bytes) {
  const auto field = [&](std::ptrdiff_t index) { return big_endian(bytes + 2 * index, 2); };
  const auto digits = field(0);
  const auto weight = field(1);
  const auto sign = field(2);
  std::int64_t number = 0;
  bool fits = (sign == 0 || sign == 0x4000) && digits <= weight + 1;
  for (std::int64_t i = 0; fits && i <= weight; ++i) {
    const auto digit = i < digits ? field(4 + i) : 0;
    fits = !__builtin_mul_overflow(number, std::int64_t{10000}, &number) &&
           !__builtin_add_overflow(number, digit, &number);
  }
  if (digits == 0) return 0;
  if (!fits) throw DbError(DbProblem::other, "not a whole number in the result");
  return sign == 0 ? number : -number;
}

}  // namespace

PostgresParams::PostgresParams(std::span<const Param> params)
    : types(params.size(), 0),
      values(params.size(), nullptr),
      lengths(params.size(), 0),
      formats(params.size(), 0),
      digits_(params.size()) {
  for (std::size_t i = 0; i < params.size(); ++i) {
    const auto& value = params[i].value;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      auto& text = digits_[i];
      *std::to_chars(text.data(), text.data() + text.size() - 1, *number).ptr = '\0';
      types[i] = kInt8;
      values[i] = text.data();
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      if (text->find('\0') != std::string::npos) {
        throw DbError(DbProblem::other, "a text parameter holds a NUL character");
      }
      values[i] = text->c_str();
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      types[i] = kBytea;
      values[i] = blob->bytes.data();
      lengths[i] = static_cast<int>(blob->bytes.size());
      formats[i] = 1;
    }
  }
}

DbValue postgres_value(const pg_result* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return std::monostate{};
  const char* data = PQgetvalue(result, row, column);
  const auto bytes = [&] {
    return std::string(data, static_cast<std::size_t>(PQgetlength(result, row, column)));
  };
  switch (PQftype(result, column)) {
    case kInt8:
      return big_endian(data, 8);
    case kInt4:
      return big_endian(data, 4);
    case kInt2:
      return big_endian(data, 2);
    case kBool:
      return std::int64_t{*data};
    case kText:
    case kVarchar:
    case kName:
    case kFixedChar:
    case kUnknown:
      return bytes();
    case kBytea:
      return Blob{bytes()};
    case kNumeric:
      return whole_numeric(data);
    case kVoid:
      return std::monostate{};
  }
  throw DbError(DbProblem::other, "a result column of a type we do not store");
}

}  // namespace hd::platform
