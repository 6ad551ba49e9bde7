#pragma once
// JSON values and their text.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

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
  using Value =
      std::variant<std::monostate, bool, std::int64_t, std::string, JsonArray, JsonObject>;
  Value value_;
};

/// Errors: invalid "json.malformed" - not JSON, not UTF-8, deeper than 32 levels, larger than
/// 1 MiB, a duplicate key, a number that is not a 64-bit integer, bytes after the value.
base::Result<Json> parse_json(std::string_view text);

}  // namespace hd::platform
