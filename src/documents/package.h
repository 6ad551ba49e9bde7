#pragma once
// An office file as parts in a ZIP archive. Pure.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hd::documents {

struct Part {
  std::string name;  ///< "word/document.xml"
  std::string bytes;
};

/// In the order of the archive.
struct Package {
  std::vector<Part> parts = {};

  /// nullptr when there is none.
  const Part* find(std::string_view name) const;
  Part* find(std::string_view name);
};

struct PackageLimits {
  std::size_t max_parts = 200;
  std::size_t max_bytes = std::size_t{20} << 20U;  ///< of all parts together, unpacked
  std::size_t max_ratio = 100;                     ///< unpacked to packed
};

enum class PackageFault { damaged, too_large };

struct ReadPackage {
  Package package = {};
  std::optional<PackageFault> fault = {};  ///< the package is then empty
};

/// Believes no size that the archive tells of itself. Names are relative and without "..".
ReadPackage read_package(std::string_view bytes, const PackageLimits& limits = {});

/// The bytes of the archive; the same for the same parts. Throws std::runtime_error.
std::string write_package(const Package& package);

}  // namespace hd::documents
