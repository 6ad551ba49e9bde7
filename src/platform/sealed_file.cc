#include "platform/sealed_file.h"

#include <array>
#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hd::platform {
namespace {

// Layout: magic, number of recipients (1 byte), one sealed box of the file key per recipient, the
// header of the stream, then chunks; the last one carries the final tag. Magic and boxes are
// associated data of the first chunk.
constexpr std::string_view kMagic = "HAIDANG-SEALED-1\n";
constexpr std::size_t kChunk = std::size_t{64} << 10U;
constexpr std::size_t kSealedChunk = kChunk + crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kKeyBytes = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr std::size_t kBoxBytes = kKeyBytes + crypto_box_SEALBYTES;
constexpr std::size_t kHeaderBytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;

[[noreturn]] void fail(const std::string& path, const std::string& why) {
  throw std::runtime_error(path + ": " + why);
}

[[noreturn]] void fail_errno(const std::string& path) {
  fail(path, std::generic_category().message(errno));
}

unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}
const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

class File {
 public:
  static File read(const std::string& path) { return File(path, O_RDONLY | O_CLOEXEC); }
  static File create(const std::string& path) {
    return File(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC);
  }
  ~File() { ::close(handle_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// As many bytes as there are, at most `most`.
  std::string take(std::size_t most) {
    std::string bytes(most, '\0');
    std::size_t size = 0;
    while (size < most) {
      const auto count = ::read(handle_, bytes.data() + size, most - size);
      if (count < 0) fail_errno(path_);
      if (count == 0) break;
      size += static_cast<std::size_t>(count);
    }
    bytes.resize(size);
    return bytes;
  }
  void put(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = ::write(handle_, bytes.data(), bytes.size());
      if (count < 0) fail_errno(path_);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void make_durable() {
    if (::fsync(handle_) != 0) fail_errno(path_);
  }
  /// What is read next comes from the disk, as far as the system goes along with it.
  void forget_cached() const { ::posix_fadvise(handle_, 0, 0, POSIX_FADV_DONTNEED); }

 private:
  File(const std::string& path, int flags)
      : path_(path), handle_(::open(path.c_str(), flags, 0600)) {
    if (handle_ < 0) fail_errno(path);
  }

  std::string path_;
  int handle_;
};

/// Removes a half-written file unless kept.
class Unfinished {
 public:
  explicit Unfinished(const std::string& path) : path_(path) {}
  ~Unfinished() {
    if (!kept_) ::unlink(path_.c_str());
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  void keep() { kept_ = true; }

 private:
  const std::string& path_;
  bool kept_ = false;
};

using Stream = crypto_secretstream_xchacha20poly1305_state;

std::string boxes_for(const std::vector<std::string>& public_keys, const Secret& key) {
  std::string boxes(1, static_cast<char>(public_keys.size()));
  for (const auto& public_key : public_keys) {
    if (public_key.size() != crypto_box_PUBLICKEYBYTES) {
      throw std::runtime_error("a recipient's key must have 32 bytes");
    }
    std::string box(kBoxBytes, '\0');
    if (crypto_box_seal(raw(box), raw(std::string_view(key.bytes())), kKeyBytes,
                        raw(std::string_view(public_key))) != 0) {
      throw std::runtime_error("a recipient's key is not valid");
    }
    boxes += box;
  }
  return boxes;
}

/// The file key from the first box that this recipient can open.
Secret key_from(std::string_view boxes, const Recipient& recipient, const std::string& path) {
  for (std::size_t at = 1; at < boxes.size(); at += kBoxBytes) {
    std::string key(kKeyBytes, '\0');
    if (crypto_box_seal_open(raw(key), raw(boxes.substr(at, kBoxBytes)), kBoxBytes,
                             raw(std::string_view(recipient.public_key)),
                             raw(std::string_view(recipient.secret_key.bytes()))) == 0) {
      return Secret(std::move(key));
    }
  }
  fail(path, "is not sealed for this key");
}

/// A fingerprint of bytes that come piece by piece.
class Digest {
 public:
  Digest() { crypto_generichash_init(&state_, nullptr, 0, kBytes); }
  void add(std::string_view bytes) { crypto_generichash_update(&state_, raw(bytes), bytes.size()); }
  std::string finish() {
    std::string digest(kBytes, '\0');
    crypto_generichash_final(&state_, raw(digest), kBytes);
    return digest;
  }

 private:
  static constexpr std::size_t kBytes = crypto_generichash_BYTES;
  crypto_generichash_state state_;
};

std::string write_chunks(File& in, File& out, Stream& stream, std::string_view associated) {
  Digest digest;
  auto chunk = in.take(kChunk);
  while (true) {
    digest.add(chunk);
    auto next = in.take(kChunk);
    const bool last = next.empty();
    std::string sealed(chunk.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    crypto_secretstream_xchacha20poly1305_push(
        &stream, raw(sealed), nullptr, raw(std::string_view(chunk)), chunk.size(), raw(associated),
        associated.size(),
        last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
             : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    out.put(sealed);
    associated = {};
    if (last) return digest.finish();
    chunk = std::move(next);
  }
}

/// `out` may be absent: then the bytes are only looked at.
std::string read_chunks(File& in, File* out, Stream& stream, std::string_view associated,
                        const std::string& path) {
  Digest digest;
  unsigned char tag = 0;
  while (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
    const auto sealed = in.take(kSealedChunk);
    if (sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES) fail(path, "is cut short");
    std::string chunk(sealed.size() - crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    if (crypto_secretstream_xchacha20poly1305_pull(&stream, raw(chunk), nullptr, &tag,
                                                   raw(std::string_view(sealed)), sealed.size(),
                                                   raw(associated), associated.size()) != 0) {
      fail(path, "was changed or cut short");
    }
    digest.add(chunk);
    if (out != nullptr) out->put(chunk);
    associated = {};
  }
  if (!in.take(1).empty()) fail(path, "has something behind its end");
  return digest.finish();
}

/// Reads what was just written and compares it with what was meant.
void read_back(const std::string& path, const std::string& head, const Secret& key,
               const std::string& digest) {
  auto in = File::read(path);
  in.forget_cached();
  if (in.take(head.size()) != head) fail(path, "is not what was written to it");
  const auto header = in.take(kHeaderBytes);
  Stream stream;
  if (header.size() != kHeaderBytes ||
      crypto_secretstream_xchacha20poly1305_init_pull(&stream, raw(std::string_view(header)),
                                                      raw(std::string_view(key.bytes()))) != 0 ||
      read_chunks(in, nullptr, stream, head, path) != digest) {
    fail(path, "is not what was written to it");
  }
}

}  // namespace

Recipient new_recipient() {
  return recipient_of(Secret(random_bytes(crypto_box_SECRETKEYBYTES)));
}

Recipient recipient_of(const Secret& secret_key) {
  if (secret_key.bytes().size() != crypto_box_SECRETKEYBYTES) {
    throw std::runtime_error("a secret key must have 32 bytes");
  }
  std::string public_key(crypto_box_PUBLICKEYBYTES, '\0');
  crypto_scalarmult_base(raw(public_key), raw(std::string_view(secret_key.bytes())));
  return {std::move(public_key), secret_key};
}

void seal_file(const std::string& from, const std::string& to,
               const std::vector<std::string>& recipient_public_keys) {
  if (recipient_public_keys.empty() || recipient_public_keys.size() > 16) {
    throw std::runtime_error("a sealed file needs 1 to 16 recipients");
  }
  const Secret key(random_bytes(kKeyBytes));
  const auto head = std::string(kMagic) + boxes_for(recipient_public_keys, key);
  auto in = File::read(from);
  auto out = File::create(to);
  Unfinished unfinished(to);
  Stream stream;
  std::string header(kHeaderBytes, '\0');
  crypto_secretstream_xchacha20poly1305_init_push(&stream, raw(header),
                                                  raw(std::string_view(key.bytes())));
  out.put(head + header);
  const auto digest = write_chunks(in, out, stream, head);
  out.make_durable();
  read_back(to, head, key, digest);
  unfinished.keep();
}

void open_sealed_file(const std::string& from, const std::string& to, const Recipient& recipient) {
  auto in = File::read(from);
  auto head = in.take(kMagic.size() + 1);
  if (head.size() != kMagic.size() + 1 || !head.starts_with(kMagic)) {
    fail(from, "is not a sealed file");
  }
  head += in.take(static_cast<unsigned char>(head.back()) * kBoxBytes);
  const auto header = in.take(kHeaderBytes);
  if (header.size() != kHeaderBytes) fail(from, "is cut short");
  const auto key = key_from(std::string_view(head).substr(kMagic.size()), recipient, from);
  Stream stream;
  if (crypto_secretstream_xchacha20poly1305_init_pull(&stream, raw(std::string_view(header)),
                                                      raw(std::string_view(key.bytes()))) != 0) {
    fail(from, "was changed");
  }
  auto out = File::create(to);
  Unfinished unfinished(to);
  read_chunks(in, &out, stream, head, from);
  out.make_durable();
  unfinished.keep();
}

void write_key_file(const std::string& path, const std::string& key) {
  auto out = File::create(path);
  out.put(to_hex(key) + "\n");
  out.make_durable();
}

std::string read_key_file(const std::string& path) {
  auto text = File::read(path).take(1'000);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  const auto key = from_hex(text);
  if (!key || key->size() != crypto_box_SECRETKEYBYTES) {
    fail(path, "does not hold a key of 64 hexadecimal digits");
  }
  return *key;
}

}  // namespace hd::platform
