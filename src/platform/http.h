#pragma once
// HTTP/1.1 over TCP, optionally TLS. Strict about framing, limits and time; knows nothing of
// routes.
//
// Two translation units see Asio. Handlers run on a pool of worker threads and may answer later.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hd::platform {

struct HttpRequest {
  std::string method;
  std::string path;  ///< percent-decoded, starts with '/', no "..", no empty segments, valid UTF-8
  std::vector<std::pair<std::string, std::string>> query = {};    ///< decoded, in order
  std::vector<std::pair<std::string, std::string>> headers = {};  ///< names in lower case
  std::string body = {};
  std::string remote_address = {};  ///< of the peer, without port
  bool secure = false;              ///< TLS here, or said so by the trusted proxy

  /// "" when absent. `name` in lower case.
  std::string_view header(std::string_view name) const;
  /// nullopt when absent; the first when repeated.
  std::optional<std::string> query_value(std::string_view name) const;
  /// "" when absent.
  std::string_view cookie(std::string_view name) const;
};

/// A server-sent event stream that stays open after its handler returned. Thread-safe. Sends after
/// the peer is gone are dropped; a peer that does not read is disconnected at 256 waiting events.
class EventSink {
 public:
  virtual ~EventSink() = default;
  /// One event; `data` is a single line. False once the stream is closed.
  virtual bool send(std::string_view id, std::string_view event, std::string_view data) = 0;
  virtual void close() = 0;
  virtual bool is_open() const = 0;
};

struct HttpResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  std::string_view static_body = {};     ///< used instead of `body` when not empty: no copy
  std::string_view static_headers = {};  ///< more header lines, each ending in CR LF: no copy
  /// When set, the answer is an event stream: called once with the open sink (headers are sent
  /// first). The server sends a heartbeat comment every 15 s.
  std::function<void(std::shared_ptr<EventSink>)> stream = {};
};

/// One request and the way back of its answer; kept by who answers later, say when a change is
/// durable. When the last holder lets go without an answer, the peer gets a bare 500.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;
  /// Lives as long as the exchange.
  virtual const HttpRequest& request() const = 0;
  /// Once, on any thread.
  virtual void answer(HttpResponse response) = 0;
  /// Runs `work` on a worker, for a thread that must not be held up. What `work` throws is logged.
  virtual void go_on(std::function<void()> work) = 0;
};

/// Answers at once or later. Runs on the workers, several at once; what it throws is logged.
using HttpHandler = std::function<void(std::shared_ptr<HttpExchange>)>;

struct HttpOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8111;         ///< 0: any free port, see HttpServer::port()
  std::string tls_certificate = {};  ///< PEM file; with tls_key turns TLS on
  std::string tls_key = {};
  int io_threads = 2;
  int worker_threads = 64;
  std::size_t requests_at_once = 0;      ///< beside those that are stuck; 0: as many as processors
  std::size_t queue_limit = 1024;        ///< requests under way beside the workers; above: 503
  std::size_t max_body_bytes = 1 << 20;  ///< above: 413
  std::size_t max_header_bytes = 32 << 10;
  std::size_t max_connections = 8192;
  std::size_t max_connections_per_address = 64;  ///< not applied to loopback peers
  /// Believe X-Forwarded-For and X-Forwarded-Proto when the peer is on this machine.
  bool trust_local_proxy = false;
  std::chrono::seconds header_timeout{10};
  std::chrono::seconds body_timeout{30};
  std::chrono::seconds idle_timeout{60};
};

class HttpServer {
 public:
  virtual ~HttpServer() = default;
  /// The port it listens on.
  virtual std::uint16_t port() const = 0;
  /// Stops accepting, lets running requests finish (at most 10 s), closes streams. Idempotent.
  virtual void stop() = 0;
};

/// Starts listening before it returns.
/// Errors: throws std::runtime_error when the address cannot be bound or the certificate not read.
std::unique_ptr<HttpServer> start_http_server(const HttpOptions& options, HttpHandler handler);

}  // namespace hd::platform
