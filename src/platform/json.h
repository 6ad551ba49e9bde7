#pragma once
// The strict reader for request bodies; brings the JSON values along.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/enum_names.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "platform/json_value.h"

namespace hd::platform {

/// Reads the fields of one object and collects every complaint, so a form can show them together.
/// Unknown keys are errors: a field we do not read is a field somebody thinks we saved.
/// Text comes out in Unicode normal form C without white space at the ends. null counts as absent.
/// Codes of complaints: required wrong_type too_long out_of_range too_many duplicate unknown_value
/// unknown_field not_an_object malformed_{text,code,id,time,date}.
class JsonReader {
 public:
  /// `prefix` stands before the field names in complaints, e.g. "target.".
  explicit JsonReader(const Json& object, std::string prefix = "");

  /// True when the member is there, null included: in a change, "left out" keeps and null empties.
  bool has(std::string_view key) const;

  std::string text(std::string_view key, std::size_t max_characters);  ///< required, not empty
  std::string optional_text(std::string_view key, std::size_t max_characters);  ///< "" when absent
  std::int64_t number(std::string_view key, std::int64_t min, std::int64_t max);  ///< required
  std::optional<std::int64_t> optional_number(std::string_view key, std::int64_t min,
                                              std::int64_t max);
  bool flag(std::string_view key);  ///< required
  std::optional<bool> optional_flag(std::string_view key);
  base::Timestamp time(std::string_view key);  ///< required
  std::optional<base::Timestamp> optional_time(std::string_view key);
  base::Date date(std::string_view key);  ///< required
  std::optional<base::Date> optional_date(std::string_view key);
  /// Required array, at most `max` elements; empty after a complaint.
  const JsonArray& array(std::string_view key, std::size_t max);
  const JsonArray& optional_array(std::string_view key, std::size_t max);
  /// Optional array, at most `max` elements: what `read(JsonReader&)` makes of each. Complaints
  /// stand under "needs.0.service" and the like.
  template <class Read>
  auto objects(std::string_view key, std::size_t max, Read read) {
    std::vector<decltype(read(*this))> values;
    std::size_t index = 0;
    for (const Json& item : optional_array(key, max)) {
      JsonReader part(item, std::string(key) + "." + std::to_string(index++) + ".");
      values.push_back(read(part));
      absorb(part);
    }
    return values;
  }
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

  /// For text that we wrote ourselves, as in an envelope; `what` names it in the exception.
  /// Throws std::runtime_error when there is a complaint: a corrupt row.
  void require_clean(std::string_view what);

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
  std::string text_of(std::string_view key, const Json* member, std::size_t max_characters);
  std::optional<std::int64_t> number_of(std::string_view key, const Json* member, std::int64_t min,
                                        std::int64_t max);
  const JsonArray& array_of(std::string_view key, const Json* member, std::size_t max);

  const JsonObject* object_;
  std::string prefix_;
  std::vector<std::string> known_;
  std::vector<base::FieldError> complaints_;
};

}  // namespace hd::platform
