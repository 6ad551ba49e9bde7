#pragma once
// What every fuzz target uses: the function it defines, a way to say that a property is broken, and
// the input cut into pieces.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace hd::fuzz {

/// Defined by each target: looks at one input. Nothing may leave it.
void examine(std::string_view input);

/// Ends the run like a crash when a property does not hold; `property` is printed.
void require(bool holds, std::string_view property);

/// Cuts an input at the byte 0x1E (the record separator), which stands in no text, so that the
/// files of a corpus can be read and written by hand.
class Pieces {
 public:
  explicit Pieces(std::string_view input) : rest_(input) {}

  /// The next piece; "" after the last one.
  std::string_view next();
  /// The next piece as a number; 0 when it is none.
  std::int64_t number();
  /// What was not taken yet, separators included.
  std::string_view rest() const { return rest_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

/// `text` with one byte exchanged, put in or cut off, as a number tells; never equal to `text`.
std::string damaged(std::string text, std::int64_t how);

/// Runs `read` over bytes that may be none of ours: what it returns, or nullopt when it threw
/// std::runtime_error, as our decoders promise.
template <class Read>
auto decoded(Read read) -> std::optional<decltype(read())> {
  try {
    return read();
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

}  // namespace hd::fuzz
