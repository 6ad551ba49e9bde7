#pragma once
// The running log: one JSON object a line on standard error; ids, codes and numbers only.
//
// There is no overload for Sensitive<T> or for free text of a person; a value that is not one of
// the types below does not compile.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "base/id.h"

namespace hd::platform {

struct LogField {
  std::string_view name;
  std::variant<std::int64_t, std::string> value;

  LogField(std::string_view field, std::int64_t number) : name(field), value(number) {}
  LogField(std::string_view field, int number) : name(field), value(std::int64_t{number}) {}
  LogField(std::string_view field, bool flag) : name(field), value(std::int64_t{flag ? 1 : 0}) {}
  /// `code`: a stable word, a path pattern, an address of our own; never text somebody typed.
  LogField(std::string_view field, std::string_view code) : name(field), value(std::string(code)) {}
  LogField(std::string_view field, const char* code) : name(field), value(std::string(code)) {}
  LogField(std::string_view field, const std::string& code) : name(field), value(code) {}
  template <class Tag>
  LogField(std::string_view field, const base::Id<Tag>& id) : name(field), value(id.str()) {}
};

enum class LogLevel { info, warning, error };

/// `event` is a stable word such as "server.started". Control characters come out escaped.
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

/// The text of an unexpected exception: it may quote row values, so it goes to the restricted
/// incident file (0600) and never to the running log. Returns the incident number to show people.
std::string log_incident(std::string_view where, std::string_view text);

/// Where log_incident writes; before the first call incidents are counted and dropped.
void set_incident_file(const std::string& path);

}  // namespace hd::platform
