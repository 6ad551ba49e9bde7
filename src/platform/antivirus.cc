#include "platform/antivirus.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace hd::platform {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr std::size_t kAnswerMax = 4096;
constexpr std::string_view kUnix = "unix:";
constexpr std::string_view kTcp = "tcp:";

/// A connected socket; closed at the end.
class Socket {
 public:
  explicit Socket(int handle) : handle_(handle) {}
  ~Socket() {
    if (handle_ >= 0) ::close(handle_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool good() const { return handle_ >= 0; }

  void set_patience(std::chrono::seconds patience) const {
    const timeval limit{.tv_sec = patience.count(), .tv_usec = 0};
    ::setsockopt(handle_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(handle_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  }

  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto count = ::send(handle_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  /// Up to the closing NUL; nullopt when it does not come.
  std::optional<std::string> answer() const {
    std::string text;
    char piece[256];
    while (text.size() < kAnswerMax) {
      const auto count = ::recv(handle_, piece, sizeof piece, 0);
      if (count <= 0) return std::nullopt;
      text.append(piece, static_cast<std::size_t>(count));
      if (const auto end = text.find('\0'); end != text.npos) return text.substr(0, end);
    }
    return std::nullopt;
  }

 private:
  int handle_;
};

int connect_unix(const std::string& path) {
  sockaddr_un address{};
  if (path.size() >= sizeof address.sun_path) return -1;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int handle = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (handle < 0) return -1;
  if (::connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return handle;
  }
  ::close(handle);
  return -1;
}

int connect_tcp(const std::string& host, const std::string& port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0) return -1;
  int connected = -1;
  for (const addrinfo* at = found; at != nullptr && connected < 0; at = at->ai_next) {
    const int handle = ::socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol);
    if (handle < 0) continue;
    if (::connect(handle, at->ai_addr, at->ai_addrlen) == 0) {
      connected = handle;
    } else {
      ::close(handle);
    }
  }
  ::freeaddrinfo(found);
  return connected;
}

int connect_to(const std::string& address) {
  if (address.starts_with(kUnix)) return connect_unix(address.substr(kUnix.size()));
  const std::string rest = address.substr(std::min(kTcp.size(), address.size()));
  const auto colon = rest.rfind(':');
  return colon == rest.npos ? -1 : connect_tcp(rest.substr(0, colon), rest.substr(colon + 1));
}

/// Length as four bytes, the high one first.
std::string length_of(std::size_t size) {
  std::string bytes(4, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<char>(size >> (24 - 8 * i) & 0xFFU);
  }
  return bytes;
}

}  // namespace

bool is_clamd_address(std::string_view address) {
  if (address.starts_with(kUnix)) return address.size() > kUnix.size();
  return address.starts_with(kTcp) && address.rfind(':') > kTcp.size();
}

ScanVerdict scan_with_clamd(const std::string& address, std::string_view bytes,
                            std::chrono::seconds patience) {
  if (!is_clamd_address(address)) return ScanVerdict::unavailable;
  const Socket socket(connect_to(address));
  if (!socket.good()) return ScanVerdict::unavailable;
  socket.set_patience(patience);
  bool sent = socket.send(std::string_view("zINSTREAM\0", 10));
  for (std::size_t at = 0; sent && at < bytes.size(); at += kPiece) {
    const auto piece = bytes.substr(at, kPiece);
    sent = socket.send(length_of(piece.size())) && socket.send(piece);
  }
  // A daemon that stops reading at its size limit still says so: the answer is read in any case.
  if (sent) socket.send(length_of(0));
  const auto answer = socket.answer();
  if (!sent || !answer) return ScanVerdict::unavailable;
  if (*answer == "stream: OK") return ScanVerdict::clean;
  const bool found = answer->starts_with("stream: ") && answer->ends_with(" FOUND");
  return found ? ScanVerdict::infected : ScanVerdict::unavailable;
}

}  // namespace hd::platform
