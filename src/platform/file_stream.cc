#include "platform/file_stream.h"

#include <cstring>
#include <stdexcept>
#include <utility>

#include <sodium.h>

namespace hd::platform {
namespace {

using Sodium = crypto_secretstream_xchacha20poly1305_state;

static_assert(kStreamHeader == crypto_secretstream_xchacha20poly1305_HEADERBYTES);

unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}
const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

struct StreamSealer::State {
  Sodium sodium;
  ~State() { sodium_memzero(&sodium, sizeof sodium); }
};

struct StreamOpener::State {
  Sodium sodium;
  ~State() { sodium_memzero(&sodium, sizeof sodium); }
};

StreamSealer::StreamSealer() : state_(std::make_unique<State>()) {}
StreamSealer::~StreamSealer() = default;
StreamSealer::StreamSealer(StreamSealer&&) noexcept = default;
StreamSealer& StreamSealer::operator=(StreamSealer&&) noexcept = default;

StreamSealer::StreamSealer(const Secret& key)
    : state_(std::make_unique<State>()), header_(kStreamHeader, '\0') {
  if (key.bytes().size() != crypto_secretstream_xchacha20poly1305_KEYBYTES) {
    throw std::invalid_argument("a stream key has 32 bytes");
  }
  crypto_secretstream_xchacha20poly1305_init_push(&state_->sodium, raw(header_),
                                                  raw(std::string_view(key.bytes())));
}

StreamSealer StreamSealer::resume(const Secret& state) {
  if (state.bytes().size() != sizeof(Sodium)) {
    throw std::invalid_argument("not the state of a stream");
  }
  StreamSealer sealer;
  std::memcpy(&sealer.state_->sodium, state.bytes().data(), sizeof(Sodium));
  return sealer;
}

Secret StreamSealer::state() const {
  std::string bytes(sizeof(Sodium), '\0');
  std::memcpy(bytes.data(), &state_->sodium, sizeof(Sodium));
  return Secret(std::move(bytes));
}

std::string StreamSealer::seal(std::string_view plain, std::string_view associated, bool last) {
  std::string sealed(plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
  crypto_secretstream_xchacha20poly1305_push(
      &state_->sodium, raw(sealed), nullptr, raw(plain), plain.size(), raw(associated),
      associated.size(), last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
  return sealed;
}

StreamOpener::StreamOpener(const Secret& key, std::string_view header)
    : state_(std::make_unique<State>()) {
  if (key.bytes().size() != crypto_secretstream_xchacha20poly1305_KEYBYTES ||
      header.size() != kStreamHeader ||
      crypto_secretstream_xchacha20poly1305_init_pull(&state_->sodium, raw(header),
                                                      raw(std::string_view(key.bytes()))) != 0) {
    throw std::invalid_argument("not the header of a stream");
  }
}

StreamOpener::~StreamOpener() = default;

std::optional<std::string> StreamOpener::open(std::string_view sealed,
                                              std::string_view associated) {
  if (finished_ || sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES) {
    return std::nullopt;
  }
  std::string plain(sealed.size() - crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(&state_->sodium, raw(plain), nullptr, &tag,
                                                 raw(sealed), sealed.size(), raw(associated),
                                                 associated.size()) != 0) {
    return std::nullopt;
  }
  finished_ = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  return plain;
}

}  // namespace hd::platform
