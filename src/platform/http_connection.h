#pragma once
// One HTTP/1.1 connection: reads a request, has a worker handle it, writes the answer, and again.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http.h"
#include "platform/http_head.h"
#include "platform/http_transport.h"
#include "platform/http_workers.h"

namespace hd::platform {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What all connections of a server share.
struct HttpShared {
  HttpOptions options;
  HttpHandler handler;
  WorkerPool& workers;
  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> under_way{0};  ///< requests whose exchange is held by somebody

  std::size_t most_under_way() const {
    return static_cast<std::size_t>(options.worker_threads) + options.queue_limit;
  }
};

class EventStream;

class HttpConnection : public TransportUser, public std::enable_shared_from_this<HttpConnection> {
 public:
  /// `lease` is given back when the connection ends (counts per address).
  HttpConnection(HttpShared& shared, std::unique_ptr<Transport> transport,
                 std::string remote_address, std::shared_ptr<void> lease);
  ~HttpConnection() override;

  void start();
  /// Called every second: ends what is too slow, beats the heart of a stream.
  void tick(SteadyTime now);
  /// Closes at once when idle or streaming, else after the answer under way.
  void shut_down();

  void on_read(std::size_t bytes) override;
  void on_written(bool good) override;

  /// Thread-safe; from EventStream.
  void post_event(std::string text);
  void post_close();

 private:
  class Exchange;
  enum class State { head, body, handling, writing, streaming, lingering, closed };

  void read_more(std::size_t at_most);
  void write(std::string_view first, std::string_view second);
  void look_for_head();
  void take_head();
  void look_for_body();
  void dispatch();
  void answer(bool keep_alive);
  void refuse(int status, std::string_view code);
  void next_request();
  void begin_stream();
  void add_event(std::string_view text);
  void flush_events();
  void end_stream();
  void linger();
  void close();
  void wait_until(std::chrono::seconds from_now);

  HttpShared& shared_;
  std::unique_ptr<Transport> transport_;
  const std::string remote_address_;
  std::shared_ptr<void> lease_;

  State state_ = State::head;
  SteadyTime deadline_;
  bool keep_alive_ = true;
  bool continue_sent_ = false;
  bool reading_ = false;
  bool writing_ = false;
  bool unread_ = false;  ///< the peer may still be sending what we refused
  bool ending_ = false;  ///< the stream closes when all was written

  std::string buffer_;  ///< filled_ bytes were read and not used yet
  std::size_t filled_ = 0;
  std::size_t scanned_ = 0;  ///< of the head under way
  std::size_t head_size_ = 0;

  RequestHead head_;
  HttpResponse response_;
  std::string outgoing_;  ///< head of the answer, or events under way
  std::shared_ptr<EventStream> stream_;
  std::string waiting_events_;
  std::size_t waiting_count_ = 0;
  std::size_t sending_count_ = 0;
  SteadyTime last_sent_;
};

}  // namespace hd::platform
