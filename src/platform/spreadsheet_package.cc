#include "platform/spreadsheet_package.h"

#include <algorithm>

#include <zip.h>

#include "base/text.h"

namespace hd::platform {
namespace {

constexpr std::size_t kReadAtOnce = std::size_t{64} << 10U;

std::string read_all(zip_file_t* file, std::size_t most) {
  std::string bytes;
  while (true) {
    const auto before = bytes.size();
    bytes.resize(before + kReadAtOnce);
    const auto count = zip_fread(file, bytes.data() + before, kReadAtOnce);
    if (count < 0) sheet_malformed();
    bytes.resize(before + static_cast<std::size_t>(count));
    if (count == 0) return bytes;
    if (bytes.size() > most) sheet_too_large();
  }
}

}  // namespace

void sheet_malformed() {
  throw BadSheet(base::Error{base::ErrorKind::invalid, "spreadsheet.malformed"});
}

void sheet_too_large() {
  throw BadSheet(base::Error{base::ErrorKind::too_large, "spreadsheet.too_large"});
}

void SheetPackage::Close::operator()(zip* archive) const {
  zip_discard(archive);
}

SheetPackage::SheetPackage(std::string_view bytes, const SheetLimits& limits) : limits_(limits) {
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) sheet_malformed();
  archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  zip_error_fini(&error);
  if (!archive_) {
    zip_source_free(source);
    sheet_malformed();
  }
  const auto count = zip_get_num_entries(archive_.get(), 0);
  if (count < 0 || static_cast<std::size_t>(count) > limits_.parts) sheet_too_large();
}

std::optional<std::string> SheetPackage::part(const std::string& path) const {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat(archive_.get(), path.c_str(), 0, &about) != 0) return std::nullopt;
  if ((about.valid & ZIP_STAT_SIZE) != 0 && about.size > limits_.part_bytes) sheet_too_large();
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(
      zip_fopen(archive_.get(), path.c_str(), 0), &zip_fclose);
  if (!file) sheet_malformed();
  auto bytes = read_all(file.get(), limits_.part_bytes);
  if (!base::is_utf8(bytes)) sheet_malformed();
  return bytes;
}

}  // namespace hd::platform
