// `haidang serve` and `haidang migrate`.

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string_view>
#include <thread>

#include <malloc.h>
#include <sys/resource.h>

#include "commands.h"
#include "file_check.h"
#include "parts.h"
#include "platform/http.h"
#include "platform/log.h"
#include "server/site.h"
#include "workers.h"

namespace hd {
namespace {

struct Listen {
  std::string address;
  std::uint16_t port;
};

/// "127.0.0.1:8111" or "[::1]:8111".
Listen parse_listen(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == text.npos) throw std::runtime_error("--listen wants ADDRESS:PORT");
  std::string_view address = text.substr(0, colon);
  const std::string_view port_text = text.substr(colon + 1);
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  std::uint16_t port = 0;
  const auto [end, error] =
      std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  if (error != std::errc() || end != port_text.data() + port_text.size() || address.empty()) {
    throw std::runtime_error("--listen wants ADDRESS:PORT");
  }
  return {std::string(address), port};
}

bool is_loopback(const std::string& address) {
  return address == "::1" || address.starts_with("127.");
}

/// Blocks the signals that end the process in all threads, so that one thread can wait for them.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

/// A shell often allows 1,024 open files; every connection and every page that listens is one.
void allow_many_open_files() {
  constexpr rlim_t kWanted = 16'384;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kWanted) return;
  limit.rlim_cur = std::min(limit.rlim_max, kWanted);
  setrlimit(RLIMIT_NOFILE, &limit);
}

/// glibc gives each of the many threads a heap of its own, which grows to the largest answer that
/// thread ever wrote. Few threads run at a time; a few heaps do.
void share_heaps() {
  constexpr int kHeaps = 4;
  mallopt(M_ARENA_MAX, kHeaps);
}

/// A database elsewhere is waited for, and meanwhile another request may run.
std::size_t requests_at_once(const Config& config) {
  constexpr std::size_t kOnPostgres = 16;
  constexpr std::size_t kAsManyAsProcessors = 0;
  return config.database_url.empty() ? kAsManyAsProcessors : kOnPostgres;
}

}  // namespace

int serve(const Config& config) {
  const Listen listen = parse_listen(config.listen);
  if (config.insecure_test_mode && !is_loopback(listen.address)) {
    std::fprintf(stderr, "haidang: --insecure-test-mode is refused unless listening on loopback\n");
    return 2;
  }
  if (config.tls_certificate.empty() != config.tls_key.empty()) {
    std::fprintf(stderr, "haidang: --tls-certificate and --tls-key go together\n");
    return 2;
  }
  allow_many_open_files();
  share_heaps();
  const sigset_t signals = block_stop_signals();
  const bool checked = check_file_before_serving(config);
  const auto app = make_app(config);
  tell_weak_settings(*app->database);
  Workers workers(*app);
  const auto server = platform::start_http_server(
      {.address = listen.address,
       .port = listen.port,
       .tls_certificate = config.tls_certificate,
       .tls_key = config.tls_key,
       .requests_at_once = requests_at_once(config),
       .trust_local_proxy = config.behind_proxy},
      server::site_handler(app->router, app->health, app->files, app->clock));
  platform::log(platform::LogLevel::info, "server.started",
                {{"address", listen.address},
                 {"port", server->port()},
                 {"version", version()},
                 {"insecure_test_mode", config.insecure_test_mode}});
  const std::jthread check = checked ? std::jthread() : check_file_meanwhile(config);
  int signal = 0;
  sigwait(&signals, &signal);
  platform::log(platform::LogLevel::info, "server.stopping", {{"signal", signal}});
  app->health.begin_shutdown();
  app->events.stop();
  server->stop();
  workers.stop();
  return 0;
}

int migrate(const Config& config) {
  make_app(config);
  std::printf("The schema and the first content are up to date.\n");
  return 0;
}

std::string version() {
  return HAIDANG_VERSION;
}

}  // namespace hd
