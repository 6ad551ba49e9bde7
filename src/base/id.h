#pragma once
// Id<Tag>: a UUID that cannot be mixed up with another kind of UUID.

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace hd::base {

/// True for the canonical lower-case form, 36 characters: 8-4-4-4-12 hexadecimal digits.
bool is_uuid(std::string_view text);

/// A random UUID (version 4), canonical form. From the operating system's random source.
std::string random_uuid();

/// The same UUID (version 8) for the same `name`, for first content known by a key such as
/// "org.hotline_111". Not for anything secret: everybody can compute it.
std::string uuid_of_key(std::string_view name);

/// Declare one per thing, in the module's ids.h: `using ContactId = base::Id<struct ContactTag>;`.
/// There is no default value and no conversion from or to a string: the functions are the way in.
template <class Tag>
class Id {
 public:
  static std::optional<Id> parse(std::string_view text) {
    if (!is_uuid(text)) return std::nullopt;
    return Id(std::string(text));
  }
  static Id random() { return Id(random_uuid()); }
  static Id of_key(std::string_view name) { return Id(uuid_of_key(name)); }

  const std::string& str() const { return text_; }
  auto operator<=>(const Id&) const = default;

 private:
  explicit Id(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace hd::base
