// Bytes over a real socket, without a client library that would tidy them up.

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "platform/http.h"
#include "platform/testing.h"

namespace hd::platform {
namespace {

using namespace std::chrono_literals;

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 5, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      ADD_FAILURE() << "cannot connect";
    }
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// Reads until `wanted` stands in what has arrived; everything so far when the peer closes.
  std::string read_until(std::string_view wanted) {
    std::string chunk(4096, '\0');
    while (arrived_.find(wanted) == arrived_.npos) {
      const ssize_t got = ::recv(socket_, chunk.data(), chunk.size(), 0);
      if (got <= 0) break;
      arrived_.append(chunk, 0, static_cast<std::size_t>(got));
    }
    return std::exchange(arrived_, {});
  }
  std::string read_to_end() { return read_until("\x01 never sent"); }

 private:
  int socket_;
  std::string arrived_;
};

std::unique_ptr<HttpServer> serving(const HttpOptions& options,
                                    std::function<HttpResponse(const HttpRequest&)> answer) {
  return start_http_server(options, testing::at_once(std::move(answer)));
}

HttpResponse echo(const HttpRequest& request) {
  return {.headers = {{"Content-Type", "text/plain"}},
          .body = request.method + " " + request.path + " [" + request.body + "]"};
}

HttpOptions any_port() {
  HttpOptions options;
  options.port = 0;
  options.worker_threads = 4;
  return options;
}

std::string post(std::string_view body) {
  return "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + std::string(body);
}

constexpr std::string_view kGet = "GET /g HTTP/1.1\r\nHost: a\r\n\r\n";

int status_of(std::string_view answer) {
  if (!answer.starts_with("HTTP/1.1 ")) return 0;
  return std::stoi(std::string(answer.substr(9, 3)));
}

std::size_t answers_in(std::string_view text) {
  std::size_t found = 0;
  for (auto at = text.find("HTTP/1.1 "); at != text.npos; at = text.find("HTTP/1.1 ", at + 1)) {
    ++found;
  }
  return found;
}

TEST(HttpServer, OneConnectionServesManyRequests) {
  const auto server = serving(any_port(), echo);
  Client client(server->port());
  for (int i = 0; i < 3; ++i) {
    client.send(kGet);
    EXPECT_EQ(status_of(client.read_until("GET /g []")), 200);
  }
  client.send(post("xin chào"));
  EXPECT_NE(client.read_until("[xin chào]").find("POST /p [xin chào]"), std::string::npos);
}

TEST(HttpServer, PipelinedRequestsAreAnsweredInOrder) {
  const auto server = serving(any_port(), echo);
  Client client(server->port());
  client.send(post("one") + post("two") + std::string(kGet));
  const std::string answers = client.read_until("GET /g []");
  EXPECT_EQ(answers_in(answers), 3);
  EXPECT_LT(answers.find("[one]"), answers.find("[two]"));
}

TEST(HttpServer, ARequestMayArriveByteByByte) {
  const auto server = serving(any_port(), echo);
  Client client(server->port());
  for (const char byte : post("abc")) client.send(std::string_view(&byte, 1));
  EXPECT_EQ(status_of(client.read_until("[abc]")), 200);
}

// The probe list of the stack evaluation: what ambiguous framing looks like on the wire.
TEST(HttpServer, AmbiguousFramingIsRefusedAndNothingOfItIsReadAsASecondRequest) {
  std::atomic<int> handled = 0;
  const auto server = serving(any_port(), [&](const HttpRequest& request) {
    ++handled;
    return echo(request);
  });
  const std::string start = "POST /p HTTP/1.1\r\nHost: a\r\n";
  const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string chunk = "5\r\nhello\r\n0\r\n\r\n";
  const std::vector<std::string> probes{
      start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk,
      start + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + chunk,
      start + "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
      start + "Transfer-Encoding: xchunked\r\n\r\n" + chunk,
      start + "Transfer-Encoding: chunked, gzip\r\n\r\n" + chunk,
      start + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
      start + "Transfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n0\r\n\r\n",
      start + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
      start + "Content-Length: +5\r\n\r\nhello",
      start + "Content-Length: 5, 5\r\n\r\nhello",
      start + "Content-Length : 5\r\n\r\nhello",
      start + "X: 1\r\n Content-Length: 5\r\n\r\nhello",
      start + "X: a\rb\r\n\r\n",
      start + std::string("X: a\0b\r\n\r\n", 10),
      "POST /p HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk,
      "POST /p HTTP/1.1\nHost: a\nContent-Length: 5\n\nhello",
      "POST /p HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
      "POST /p HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 5\r\n\r\nhello",
      "GET http://other/ HTTP/1.1\r\nHost: a\r\n\r\n",
      "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "\x16\x03\x01\x02 TLS hello\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  };
  for (const std::string& probe : probes) {
    Client client(server->port());
    client.send(probe + smuggled);
    const std::string answer = client.read_to_end();
    EXPECT_GE(status_of(answer), 400) << probe << "\n" << answer;
    EXPECT_LE(status_of(answer), 505) << probe;
    EXPECT_EQ(answers_in(answer), 1) << probe;
    EXPECT_EQ(answer.find("smuggled"), std::string::npos) << probe;
  }
  EXPECT_EQ(handled, 0);
}

TEST(HttpServer, HeadersWithoutEndAreRefused) {
  const auto server = serving(any_port(), echo);
  Client large(server->port());
  large.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(1 << 20, 'a'));
  EXPECT_EQ(status_of(large.read_to_end()), 431);
  Client many(server->port());
  std::string fields;
  for (int i = 0; i < 10000; ++i) fields += "X" + std::to_string(i) + ": 1\r\n";
  many.send("GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
  EXPECT_EQ(status_of(many.read_to_end()), 431);
}

TEST(HttpServer, ABodyAboveTheLimitIsRefusedBeforeItIsRead) {
  HttpOptions options = any_port();
  options.max_body_bytes = 1000;
  const auto server = serving(options, echo);
  Client client(server->port());
  client.send(post(std::string(100000, 'x')));
  EXPECT_EQ(status_of(client.read_to_end()), 413);
  Client fits(server->port());
  fits.send(post(std::string(1000, 'x')));
  EXPECT_EQ(status_of(fits.read_until("x]")), 200);
}

TEST(HttpServer, AClientThatAsksFirstIsToldToContinue) {
  const auto server = serving(any_port(), echo);
  Client client(server->port());
  client.send("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  EXPECT_EQ(status_of(client.read_until("[abc]")), 200);
}

TEST(HttpServer, SlowHeadersAndSlowBodiesEndAfterTheirTime) {
  HttpOptions options = any_port();
  options.header_timeout = 1s;
  options.body_timeout = 1s;
  options.idle_timeout = 1s;
  const auto server = serving(options, echo);
  Client headers(server->port());
  headers.send("GET / HTTP/1.1\r\nHost:");
  Client body(server->port());
  body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
  Client idle(server->port());
  idle.send(kGet);
  EXPECT_EQ(status_of(idle.read_until("[]")), 200);
  EXPECT_EQ(status_of(headers.read_to_end()), 408);
  EXPECT_EQ(status_of(body.read_to_end()), 408);
  EXPECT_EQ(idle.read_to_end(), "");
}

TEST(HttpServer, AFullQueueIsToldToRetryLater) {
  HttpOptions options = any_port();
  options.worker_threads = 1;
  options.queue_limit = 1;
  std::promise<void> release;
  std::promise<void> started;
  std::atomic<bool> first = true;
  const auto gate = release.get_future().share();
  const auto server = serving(options, [&](const HttpRequest& request) {
    if (first.exchange(false)) started.set_value();
    gate.wait();
    return echo(request);
  });
  Client running(server->port());
  running.send(kGet);
  started.get_future().wait();
  Client waiting(server->port());
  waiting.send(kGet);
  std::this_thread::sleep_for(100ms);
  Client refused(server->port());
  refused.send(kGet);
  const std::string answer = refused.read_until("}}");
  EXPECT_EQ(status_of(answer), 503);
  EXPECT_NE(answer.find("Retry-After: 1\r\n"), answer.npos);
  release.set_value();
  EXPECT_EQ(status_of(running.read_until("[]")), 200);
  EXPECT_EQ(status_of(waiting.read_until("[]")), 200);
}

TEST(HttpServer, AnEscapedExceptionIsABare500AndTheConnectionLives) {
  const auto server = serving(any_port(), [](const HttpRequest& request) {
    if (request.path == "/p") throw std::runtime_error("secret 0900000001");
    return echo(request);
  });
  Client client(server->port());
  client.send(post("x"));
  const std::string answer = client.read_until("}}");
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_EQ(answer.find("0900000001"), answer.npos);
  client.send(kGet);
  EXPECT_EQ(status_of(client.read_until("[]")), 200);
}

TEST(HttpServer, AnAnswerMayComeLaterAndNoWorkerWaitsForIt) {
  HttpOptions options = any_port();
  options.worker_threads = 1;
  std::mutex mutex;
  std::vector<std::shared_ptr<HttpExchange>> waiting;
  const auto server = start_http_server(options, [&](std::shared_ptr<HttpExchange> exchange) {
    if (exchange->request().path == "/g") {
      exchange->answer(echo(exchange->request()));
      return;
    }
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(exchange));
  });
  Client first(server->port());
  Client second(server->port());
  first.send(post("1"));
  second.send(post("2"));
  Client other(server->port());
  other.send(kGet);
  EXPECT_EQ(status_of(other.read_until("[]")), 200) << "the only worker is free";
  const auto both = [&] {
    const std::lock_guard lock(mutex);
    return waiting.size() == 2;
  };
  for (int i = 0; i < 200 && !both(); ++i) std::this_thread::sleep_for(10ms);
  ASSERT_TRUE(both());
  for (auto& exchange : waiting) {
    exchange->go_on([exchange] { exchange->answer(echo(exchange->request())); });
  }
  waiting.clear();
  EXPECT_EQ(status_of(first.read_until("[1]")), 200);
  EXPECT_EQ(status_of(second.read_until("[2]")), 200);
}

TEST(HttpServer, ARequestThatNobodyAnswersIsABare500) {
  const auto server =
      start_http_server(any_port(), [](const std::shared_ptr<HttpExchange>& exchange) {
        exchange->go_on([exchange] { throw std::runtime_error("on the way"); });
      });
  Client client(server->port());
  client.send(kGet);
  EXPECT_EQ(status_of(client.read_until("}}")), 500);
}

TEST(HttpServer, HeadAndNoContentCarryNoBody) {
  const auto server = serving(any_port(), [](const HttpRequest& request) {
    if (request.method == "HEAD") return echo(request);
    return HttpResponse{.status = 204};
  });
  Client client(server->port());
  client.send("HEAD /h HTTP/1.1\r\nHost: a\r\n\r\n" + std::string(kGet));
  const std::string answers = client.read_until("204 No Content");
  EXPECT_NE(answers.find("Content-Length: 10\r\n"), answers.npos);
  EXPECT_EQ(answers.find("HEAD /h"), answers.npos);
}

TEST(HttpServer, EventsArriveAndLeavingIsNoticed) {
  std::mutex mutex;
  std::shared_ptr<EventSink> kept;
  const auto server = serving(any_port(), [&](const HttpRequest&) {
    return HttpResponse{.headers = {{"Content-Type", "text/event-stream"}},
                        .stream = [&](std::shared_ptr<EventSink> sink) {
                          sink->send("7", "changed", "{\"id\":\"a\nb\"}");
                          const std::lock_guard lock(mutex);
                          kept = std::move(sink);
                        }};
  });
  {
    Client client(server->port());
    client.send(kGet);
    const std::string answer = client.read_until("b\"}\n\n");
    EXPECT_EQ(status_of(answer), 200);
    EXPECT_EQ(answer.find("Content-Length"), answer.npos);
    EXPECT_NE(answer.find("id: 7\nevent: changed\ndata: {\"id\":\"a b\"}\n\n"), answer.npos);
  }
  for (int i = 0; i < 200; ++i) {
    {
      const std::lock_guard lock(mutex);
      if (kept && !kept->is_open()) break;
    }
    std::this_thread::sleep_for(10ms);
  }
  const std::lock_guard lock(mutex);
  ASSERT_TRUE(kept);
  EXPECT_FALSE(kept->is_open());
  EXPECT_FALSE(kept->send("8", "changed", "{}"));
}

TEST(HttpServer, APeerThatDoesNotReadLosesItsStream) {
  std::promise<bool> result;
  const auto server = serving(any_port(), [&](const HttpRequest&) {
    return HttpResponse{.stream = [&](const std::shared_ptr<EventSink>& sink) {
      const std::string large(100000, 'x');
      bool open = true;
      for (int i = 0; i < 1000 && open; ++i) open = sink->send("", "e", large);
      result.set_value(open);
    }};
  });
  Client client(server->port());
  client.send(kGet);
  EXPECT_FALSE(result.get_future().get());
}

TEST(HttpServer, StoppingLetsTheRunningRequestFinish) {
  std::promise<void> started;
  auto server = serving(any_port(), [&](const HttpRequest& request) {
    started.set_value();
    std::this_thread::sleep_for(200ms);
    return echo(request);
  });
  Client idle(server->port());
  Client client(server->port());
  client.send(kGet);
  started.get_future().wait();
  const auto before = std::chrono::steady_clock::now();
  server->stop();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - before, 3s);
  const std::string answer = client.read_to_end();
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_NE(answer.find("Connection: close"), answer.npos);
}

TEST(HttpServer, AnAddressThatCannotBeBoundIsSaid) {
  const auto server = serving(any_port(), echo);
  HttpOptions same = any_port();
  same.port = server->port();
  EXPECT_THROW(serving(same, echo), std::runtime_error);
  same.address = "no address";
  EXPECT_THROW(serving(same, echo), std::runtime_error);
  HttpOptions no_certificate = any_port();
  no_certificate.tls_certificate = "/nonexistent.pem";
  no_certificate.tls_key = "/nonexistent.pem";
  EXPECT_THROW(serving(no_certificate, echo), std::runtime_error);
}

}  // namespace
}  // namespace hd::platform
