#pragma once
// Files compiled into the binary: migrations/, data/, web/dist/ and api/openapi.

#include <optional>
#include <string_view>
#include <vector>

namespace hd::platform {

struct EmbeddedFile {
  std::string_view path;  ///< relative to the project, e.g. "data/code-lists.csv"
  std::string_view bytes;
};

/// All of them, sorted by path. The views live as long as the program.
const std::vector<EmbeddedFile>& embedded_files();

/// nullopt when there is no such file.
std::optional<std::string_view> embedded_file(std::string_view path);

}  // namespace hd::platform
