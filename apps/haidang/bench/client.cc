#include "bench/client.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hd::bench {
namespace {

constexpr std::string_view kEndOfHead = "\r\n\r\n";

/// Value of "Content-Length"; 0 when there is none (204).
std::size_t content_length(std::string_view head) {
  constexpr std::string_view kName = "\r\ncontent-length:";
  std::string lower(head);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto at = lower.find(kName);
  if (at == lower.npos) return 0;
  std::string_view digits = std::string_view(lower).substr(at + kName.size());
  digits.remove_prefix(std::min(digits.find_first_not_of(' '), digits.size()));
  std::size_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

Address parse_url(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  const auto wrong = [] { return std::runtime_error("--url wants http://ADDRESS:PORT"); };
  if (!url.starts_with(kScheme)) throw wrong();
  url.remove_prefix(kScheme.size());
  const auto colon = url.rfind(':');
  if (colon == url.npos) throw wrong();
  const std::string_view digits = url.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size()) throw wrong();
  return {std::string(url.substr(0, colon)), port};
}

Client::~Client() {
  disconnect();
}

void Client::disconnect() {
  if (socket_ >= 0) close(socket_);
  socket_ = -1;
  buffer_.clear();
}

void Client::connect_now() {
  socket_ = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in peer{};
  peer.sin_family = AF_INET;
  peer.sin_port = htons(address_.port);
  if (inet_pton(AF_INET, address_.host.c_str(), &peer.sin_addr) != 1) {
    throw std::runtime_error("not a numeric address: " + address_.host);
  }
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&peer), sizeof peer) != 0) {
    const std::string why = std::strerror(errno);
    disconnect();
    throw std::runtime_error("cannot connect: " + why);
  }
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void Client::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written <= 0) throw std::runtime_error("the server closed the connection");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

bool Client::read_more() {
  std::array<char, 16384> chunk{};
  const ssize_t count = recv(socket_, chunk.data(), chunk.size(), 0);
  if (count <= 0) return false;
  buffer_.append(chunk.data(), static_cast<std::size_t>(count));
  return true;
}

Answer Client::read_answer() {
  std::size_t end = 0;
  while ((end = buffer_.find(kEndOfHead)) == buffer_.npos) {
    if (!read_more()) throw std::runtime_error("no answer");
  }
  Answer answer{.status = 0, .headers = buffer_.substr(0, end), .body = {}};
  std::from_chars(answer.headers.data() + 9, answer.headers.data() + 12, answer.status);
  const std::size_t body = end + kEndOfHead.size();
  const std::size_t size = content_length(answer.headers);
  while (buffer_.size() < body + size) {
    if (!read_more()) throw std::runtime_error("half an answer");
  }
  answer.body = buffer_.substr(body, size);
  buffer_.erase(0, body + size);
  return answer;
}

Answer Client::send(std::string_view method, std::string_view path, std::string_view headers,
                    std::string_view body) {
  if (socket_ < 0) connect_now();
  std::string request;
  request.reserve(256 + headers.size() + body.size());
  request.append(method).append(" ").append(path).append(" HTTP/1.1\r\nHost: ");
  request.append(address_.host).append(":").append(std::to_string(address_.port)).append("\r\n");
  request.append(headers);
  if (method != "GET") {
    request.append("Content-Type: application/json\r\nContent-Length: ");
    request.append(std::to_string(body.size())).append("\r\n");
  }
  request.append("\r\n").append(body);
  try {
    write_all(request);
    return read_answer();
  } catch (...) {
    disconnect();
    throw;
  }
}

}  // namespace hd::bench
