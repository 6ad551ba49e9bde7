#pragma once
// Bytes of any length, sealed piece by piece: XChaCha20-Poly1305 stream of libsodium. A piece that
// is missing, doubled, moved or changed is noticed, and so is an end that was cut off.
//
// Source: security 3.2, "Files".

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto.h"

namespace hd::platform {

/// Plain bytes in every piece but the last.
inline constexpr std::size_t kStreamPiece = std::size_t{64} << 10U;
inline constexpr std::size_t kStreamHeader = 24;
inline constexpr std::size_t kStreamKeyBytes = 32;

class StreamSealer {
 public:
  /// A new stream under a 32-byte key that is used for nothing else.
  explicit StreamSealer(const Secret& key);
  /// Goes on where state() was taken. Throws std::invalid_argument when it is no state.
  static StreamSealer resume(const Secret& state);
  ~StreamSealer();
  StreamSealer(StreamSealer&&) noexcept;
  StreamSealer& operator=(StreamSealer&&) noexcept;

  /// kStreamHeader bytes the reader needs; empty after resume().
  const std::string& header() const { return header_; }
  /// What resume() needs, from another process if need be. As secret as the key.
  Secret state() const;

  /// The next piece; `associated` says where the stream belongs.
  std::string seal(std::string_view plain, std::string_view associated, bool last);

 private:
  struct State;
  StreamSealer();
  std::unique_ptr<State> state_;
  std::string header_;
};

class StreamOpener {
 public:
  /// Throws std::invalid_argument when the header is none.
  StreamOpener(const Secret& key, std::string_view header);
  ~StreamOpener();

  /// The next piece; nullopt when it is not the next one of this stream, or was changed. After the
  /// last piece was opened, finished() is true and nothing more opens.
  std::optional<std::string> open(std::string_view sealed, std::string_view associated);
  bool finished() const { return finished_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  bool finished_ = false;
};

}  // namespace hd::platform
