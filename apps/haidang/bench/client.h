#pragma once
// A small HTTP/1.1 client for the benchmark: one connection that stays open, plain sockets, so that
// the client costs little beside the server it measures.

#include <cstdint>
#include <string>
#include <string_view>

namespace hd::bench {

struct Address {
  std::string host;  ///< numeric IPv4 address
  std::uint16_t port;
};

/// "http://127.0.0.1:8111". Errors: throws std::runtime_error on anything else.
Address parse_url(std::string_view url);

struct Answer {
  int status;
  std::string headers;
  std::string body;
};

class Client {
 public:
  /// Connects at the first request, and again when the server closed the connection.
  explicit Client(Address address) : address_(std::move(address)) {}
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// `headers`: ready lines ending in CR LF. Errors: throws std::runtime_error.
  Answer send(std::string_view method, std::string_view path, std::string_view headers,
              std::string_view body);

 private:
  void connect_now();
  void disconnect();
  void write_all(std::string_view bytes);
  bool read_more();
  Answer read_answer();

  Address address_;
  int socket_ = -1;
  std::string buffer_;
};

}  // namespace hd::bench
