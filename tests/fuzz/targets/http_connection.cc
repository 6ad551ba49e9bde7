// Framing: however the bytes of a connection arrive, the handler sees the same requests, and each
// gets one answer. A difference is what smuggling is made of.

#include "platform/http_connection.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "fuzz.h"

namespace hd::fuzz {
namespace {

/// The peer: sends the input in pieces of one size and counts the answers. pump() runs everything
/// but the handler, until the connection is closed.
struct Wire {
  std::string_view input;
  std::size_t piece;
  std::string requests = {};  ///< as the handler saw them
  int handled = 0;
  int answers = 0;

  void post(std::function<void()> work) {
    const std::scoped_lock lock(mutex);
    waiting.push_back(std::move(work));
    wake.notify_one();
  }
  void pump() {
    while (!closed) {
      std::function<void()> next;
      {
        std::unique_lock lock(mutex);
        wake.wait(lock, [&] { return !waiting.empty(); });
        next = std::move(waiting.front());
        waiting.pop_front();
      }
      next();
    }
  }

  std::mutex mutex = {};
  std::condition_variable wake = {};
  std::deque<std::function<void()>> waiting = {};
  bool closed = false;
};

class FuzzTransport : public platform::Transport {
 public:
  explicit FuzzTransport(Wire& wire) : wire_(wire) {}

  void read(char* into, std::size_t size, std::shared_ptr<platform::TransportUser> user) override {
    const std::size_t count = std::min({size, wire_.piece, wire_.input.size()});
    std::copy_n(wire_.input.data(), count, into);
    wire_.input.remove_prefix(count);
    wire_.post([user, count] { user->on_read(count); });
  }
  void write(std::string_view first, std::string_view,
             std::shared_ptr<platform::TransportUser> user) override {
    require(first.starts_with("HTTP/1.1 "), "an answer begins as one");
    if (!first.starts_with("HTTP/1.1 100 ")) ++wire_.answers;
    wire_.post([user] { user->on_written(true); });
  }
  void finish_writing() override {}
  void close() override { wire_.closed = true; }
  void post(std::function<void()> work) override { wire_.post(std::move(work)); }
  bool secure() const override { return false; }

 private:
  Wire& wire_;
};

Wire* current = nullptr;

void handle(const std::shared_ptr<platform::HttpExchange>& exchange) {
  const platform::HttpRequest& request = exchange->request();
  current->requests += request.method + " " + request.path + " " + request.remote_address + "\n" +
                       request.body + "\n";
  ++current->handled;
  exchange->answer({.status = 204});
}

void run(Wire& wire) {
  static platform::WorkerPool workers({.threads = 1});
  static platform::HttpShared shared{.options = {.max_body_bytes = 4096, .trust_local_proxy = true},
                                     .handler = handle,
                                     .workers = workers};
  current = &wire;
  std::make_shared<platform::HttpConnection>(shared, std::make_unique<FuzzTransport>(wire),
                                             "127.0.0.1", nullptr)
      ->start();
  wire.pump();
  while (shared.under_way != 0) std::this_thread::yield();  // the worker lets go of its exchange
  wire.waiting.clear();
}

}  // namespace

void examine(std::string_view input) {
  if (input.empty()) return;
  Wire whole{.input = input.substr(1), .piece = input.size()};
  run(whole);
  require(whole.answers - whole.handled <= 1 && whole.answers >= whole.handled,
          "one answer for a request, and at most one refusal");
  Wire pieces{.input = input.substr(1),
              .piece = static_cast<std::size_t>(static_cast<unsigned char>(input[0]) % 64) + 1};
  run(pieces);
  require(whole.requests == pieces.requests, "pieces make no difference");
  require(whole.answers == pieces.answers, "pieces make no other answers");
}

}  // namespace hd::fuzz
