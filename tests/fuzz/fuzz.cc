#include "fuzz.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "platform/crypto.h"
#include "platform/embedded.h"

namespace hd::fuzz {

void require(bool holds, std::string_view property) {
  if (holds) return;
  std::fprintf(stderr, "BROKEN PROPERTY: %.*s\n", static_cast<int>(property.size()),
               property.data());
  std::abort();
}

std::string_view Pieces::next() {
  constexpr char kSeparator = '\x1E';
  const std::string_view piece = rest_.substr(0, rest_.find(kSeparator));
  rest_.remove_prefix(piece.size() == rest_.size() ? piece.size() : piece.size() + 1);
  return piece;
}

std::int64_t Pieces::number() {
  const std::string_view piece = next();
  std::int64_t number = 0;
  std::from_chars(piece.data(), piece.data() + piece.size(), number);
  return number;
}

std::string damaged(std::string text, std::int64_t how) {
  const auto number = static_cast<std::uint64_t>(how);
  const std::size_t at = text.empty() ? 0 : static_cast<std::size_t>(number / 3 % text.size());
  switch (text.empty() ? 1 : number % 3) {
    case 0:
      text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << number % 8));
      return text;
    case 1:
      text.insert(at, 1, static_cast<char>(number % 256));
      return text;
    default:
      text.resize(at);
      return text;
  }
}

}  // namespace hd::fuzz

/// Targets are built without the files of the program; what is fuzzed needs none.
const std::vector<hd::platform::EmbeddedFile>& hd::platform::embedded_files() {
  static const std::vector<EmbeddedFile> none;
  return none;
}

/// What libFuzzer calls.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool ready = (hd::platform::init_crypto(), true);
  static_cast<void>(ready);
  hd::fuzz::examine({reinterpret_cast<const char*>(data), size});
  return 0;
}
