#pragma once
// For tests only: ZIP archives, and with them the files of office programs.

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <zip.h>

namespace hd::platform::testing {

/// Path and content, in the order of the archive.
using ZipEntries = std::vector<std::pair<std::string, std::string>>;

/// The bytes of an archive. Errors: throws.
inline std::string zipped(const ZipEntries& entries) {
  zip_error_t error{};
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(memory);
  zip_t* archive = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  for (const auto& [path, text] : entries) {
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    if (zip_file_add(archive, path.c_str(), source, 0) < 0) throw std::runtime_error("zip");
  }
  if (zip_close(archive) != 0) throw std::runtime_error("zip");
  zip_source_open(memory);
  std::string bytes;
  char part[4096];
  for (auto count = zip_source_read(memory, part, sizeof part); count > 0;
       count = zip_source_read(memory, part, sizeof part)) {
    bytes.append(part, static_cast<std::size_t>(count));
  }
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

}  // namespace hd::platform::testing
