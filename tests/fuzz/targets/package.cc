// The archive of an office file: limits hold whatever it says of itself, names stay inside, and
// what was read can be written and read again.

#include "documents/package.h"

#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  constexpr documents::PackageLimits kLimits{
      .max_parts = 20, .max_bytes = 100'000, .max_ratio = 50};
  const auto read = documents::read_package(input, kLimits);
  require(!read.fault || read.package.parts.empty(), "a refused package is empty");
  std::size_t bytes = 0;
  for (const auto& part : read.package.parts) {
    bytes += part.bytes.size();
    require(!part.name.starts_with('/') && part.name.find("..") == part.name.npos, "names inside");
  }
  require(read.package.parts.size() <= kLimits.max_parts, "as many parts as allowed");
  require(bytes <= kLimits.max_bytes && bytes <= input.size() * kLimits.max_ratio, "no bomb");
  if (read.package.parts.empty()) return;
  const auto again = documents::read_package(documents::write_package(read.package));
  require(!again.fault && again.package.parts.size() == read.package.parts.size(), "reads again");
  for (const auto& part : read.package.parts) {
    const auto* same = again.package.find(part.name);
    require(same != nullptr && same->bytes == part.bytes, "reads again as the same");
  }
}

}  // namespace hd::fuzz
