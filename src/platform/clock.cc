#include "platform/clock.h"

#include <chrono>
#include <fstream>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

namespace hd::platform {
namespace {

// The good time read last, shared by all users of one clock.
class TimeFile {
 public:
  explicit TimeFile(std::string path) : path_(std::move(path)) {}

  base::Timestamp now() {
    const auto read = this->read();
    const std::lock_guard lock(mutex_);
    if (read) last_ = read;
    if (!last_) throw std::runtime_error("the test clock file is missing or malformed");
    return *last_;
  }

 private:
  std::optional<base::Timestamp> read() const {
    std::ifstream in(path_);
    std::string text;
    if (!(in >> text)) return std::nullopt;
    return base::parse_rfc3339(text);
  }

  const std::string path_;
  std::mutex mutex_;
  std::optional<base::Timestamp> last_;  // guarded by mutex_
};

}  // namespace

base::Clock system_clock() {
  return [] {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
  };
}

base::Clock file_clock(std::string path) {
  // Shared: copies of a std::function are one clock and remember one last good time.
  auto file = std::make_shared<TimeFile>(std::move(path));
  return [file] { return file->now(); };
}

}  // namespace hd::platform
