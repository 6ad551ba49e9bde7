#pragma once
// Bytes in and out of one connection: what the protocol needs of a socket. No Asio in here.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace hd::platform {

/// Told about finished reads and writes, always on the thread of the connection.
class TransportUser {
 public:
  virtual ~TransportUser() = default;
  /// 0: the peer is gone or the read failed.
  virtual void on_read(std::size_t bytes) = 0;
  virtual void on_written(bool good) = 0;
};

/// At most one read and one write run at a time; both keep `user` alive until they are done.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual void read(char* into, std::size_t size, std::shared_ptr<TransportUser> user) = 0;
  /// Writes both, in order. The bytes must live until on_written().
  virtual void write(std::string_view first, std::string_view second,
                     std::shared_ptr<TransportUser> user) = 0;
  /// Tells the peer that nothing more will come; reading goes on.
  virtual void finish_writing() = 0;
  /// Ends running reads and writes. Idempotent.
  virtual void close() = 0;
  /// Runs `work` soon on the thread of the connection. The only function other threads may call.
  virtual void post(std::function<void()> work) = 0;

  virtual bool secure() const = 0;
};

}  // namespace hd::platform
