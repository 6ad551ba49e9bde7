#include "documents/package.h"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include <zip.h>

namespace hd::documents {
namespace {

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;
using Entry = std::unique_ptr<zip_file_t, CloseArchive>;

bool is_plain(std::string_view name) {
  return !name.empty() && !name.starts_with('/') && name.find("..") == name.npos &&
         name.find('\\') == name.npos;
}

/// Adds one entry; `left` is how much may still come out.
std::optional<PackageFault> read_part(zip_t* archive, zip_uint64_t index, std::size_t& left,
                                      Package& package) {
  const char* name = zip_get_name(archive, index, ZIP_FL_ENC_GUESS);
  if (name == nullptr || !is_plain(name) || package.find(name) != nullptr) {
    return PackageFault::damaged;
  }
  const Entry entry(zip_fopen_index(archive, index, 0));
  if (!entry) return PackageFault::damaged;
  Part part{.name = name, .bytes = {}};
  std::array<char, std::size_t{64} << 10U> piece;
  while (true) {
    const auto count = zip_fread(entry.get(), piece.data(), piece.size());
    if (count < 0) return PackageFault::damaged;
    if (count == 0) break;
    const auto size = static_cast<std::size_t>(count);
    if (size > left) return PackageFault::too_large;
    left -= size;
    part.bytes.append(piece.data(), size);
  }
  if (!part.name.ends_with('/')) package.parts.push_back(std::move(part));
  return std::nullopt;
}

void add_part(zip_t* archive, const Part& part) {
  zip_source_t* source = zip_source_buffer(archive, part.bytes.data(), part.bytes.size(), 0);
  const auto index = zip_file_add(archive, part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    throw std::runtime_error("a part of an office file could not be added");
  }
  constexpr zip_uint16_t kFirstDay = 0x21;  // 1 January 1980: no clock goes into a file
  zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, kFirstDay, 0);
}

std::string bytes_of(zip_source_t* memory) {
  std::string bytes;
  zip_stat_t stat{};
  if (zip_source_stat(memory, &stat) != 0 || zip_source_open(memory) != 0) return bytes;
  bytes.resize(stat.size);
  const auto count = zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  if (count != static_cast<zip_int64_t>(bytes.size())) bytes.clear();
  return bytes;
}

}  // namespace

const Part* Package::find(std::string_view name) const {
  const auto found = std::ranges::find(parts, name, &Part::name);
  return found == parts.end() ? nullptr : &*found;
}

Part* Package::find(std::string_view name) {
  const auto found = std::ranges::find(parts, name, &Part::name);
  return found == parts.end() ? nullptr : &*found;
}

ReadPackage read_package(std::string_view bytes, const PackageLimits& limits) {
  zip_error_t error{};
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return {.fault = PackageFault::damaged};
  const Archive archive(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
  if (!archive) {
    zip_source_free(source);
    return {.fault = PackageFault::damaged};
  }
  const auto entries = static_cast<zip_uint64_t>(zip_get_num_entries(archive.get(), 0));
  if (entries > limits.max_parts) return {.fault = PackageFault::too_large};
  std::size_t left = std::min(limits.max_bytes, bytes.size() * limits.max_ratio);
  ReadPackage read;
  for (zip_uint64_t i = 0; i < entries; ++i) {
    if (const auto fault = read_part(archive.get(), i, left, read.package)) return {.fault = fault};
  }
  return read;
}

std::string write_package(const Package& package) {
  zip_error_t error{};
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (memory == nullptr) throw std::runtime_error("no memory for an office file");
  const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> kept(memory, zip_source_free);
  zip_source_keep(memory);
  Archive archive(zip_open_from_source(memory, ZIP_TRUNCATE, &error));
  if (!archive) {
    zip_source_free(memory);
    throw std::runtime_error("an office file could not be begun");
  }
  for (const Part& part : package.parts) add_part(archive.get(), part);
  if (zip_close(archive.get()) != 0) throw std::runtime_error("an office file could not be closed");
  static_cast<void>(archive.release());
  std::string bytes = bytes_of(memory);
  if (bytes.empty()) throw std::runtime_error("an office file could not be written");
  return bytes;
}

}  // namespace hd::documents
