#pragma once
// Sensitive<T>: a value about a person, or a secret, that must not be printed by accident.

#include <iosfwd>
#include <utility>

namespace hd::base {

/// Has no output operator, no comparison and no conversion: the log and the audit cannot take it.
/// reveal() is the only way to the value, so every use can be found by searching for it.
template <class T>
class Sensitive {
 public:
  Sensitive() = default;
  explicit Sensitive(T value) : value_(std::move(value)) {}

  /// The value. The reference lives as long as this object.
  const T& reveal() const& { return value_; }
  T reveal() && { return std::move(value_); }

 private:
  T value_{};
};

template <class T>
std::ostream& operator<<(std::ostream&, const Sensitive<T>&) = delete;

}  // namespace hd::base
