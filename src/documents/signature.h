#pragma once
// Signatures drawn by hand on a screen, as lines. Pure.

#include <cstdint>
#include <string>
#include <vector>

namespace hd::documents {

/// In thousandths of the width of the field; y goes down.
struct StrokePoint {
  std::int64_t x = 0, y = 0;
  bool operator==(const StrokePoint&) const = default;
};
/// Each line from pen down to pen up.
using Strokes = std::vector<std::vector<StrokePoint>>;

/// One signature as printed: over it who signs, below it the name.
struct DrawnSignature {
  std::string role;
  std::string name;
  Strokes strokes;
};

}  // namespace hd::documents
