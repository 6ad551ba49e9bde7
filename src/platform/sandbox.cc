#include "platform/sandbox.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hd::platform {
namespace {

constexpr rlim_t kProcessorSeconds = 20;
constexpr rlim_t kMemoryBytes = rlim_t{1536} << 20U;
constexpr rlim_t kOpenFiles = 32;
constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr int kFirstOther = 3;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;  // reserves terabytes of addresses and needs calls of its own
#else
constexpr bool kSanitized = false;
#endif

/// Two sockets: writing to a child that has gone is an error here, where a pipe would raise
/// SIGPIPE.
struct Pipe {
  Pipe() {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      throw std::runtime_error("no pair of sockets");
    }
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_end(std::size_t end) {
    if (ends.at(end) >= 0) ::close(ends.at(end));
    ends.at(end) = -1;
  }
  std::array<int, 2> ends{-1, -1};
};

pid_t start(const std::vector<std::string>& command, const Pipe& in, const Pipe& out) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.ends[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, kFirstOther);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::vector<char*> arguments;
  // What posix_spawn takes is not const for reasons of history; it changes nothing.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
  for (const auto& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
  arguments.push_back(nullptr);
  std::array<char*, 1> environment{nullptr};
  pid_t child = -1;
  const int problem = ::posix_spawn(&child, arguments.front(), &actions, &attributes,
                                    arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return problem == 0 ? child : -1;
}

/// Feeds the child and collects what it says; nullopt after the deadline or at the limit.
std::optional<std::string> talk(Pipe& in, Pipe& out, std::string_view input,
                                const SandboxLimits& limits) {
  const auto deadline = std::chrono::steady_clock::now() + limits.wall;
  std::string output;
  while (true) {
    if (input.empty()) in.close_end(1);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return std::nullopt;
    std::array<pollfd, 2> waits{pollfd{out.ends[0], POLLIN, 0}, pollfd{in.ends[1], POLLOUT, 0}};
    if (::poll(waits.data(), waits.size(), static_cast<int>(left.count())) < 0) {
      if (errno == EINTR) continue;
      return std::nullopt;
    }
    if ((waits[1].revents & (POLLOUT | POLLERR)) != 0) {
      const auto count = ::send(in.ends[1], input.data(), std::min(input.size(), kPiece),
                                MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
      if (count < 0 && errno != EAGAIN && errno != EINTR) input = {};  // it wants no more
    }
    if ((waits[0].revents & (POLLIN | POLLHUP)) != 0) {
      std::array<char, kPiece> piece;
      const auto count = ::read(out.ends[0], piece.data(), piece.size());
      if (count == 0) return output;
      if (count > 0) output.append(piece.data(), static_cast<std::size_t>(count));
      if (count < 0 && errno != EINTR) return std::nullopt;
      if (output.size() > limits.output_bytes) return std::nullopt;
    }
  }
}

void limit(__rlimit_resource resource, rlim_t most) {
  const rlimit both{most, most};
  if (::setrlimit(resource, &both) != 0) throw std::runtime_error("a limit cannot be set");
}

/// Reading and writing what is open, memory, time, the end. Everything else answers "not allowed".
constexpr auto kCalls = std::to_array<int>({
    SCMP_SYS(read),         SCMP_SYS(write),          SCMP_SYS(close),        SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),   SCMP_SYS(lseek),          SCMP_SYS(mmap),         SCMP_SYS(munmap),
    SCMP_SYS(mremap),       SCMP_SYS(mprotect),       SCMP_SYS(madvise),      SCMP_SYS(brk),
    SCMP_SYS(futex),        SCMP_SYS(clock_gettime),  SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(sched_yield),  SCMP_SYS(getpid),         SCMP_SYS(gettid),       SCMP_SYS(exit),
    SCMP_SYS(exit_group),
});

void allow_only_computing() {
  void* const filter = ::seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) throw std::runtime_error("no filter of system calls");
  bool good = true;
  for (const int call : kCalls) {
    good = good && ::seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 0, nullptr) == 0;
  }
  good = good && ::seccomp_load(filter) == 0;
  ::seccomp_release(filter);
  if (!good) throw std::runtime_error("the filter of system calls cannot be set");
}

}  // namespace

std::optional<std::string> run_in_sandbox(const std::vector<std::string>& command,
                                          std::string_view input, const SandboxLimits& limits) {
  Pipe in;
  Pipe out;
  const pid_t child = start(command, in, out);
  if (child < 0) return std::nullopt;
  in.close_end(0);
  out.close_end(1);
  auto output = talk(in, out, input, limits);
  if (!output) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return output;
}

void enter_sandbox() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_DUMPABLE, 0);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) throw std::runtime_error("no_new_privs");
  limit(RLIMIT_CPU, kProcessorSeconds);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, kOpenFiles);
  if (kSanitized) return;
  limit(RLIMIT_AS, kMemoryBytes);
  allow_only_computing();
}

std::optional<std::string> read_standard_input(std::size_t most) {
  std::string bytes;
  std::array<char, kPiece> piece;
  while (true) {
    const auto count = ::read(STDIN_FILENO, piece.data(), piece.size());
    if (count == 0) return bytes;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    bytes.append(piece.data(), static_cast<std::size_t>(count));
    if (bytes.size() > most) return std::nullopt;
  }
}

bool write_standard_output(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace hd::platform
