#include "platform/log.h"

#include <chrono>
#include <cstddef>
#include <mutex>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "base/time.h"
#include "platform/json_value.h"
#include "platform/metrics.h"

namespace hd::platform {
namespace {

constexpr std::size_t kIncidentCharacters = 8;

std::string now_text() {
  return base::to_rfc3339(
      std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "error";
}

/// One write call per line keeps lines of several threads apart.
void write_line(int file, std::string line) {
  line += '\n';
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t written = ::write(file, rest.data(), rest.size());
    if (written <= 0) return;  // a log that cannot be written must not stop the work
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

struct IncidentFile {
  std::mutex mutex;
  std::string path;
};

IncidentFile& incident_file() {
  static IncidentFile file;
  return file;
}

}  // namespace

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  std::string line = R"({"at":")" + now_text() + R"(","level":")";
  line += name_of(level);
  line += R"(","event":)";
  Json(event).write(line);
  for (const LogField& field : fields) {
    line += ',';
    Json(field.name).write(line);
    line += ':';
    std::visit([&](const auto& value) { Json(value).write(line); }, field.value);
  }
  line += '}';
  write_line(STDERR_FILENO, std::move(line));
}

std::string log_incident(std::string_view where, std::string_view text) {
  std::string number = "SC-" + base::random_uuid().substr(0, kIncidentCharacters);
  count("hd_incidents_total");
  log(LogLevel::error, "incident", {{"where", where}, {"incident", number}});

  IncidentFile& file = incident_file();
  const std::lock_guard lock(file.mutex);
  if (file.path.empty()) return number;
  const int handle =
      ::open(file.path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (handle < 0) return number;
  write_line(
      handle,
      Json(JsonObject{{"at", now_text()}, {"incident", number}, {"where", where}, {"text", text}})
          .dump());
  ::close(handle);
  return number;
}

void set_incident_file(const std::string& path) {
  IncidentFile& file = incident_file();
  const std::lock_guard lock(file.mutex);
  file.path = path;
}

}  // namespace hd::platform
