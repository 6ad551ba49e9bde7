#pragma once
// Result<T>: a value, or an expected failure that the caller has to handle.
//
// Use it for outcomes a user can cause (bad input, not found, not allowed, conflict). Throw only
// when the operation cannot go on at all (database gone, corrupt row, a bug): one catch in the
// router turns those into a 5xx. The interface is the part of std::expected we need.

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace hd::base {

enum class ErrorKind {
  invalid,          ///< 400: the request itself is wrong; `fields` says where
  unauthenticated,  ///< 401
  forbidden,        ///< 403: the actor lacks the permission of the route
  not_found,        ///< 404: absent, or not the actor's business; the two look alike
  conflict,         ///< 409: the state of the record does not allow it, or the version is stale
  too_large,        ///< 413
  unprocessable,    ///< 422: an idempotency key used for another request
  too_many,         ///< 429: a budget is used up; `params["retry_after_seconds"]`
  unavailable,      ///< 503: try again later
};

/// One bad input field. `field` is the key in the request, `code` a stable word the UI translates.
struct FieldError {
  std::string field;
  std::string code;
  bool operator==(const FieldError&) const = default;
};

/// An expected failure. `code` is a stable key ("stale"), never a sentence and never data about a
/// person: it is logged, counted and translated. `fields` is filled for `invalid` only. `params`
/// carries ids, versions and numbers that the message needs, e.g. {"version": "7"}.
struct [[nodiscard]] Error {
  ErrorKind kind;
  std::string code;
  std::vector<FieldError> fields = {};
  std::map<std::string, std::string> params = {};
  bool operator==(const Error&) const = default;
};

/// The value of an operation that succeeds without telling anything.
struct Done {
  bool operator==(const Done&) const = default;
};

/// Reading the side that is not there throws std::bad_variant_access: a bug, not an outcome.
template <class T>
class [[nodiscard]] Result {
 public:
  using Value = T;

  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  explicit operator bool() const { return std::holds_alternative<T>(state_); }
  const T& operator*() const& { return std::get<T>(state_); }
  T& operator*() & { return std::get<T>(state_); }
  T&& operator*() && { return std::get<T>(std::move(state_)); }
  const T* operator->() const { return &std::get<T>(state_); }
  T* operator->() { return &std::get<T>(state_); }
  const Error& error() const { return std::get<Error>(state_); }

 private:
  std::variant<T, Error> state_;
};

/// "invalid" "request.invalid" with these fields.
inline Error invalid(std::vector<FieldError> fields) {
  return {ErrorKind::invalid, "request.invalid", std::move(fields)};
}

/// The one answer for what is absent and for what is none of the actor's business.
/// Source: spec of the access decision, "forbidden and absent look the same".
inline Error not_found() {
  return {ErrorKind::not_found, "not_found"};
}

/// The record changed since the caller looked at it; `current` is the version stored now.
inline Error stale(long long current) {
  return {ErrorKind::conflict, "stale", {}, {{"version", std::to_string(current)}}};
}

}  // namespace hd::base
