#include "platform/http_connection.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "platform/http_forwarding.h"
#include "platform/log.h"

namespace hd::platform {

namespace {

constexpr std::size_t kReadBytes = 4096;
constexpr std::size_t kKeptBytes = 64 << 10;  // a larger buffer is given back between requests
constexpr std::size_t kJoinBytes = 16 << 10;  // smaller answers go out in one piece with their head
constexpr int kMaxWaitingEvents = 256;
constexpr std::chrono::seconds kHeartbeat{15};
constexpr std::chrono::seconds kWriteTimeout{30};
constexpr std::chrono::seconds kLinger{2};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

void append_line(std::string& out, std::string_view field, std::string_view text) {
  out += field;
  for (const char c : text) out += c == '\n' || c == '\r' ? ' ' : c;
  out += '\n';
}

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

}  // namespace

/// Hands events from any thread to the connection; counts those that were not written yet.
class EventStream : public EventSink {
 public:
  explicit EventStream(std::weak_ptr<HttpConnection> connection)
      : connection_(std::move(connection)) {}

  bool send(std::string_view id, std::string_view event, std::string_view data) override {
    if (!open_) return false;
    const auto connection = connection_.lock();
    if (!connection || waiting_.fetch_add(1) >= kMaxWaitingEvents) {
      close();
      return false;
    }
    std::string text;
    if (!id.empty()) append_line(text, "id: ", id);
    if (!event.empty()) append_line(text, "event: ", event);
    append_line(text, "data: ", data);
    text += '\n';
    connection->post_event(std::move(text));
    return true;
  }
  void close() override {
    if (!open_.exchange(false)) return;
    if (const auto connection = connection_.lock()) connection->post_close();
  }
  bool is_open() const override { return open_; }

  void mark_closed() { open_ = false; }
  void mark_written(std::size_t events) { waiting_ -= static_cast<int>(events); }

 private:
  std::weak_ptr<HttpConnection> connection_;
  std::atomic<bool> open_{true};
  std::atomic<int> waiting_{0};
};

/// While somebody holds it, the connection's own thread touches neither head_ nor response_: its
/// state is `handling`.
class HttpConnection::Exchange final : public HttpExchange {
 public:
  explicit Exchange(std::shared_ptr<HttpConnection> connection)
      : connection_(std::move(connection)) {
    ++connection_->shared_.under_way;
  }
  ~Exchange() override {
    if (!answered_) answer(bare_problem(500, "server.failed", request().secure));
    --connection_->shared_.under_way;
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  const HttpRequest& request() const override { return connection_->head_.request; }

  void answer(HttpResponse response) override {
    answered_ = true;
    connection_->response_ = std::move(response);
    connection_->transport_->post(
        [connection = connection_] { connection->answer(connection->keep_alive_); });
  }

  void go_on(std::function<void()> work) override {
    connection_->shared_.workers.submit([work = std::move(work)] { run_logged(work); });
  }

  HttpConnection& connection() const { return *connection_; }

  static void run_logged(const std::function<void()>& work) {
    try {
      work();
    } catch (const std::exception& error) {
      log_incident("http.handler", error.what());
    }
  }

 private:
  const std::shared_ptr<HttpConnection> connection_;
  bool answered_ = false;
};

HttpConnection::HttpConnection(HttpShared& shared, std::unique_ptr<Transport> transport,
                               std::string remote_address, std::shared_ptr<void> lease)
    : shared_(shared),
      transport_(std::move(transport)),
      remote_address_(std::move(remote_address)),
      lease_(std::move(lease)) {}

HttpConnection::~HttpConnection() = default;

void HttpConnection::wait_until(std::chrono::seconds from_now) {
  deadline_ = std::chrono::steady_clock::now() + from_now;
}

void HttpConnection::start() {
  if (shared_.stopping) return close();
  wait_until(shared_.options.header_timeout);
  read_more(kReadBytes);
}

void HttpConnection::read_more(std::size_t at_most) {
  if (reading_) return;
  reading_ = true;
  if (buffer_.size() < filled_ + at_most) buffer_.resize(filled_ + at_most);
  transport_->read(buffer_.data() + filled_, at_most, shared_from_this());
}

void HttpConnection::write(std::string_view first, std::string_view second) {
  writing_ = true;
  transport_->write(first, second, shared_from_this());
}

void HttpConnection::on_read(std::size_t bytes) {
  reading_ = false;
  switch (state_) {
    case State::head:
    case State::body:
      if (bytes == 0) return close();
      if (state_ == State::head && filled_ == 0) wait_until(shared_.options.header_timeout);
      filled_ += bytes;
      return state_ == State::head ? look_for_head() : look_for_body();
    case State::lingering:
      if (bytes == 0) return close();
      return read_more(kReadBytes);  // over the same bytes again: they are thrown away
    case State::streaming:
      return close();  // gone, or talking out of turn
    case State::handling:
    case State::writing:
    case State::closed:
      return;
  }
}

void HttpConnection::look_for_head() {
  const std::string_view seen(buffer_.data(), filled_);
  const auto end = seen.find("\r\n\r\n", scanned_ < 3 ? 0 : scanned_ - 3);
  if (end != seen.npos) {
    head_size_ = end + 4;
    if (head_size_ > shared_.options.max_header_bytes) return refuse(431, "http.header_too_large");
    return take_head();
  }
  if (is_hopeless(seen, scanned_)) {
    return refuse(400, "http.malformed");
  }
  if (filled_ > shared_.options.max_header_bytes) return refuse(431, "http.header_too_large");
  scanned_ = filled_;
  read_more(kReadBytes);
}

void HttpConnection::take_head() {
  auto read = read_request_head(std::string_view(buffer_.data(), head_size_));
  if (const auto* problem = std::get_if<HeadProblem>(&read)) {
    return refuse(problem->status, problem->code);
  }
  head_ = std::get<RequestHead>(std::move(read));
  if (head_.content_length > shared_.options.max_body_bytes) {
    return refuse(413, "http.body_too_large");
  }
  head_.request.remote_address = remote_address_;
  head_.request.secure = transport_->secure();
  if (shared_.options.trust_local_proxy && is_loopback(remote_address_)) {
    apply_forwarding(head_.request);
  }
  keep_alive_ = head_.keep_alive;
  state_ = State::body;
  continue_sent_ = false;
  wait_until(shared_.options.body_timeout);
  look_for_body();
}

void HttpConnection::look_for_body() {
  const std::size_t wanted = head_size_ + head_.content_length;
  if (filled_ >= wanted) return dispatch();
  if (head_.expects_continue && !continue_sent_ && filled_ == head_size_) {
    continue_sent_ = true;
    return write(kContinue, {});  // goes on in on_written
  }
  read_more(wanted - filled_);
}

void HttpConnection::dispatch() {
  const std::size_t used = head_size_ + head_.content_length;
  head_.request.body.assign(buffer_, head_size_, head_.content_length);
  buffer_.erase(0, used);  // what is left belongs to the next, pipelined request
  filled_ -= used;
  scanned_ = 0;
  state_ = State::handling;
  if (shared_.under_way >= shared_.most_under_way()) {
    response_ = bare_problem(503, "server.busy", head_.request.secure);
    return answer(keep_alive_);
  }
  shared_.workers.submit([exchange = std::make_shared<Exchange>(shared_from_this())] {
    Exchange::run_logged([&] { exchange->connection().shared_.handler(exchange); });
  });
}

void HttpConnection::answer(bool keep_alive) {
  if (state_ == State::closed) return;
  if (writing_) return close();
  const bool no_body =
      head_.request.method == "HEAD" || response_.status == 204 || response_.status == 304;
  keep_alive_ = keep_alive && !response_.stream && !shared_.stopping;
  outgoing_ = response_head(response_, keep_alive_);
  std::string_view body =
      response_.static_body.empty() ? std::string_view(response_.body) : response_.static_body;
  if (no_body || response_.stream) body = {};
  if (body.size() <= kJoinBytes) {
    outgoing_ += body;
    body = {};
  }
  state_ = State::writing;
  wait_until(kWriteTimeout);
  write(outgoing_, body);
}

void HttpConnection::refuse(int status, std::string_view code) {
  response_ = bare_problem(status, code, transport_->secure());
  head_.request.method.clear();
  unread_ = true;
  log(LogLevel::warning, "http.refused", {{"status", status}, {"code", code}});
  answer(false);
}

void HttpConnection::on_written(bool good) {
  writing_ = false;
  if (state_ == State::closed) return;
  if (!good) return close();
  if (state_ == State::body) return read_more(head_size_ + head_.content_length - filled_);
  if (state_ == State::streaming) return flush_events();
  if (state_ != State::writing) return;
  if (response_.stream) return begin_stream();
  if (keep_alive_) return next_request();
  if (unread_) return linger();
  close();
}

void HttpConnection::next_request() {
  response_ = {};
  outgoing_.clear();
  if (filled_ == 0 && buffer_.capacity() > kKeptBytes) std::string().swap(buffer_);
  if (outgoing_.capacity() > kKeptBytes) std::string().swap(outgoing_);
  state_ = State::head;
  if (shared_.stopping && filled_ == 0) return close();
  wait_until(filled_ == 0 ? shared_.options.idle_timeout : shared_.options.header_timeout);
  if (filled_ == 0) return read_more(kReadBytes);
  look_for_head();
}

void HttpConnection::begin_stream() {
  state_ = State::streaming;
  outgoing_.clear();
  stream_ = std::make_shared<EventStream>(weak_from_this());
  last_sent_ = std::chrono::steady_clock::now();
  filled_ = 0;
  read_more(kReadBytes);  // notices when the peer leaves
  auto begin = std::exchange(response_.stream, {});
  const bool accepted = shared_.workers.submit([begin = std::move(begin), sink = stream_] {
    try {
      begin(sink);
    } catch (const std::exception& error) {
      log_incident("http.stream", error.what());
      sink->close();
    }
  });
  if (!accepted) close();
}

void HttpConnection::post_event(std::string text) {
  transport_->post([self = shared_from_this(), text = std::move(text)] { self->add_event(text); });
}

void HttpConnection::post_close() {
  transport_->post([self = shared_from_this()] { self->end_stream(); });
}

void HttpConnection::add_event(std::string_view text) {
  if (state_ != State::streaming) return;
  waiting_events_ += text;
  ++waiting_count_;
  if (!writing_) flush_events();
}

/// Lets go out what was sent before.
void HttpConnection::end_stream() {
  if (state_ != State::streaming) return close();
  ending_ = true;
  if (!writing_) flush_events();
}

/// Called when nothing is being written: sends all that waits in one go.
void HttpConnection::flush_events() {
  stream_->mark_written(std::exchange(sending_count_, 0));
  outgoing_.clear();
  last_sent_ = std::chrono::steady_clock::now();
  if (waiting_events_.empty()) {
    if (ending_) close();
    return;
  }
  outgoing_.swap(waiting_events_);
  sending_count_ = std::exchange(waiting_count_, 0);
  wait_until(kWriteTimeout);
  write(outgoing_, {});
}

void HttpConnection::tick(SteadyTime now) {
  if (state_ == State::streaming) {
    if (writing_) {
      if (now > deadline_) close();
    } else if (now - last_sent_ >= kHeartbeat) {
      waiting_events_ += ":\n\n";
      flush_events();
    }
    return;
  }
  if (state_ == State::handling || state_ == State::closed || now <= deadline_) return;
  const bool half_read = (state_ == State::head && filled_ > 0) || state_ == State::body;
  if (!half_read || writing_) return close();
  refuse(408, "http.timeout");
}

void HttpConnection::shut_down() {
  if (state_ == State::streaming || (state_ == State::head && filled_ == 0)) close();
}

/// Closing with unread bytes would reset the connection and could destroy our answer on its way.
void HttpConnection::linger() {
  state_ = State::lingering;
  transport_->finish_writing();
  wait_until(kLinger);
  filled_ = 0;
  read_more(kReadBytes);
}

void HttpConnection::close() {
  if (state_ == State::closed) return;
  state_ = State::closed;
  if (stream_) stream_->mark_closed();
  transport_->close();
  lease_.reset();
}

}  // namespace hd::platform
