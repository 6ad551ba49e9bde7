#pragma once
// JSON values, and a strict reader for request bodies.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/enum_names.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace hd::platform {

class Json;
using JsonArray = std::vector<Json>;
using JsonObject = std::vector<std::pair<std::string, Json>>;  ///< keeps the order we wrote

/// No floating point: we store none, and 0.1 has no place in a case file.
class Json {
 public:
  Json() = default;
  Json(std::nullptr_t) {}
  Json(bool value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(std::int64_t value) : value_(value) {}
  Json(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(JsonArray value) : value_(std::move(value)) {}
  Json(JsonObject value) : value_(std::move(value)) {}
  Json(base::Timestamp time) : value_(base::to_rfc3339(time)) {}
  Json(base::Date date) : value_(base::to_text(date)) {}
  template <class Tag>
  Json(const base::Id<Tag>& id) : value_(id.str()) {}
  template <class T>
  Json(const std::optional<T>& maybe) : value_(maybe ? Json(*maybe).value_ : Value()) {}

  template <class T>
  const T* get_if() const {
    return std::get_if<T>(&value_);
  }
  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }

  /// The member of an object; nullptr when this is no object or has no such member.
  const Json* member(std::string_view key) const;

  /// Appends the JSON text to `out`.
  void write(std::string& out) const;
  std::string dump() const;

  bool operator==(const Json&) const = default;

 private:
  using Value = std::variant<std::monostate, bool, std::int64_t, std::string, JsonArray, JsonObject>;
  Value value_;
};

/// Errors: invalid "json.malformed" - not JSON, not UTF-8, deeper than 32 levels, larger than
/// 1 MiB, a duplicate key, a number that is not a 64-bit integer, bytes after the value.
base::Result<Json> parse_json(std::string_view text);

/// Reads the fields of one object and collects every complaint, so a form can show them together.
/// Unknown keys are errors: a field we do not read is a field somebody thinks we saved.
/// Text comes out in Unicode normal form C without white space at the ends.
class JsonReader {
 public:
  /// `prefix` stands before the field names in complaints, e.g. "target.".
  explicit JsonReader(const Json& object, std::string prefix = "");

  std::string text(std::string_view key, std::size_t max_characters);  ///< required, not empty
  std::string optional_text(std::string_view key, std::size_t max_characters);  ///< "" when absent
  std::int64_t number(std::string_view key, std::int64_t min, std::int64_t max);  ///< required
  std::optional<std::int64_t> optional_number(std::string_view key, std::int64_t min,
                                              std::int64_t max);
  bool flag(std::string_view key);                         ///< required
  std::optional<bool> optional_flag(std::string_view key);
  base::Timestamp time(std::string_view key);              ///< required
  std::optional<base::Timestamp> optional_time(std::string_view key);
  base::Date date(std::string_view key);                   ///< required
  std::optional<base::Date> optional_date(std::string_view key);
  /// Required array, at most `max` elements; empty after a complaint.
  const JsonArray& array(std::string_view key, std::size_t max);
  const JsonArray& optional_array(std::string_view key, std::size_t max);
  /// Array of distinct codes ([a-z0-9_], at most 60 characters each).
  std::vector<std::string> codes(std::string_view key, std::size_t max);
  /// A code ([a-z0-9_], at most 60 characters); "" when absent or null.
  std::string optional_code(std::string_view key);
  /// The member as it is; nullptr when absent or null. The caller reads it with its own JsonReader
  /// and hands that reader's complaints over with absorb().
  const Json* optional_object(std::string_view key);
  const Json* object(std::string_view key);  ///< required; a complaint when absent or no object

  template <class IdType>
  std::optional<IdType> optional_id(std::string_view key) {
    const std::string text = optional_text(key, 36);
    if (text.empty()) return std::nullopt;
    auto id = IdType::parse(text);
    if (!id) complain(key, "malformed_id");
    return id;
  }
  /// Required. Returns nullopt after a complaint.
  template <class IdType>
  std::optional<IdType> id(std::string_view key) {
    const std::string value = text(key, 36);
    auto parsed = IdType::parse(value);
    if (!parsed && !value.empty()) complain(key, "malformed_id");
    return parsed;
  }

  /// Required; one of the names in `names`. Returns the first enumerator after a complaint.
  template <class E, std::size_t N>
  E choice(std::string_view key, const base::EnumNames<E, N>& names) {
    const std::string name = text(key, 60);
    const auto value = base::value_of(names, name);
    if (!value && !name.empty()) complain(key, "unknown_value");
    return value.value_or(names.front().value);
  }
  template <class E, std::size_t N>
  std::optional<E> optional_choice(std::string_view key, const base::EnumNames<E, N>& names) {
    const std::string name = optional_text(key, 60);
    if (name.empty()) return std::nullopt;
    const auto value = base::value_of(names, name);
    if (!value) complain(key, "unknown_value");
    return value;
  }

  /// Adds a complaint of the caller's own about `key`.
  void complain(std::string_view key, std::string_view code);
  /// Takes over the complaints of a reader of a part of this object.
  void absorb(JsonReader& part);

  /// All complaints, those about unknown keys included.
  std::vector<base::FieldError> complaints();

  /// `value` when nothing was wrong; else `invalid` "request.invalid" with one FieldError each.
  template <class T>
  base::Result<T> finish(T value) {
    auto found = complaints();
    if (found.empty()) return value;
    return base::invalid(std::move(found));
  }

 private:
  const Json* find(std::string_view key);
  const Json* required(std::string_view key);
  template <class T>
  const T* typed(std::string_view key, const Json* member);

  const JsonObject* object_;
  std::string prefix_;
  std::vector<std::string> known_;
  std::vector<base::FieldError> complaints_;
};

}  // namespace hd::platform
