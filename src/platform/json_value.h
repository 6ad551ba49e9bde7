#pragma once
// JSON values and their text.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
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
struct JsonMember;
using JsonArray = std::vector<Json>;

/// Keeps the order we wrote.
class JsonObject : public std::vector<std::pair<std::string, Json>> {
 public:
  JsonObject() = default;
  JsonObject(std::initializer_list<JsonMember> members);
};

/// Text that is JSON already, from a JsonWriter; stands in an object or array as it is.
struct JsonText {
  std::string text;
  bool operator==(const JsonText&) const = default;
};

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
  Json(JsonText value) : value_(std::move(value)) {}
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
  using Value = std::variant<std::monostate, bool, std::int64_t, std::string, JsonArray, JsonObject,
                             JsonText>;
  Value value_;
};

/// A member in a braced list. A list hands out its elements as const: without `mutable` the object
/// could only copy what it is made of.
struct JsonMember {
  std::string key;
  mutable Json value;
};

/// null for "": an absent text reads as null on the wire and in our envelopes.
Json text_or_null(std::string_view text);
JsonArray texts_json(const std::vector<std::string>& texts);

/// Writes one object straight into text, for long lists: their tree would cost more than what is in
/// it. The object is whole after close().
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) { out_ += '{'; }

  template <class T>
  void put(std::string_view key, T&& value) {
    put_key(key);
    if constexpr (std::convertible_to<const T&, std::string_view>) {
      put_text(value);
    } else if constexpr (requires { std::string_view(value.str()); }) {
      put_text(value.str());
    } else {
      Json(std::forward<T>(value)).write(out_);
    }
  }
  void put(std::string_view key, const Json& value) {
    put_key(key);
    value.write(out_);
  }
  /// A member that is an object itself: whole, and this writer's turn again, after its close().
  JsonWriter begin(std::string_view key) {
    put_key(key);
    return JsonWriter(out_);
  }
  /// null for "".
  void put_or_null(std::string_view key, std::string_view text) {
    put_key(key);
    if (text.empty()) {
      out_ += "null";
    } else {
      put_text(text);
    }
  }
  void close() { out_ += '}'; }

 private:
  void put_key(std::string_view key);
  void put_text(std::string_view text);

  std::string& out_;
  bool is_empty_ = true;
};

/// The items as an array; `write(JsonWriter&, item)` writes one.
template <class Items, class Write>
JsonText written_list(const Items& items, Write&& write) {
  JsonText list{"["};
  for (const auto& item : items) {
    if (list.text.size() > 1) list.text += ',';
    JsonWriter writer(list.text);
    write(writer, item);
    writer.close();
  }
  list.text += ']';
  return list;
}

/// Errors: invalid "json.malformed" - not JSON, not UTF-8, deeper than 32 levels, larger than
/// 1 MiB, a duplicate key, a number that is not a 64-bit integer, bytes after the value.
base::Result<Json> parse_json(std::string_view text);
/// The same for text that we wrote ourselves, as in an envelope; `what` names it in the exception.
/// Throws std::runtime_error when it is not JSON: a corrupt row.
Json parse_own_json(std::string_view text, std::string_view what);

/// Named texts as one object, as an envelope keeps them: empty ones are left out, "" for none.
std::string encode_texts(const std::map<std::string, std::string>& texts);
/// Throws std::runtime_error when the text is no object: a corrupt row.
std::map<std::string, std::string> decode_texts(std::string_view text, std::string_view what);

}  // namespace hd::platform
