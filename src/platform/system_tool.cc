#include "platform/system_tool.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hd::platform {
namespace {

constexpr std::size_t kMostWords = 2000;

std::vector<std::string> environment_with(const std::map<std::string, std::string>& more) {
  std::vector<std::string> lines;
  for (char** line = environ; *line != nullptr; ++line) {
    const std::string text(*line);
    if (!more.contains(text.substr(0, text.find('=')))) lines.push_back(text);
  }
  for (const auto& [name, value] : more) lines.push_back(name + "=" + value);
  return lines;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> found;
  found.reserve(texts.size() + 1);
  for (auto& text : texts) found.push_back(text.data());
  found.push_back(nullptr);
  return found;
}

/// What a child says: its two outputs go into one pipe, its input is empty.
class Talk {
 public:
  Talk() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) {
      throw std::system_error(errno, std::generic_category(), "pipe");
    }
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, ends_[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, ends_[1], STDERR_FILENO);
  }
  ~Talk() {
    posix_spawn_file_actions_destroy(&actions_);
    close_end(0);
    close_end(1);
  }
  Talk(const Talk&) = delete;
  Talk& operator=(const Talk&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }

  /// All of it until the child closes its side, the end of it when that is long.
  std::string listen() {
    close_end(1);
    std::string said;
    std::array<char, 4096> piece{};
    while (true) {
      const auto count = ::read(ends_[0], piece.data(), piece.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return said;
      said.append(piece.data(), static_cast<std::size_t>(count));
      if (said.size() > kMostWords) said.erase(0, said.size() - kMostWords);
    }
  }

 private:
  void close_end(std::size_t end) {
    if (ends_.at(end) >= 0) ::close(ends_.at(end));
    ends_.at(end) = -1;
  }
  std::array<int, 2> ends_{-1, -1};
  posix_spawn_file_actions_t actions_;
};

/// The child hears signals again that the server keeps from its threads.
pid_t start_tool(const std::vector<std::string>& command, std::vector<std::string> environment,
                 const Talk& talk) {
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigset_t usual;
  sigemptyset(&none);
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  auto words = command;
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, command.at(0).c_str(), talk.actions(), &attributes,
                                   pointers(words).data(), pointers(environment).data());
  posix_spawnattr_destroy(&attributes);
  if (error != 0) {
    throw std::runtime_error(command.at(0) + ": " + std::generic_category().message(error));
  }
  return child;
}

}  // namespace

void run_system_tool(const std::vector<std::string>& command,
                     const std::map<std::string, std::string>& environment) {
  Talk talk;
  const pid_t child = start_tool(command, environment_with(environment), talk);
  auto said = talk.listen();
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  while (!said.empty() && said.back() == '\n') said.pop_back();
  throw std::runtime_error(command.at(0) + " failed: " + said);
}

}  // namespace hd::platform
