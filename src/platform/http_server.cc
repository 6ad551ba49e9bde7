// start_http_server(): the listening socket, the threads that own connections, the limits on them.

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "platform/http.h"
#include "platform/http_connection.h"
#include "platform/http_tls.h"
#include "platform/log.h"
#include "platform/metrics.h"

namespace hd::platform {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<Tcp, asio::io_context::executor_type>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>,
                                         asio::io_context::executor_type>;

constexpr std::chrono::seconds kTick{1};
constexpr std::chrono::milliseconds kAcceptBackOff{100};
constexpr std::chrono::seconds kStopWithin{10};
constexpr std::chrono::milliseconds kStopPoll{5};

class PlainTransport : public Transport {
 public:
  explicit PlainTransport(Socket socket) : socket_(std::move(socket)) {}

  void read(char* into, std::size_t size, std::shared_ptr<TransportUser> user) override {
    socket_.async_read_some(asio::buffer(into, size),
                            [user = std::move(user)](const ErrorCode& error, std::size_t bytes) {
                              user->on_read(error ? 0 : bytes);
                            });
  }
  void write(std::string_view first, std::string_view second,
             std::shared_ptr<TransportUser> user) override {
    const std::array<asio::const_buffer, 2> parts{asio::buffer(first), asio::buffer(second)};
    asio::async_write(socket_, parts,
                      [user = std::move(user)](const ErrorCode& error, std::size_t) {
                        user->on_written(!error);
                      });
  }
  void finish_writing() override {
    ErrorCode ignored;
    socket_.shutdown(asio::socket_base::shutdown_send, ignored);
  }
  void close() override {
    ErrorCode ignored;
    socket_.close(ignored);
  }
  void post(std::function<void()> work) override {
    asio::post(socket_.get_executor(), std::move(work));
  }
  bool secure() const override { return false; }

 private:
  Socket socket_;
};

/// Counts connections, in all and per address.
class Leases : public std::enable_shared_from_this<Leases> {
 public:
  Leases(std::size_t limit, std::size_t limit_per_address)
      : limit_(limit), limit_per_address_(limit_per_address) {}

  /// nullptr when there are too many already. Given back when the pointer goes.
  std::shared_ptr<void> take(const std::string& address, bool loopback) {
    const std::lock_guard lock(mutex_);
    std::size_t& count = counts_[address];
    if (total_ >= limit_ || (!loopback && count >= limit_per_address_)) {
      if (count == 0) counts_.erase(address);
      return nullptr;
    }
    ++total_;
    ++count;
    return std::shared_ptr<void>(
        this, [self = shared_from_this(), address](void*) { self->give_back(address); });
  }
  std::size_t total() const {
    const std::lock_guard lock(mutex_);
    return total_;
  }

 private:
  void give_back(const std::string& address) {
    const std::lock_guard lock(mutex_);
    --total_;
    const auto found = counts_.find(address);
    if (found != counts_.end() && --found->second == 0) counts_.erase(found);
  }

  const std::size_t limit_;
  const std::size_t limit_per_address_;
  mutable std::mutex mutex_;
  std::map<std::string, std::size_t> counts_;
  std::size_t total_ = 0;
};

/// One thread with an event loop and the connections that live on it.
class Loop {
 public:
  Loop() : context(1), work_(asio::make_work_guard(context)), timer_(context) {}
  ~Loop() { join(); }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void run() {
    wait_for_tick();
    thread_ = std::thread([this] { context.run(); });
  }
  void join() {
    context.stop();
    if (thread_.joinable()) thread_.join();
  }
  /// On the loop's thread.
  void add(const std::shared_ptr<HttpConnection>& connection) {
    connections_.push_back(connection);
    connection->start();
  }
  void shut_down_connections() {
    asio::post(context,
               [this] { for_each([](HttpConnection& connection) { connection.shut_down(); }); });
  }

  asio::io_context context;

 private:
  void wait_for_tick() {
    timer_.expires_after(kTick);
    timer_.async_wait([this](const ErrorCode& error) {
      if (error) return;
      const auto now = std::chrono::steady_clock::now();
      for_each([&](HttpConnection& connection) { connection.tick(now); });
      wait_for_tick();
    });
  }
  void for_each(const std::function<void(HttpConnection&)>& visit) {
    std::erase_if(connections_, [](const auto& weak) { return weak.expired(); });
    for (std::size_t i = 0; i < connections_.size(); ++i) {
      if (const auto connection = connections_[i].lock()) visit(*connection);
    }
  }

  asio::executor_work_guard<asio::io_context::executor_type> work_;
  Timer timer_;
  std::vector<std::weak_ptr<HttpConnection>> connections_;
  std::thread thread_;
};

class Server : public HttpServer {
 public:
  Server(const HttpOptions& options, HttpHandler handler)
      : workers_({.threads = static_cast<std::size_t>(options.worker_threads),
                  .at_once = options.requests_at_once}),
        shared_{options, std::move(handler), workers_},
        leases_(std::make_shared<Leases>(options.max_connections,
                                         options.max_connections_per_address)) {
    if (!options.tls_certificate.empty()) tls_ = load_tls(options.tls_certificate, options.tls_key);
    for (int i = 0; i < options.io_threads; ++i) loops_.push_back(std::make_unique<Loop>());
    acceptor_ = std::make_unique<Acceptor>(loops_.front()->context);
    back_off_ = std::make_unique<Timer>(loops_.front()->context);
    listen();
    accept();
    for (auto& loop : loops_) loop->run();
  }
  ~Server() override { stop(); }

  std::uint16_t port() const override { return port_; }

  void stop() override {
    if (shared_.stopping.exchange(true)) return;
    asio::post(loops_.front()->context, [this] {
      ErrorCode ignored;
      acceptor_->close(ignored);
      back_off_->cancel();
    });
    for (auto& loop : loops_) loop->shut_down_connections();
    const auto give_up = std::chrono::steady_clock::now() + kStopWithin;
    while (leases_->total() > 0 && std::chrono::steady_clock::now() < give_up) {
      std::this_thread::sleep_for(kStopPoll);
    }
    for (auto& loop : loops_) loop->join();
    workers_.stop();
  }

 private:
  void listen() {
    try {
      const Tcp::endpoint endpoint(asio::ip::make_address(shared_.options.address),
                                   shared_.options.port);
      acceptor_->open(endpoint.protocol());
      acceptor_->set_option(asio::socket_base::reuse_address(true));
      acceptor_->bind(endpoint);
      acceptor_->listen();
      port_ = acceptor_->local_endpoint().port();
    } catch (const boost::system::system_error& error) {
      throw std::runtime_error("cannot listen on " + shared_.options.address + ":" +
                               std::to_string(shared_.options.port) + ": " + error.what());
    }
  }

  void accept() {
    Loop& loop = *loops_[next_loop_++ % loops_.size()];
    acceptor_->async_accept(loop.context, [this, &loop](const ErrorCode& error, Socket socket) {
      if (!acceptor_->is_open()) return;
      if (error) {
        // Out of file handles, mostly: trying again at once would only burn the processor.
        log(LogLevel::warning, "http.accept_failed", {{"error", error.value()}});
        back_off_->expires_after(kAcceptBackOff);
        back_off_->async_wait([this](const ErrorCode& cancelled) {
          if (!cancelled) accept();
        });
        return;
      }
      take(loop, std::move(socket));
      accept();
    });
  }

  void take(Loop& loop, Socket socket) {
    ErrorCode error;
    const auto peer = socket.remote_endpoint(error);
    if (error) return;
    const std::string address = peer.address().to_string();
    const bool loopback = peer.address().is_loopback();
    auto lease = leases_->take(address, loopback);
    if (!lease) {
      count("hd_http_connections_refused_total");
      return;
    }
    socket.set_option(Tcp::no_delay(true), error);
    std::unique_ptr<Transport> transport;
    if (tls_) {
      transport = make_tls_transport(std::move(socket), *tls_);
    } else {
      transport = std::make_unique<PlainTransport>(std::move(socket));
    }
    auto connection =
        std::make_shared<HttpConnection>(shared_, std::move(transport), address, std::move(lease));
    asio::post(loop.context, [&loop, connection = std::move(connection)] { loop.add(connection); });
  }

  WorkerPool workers_;
  HttpShared shared_;
  std::shared_ptr<Leases> leases_;
  std::shared_ptr<TlsSettings> tls_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::unique_ptr<Acceptor> acceptor_;
  std::unique_ptr<Timer> back_off_;
  std::size_t next_loop_ = 0;
  std::uint16_t port_ = 0;
};

}  // namespace

std::unique_ptr<HttpServer> start_http_server(const HttpOptions& options, HttpHandler handler) {
  return std::make_unique<Server>(options, std::move(handler));
}

}  // namespace hd::platform
