#include "files/archive.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include <pugixml.hpp>
#include <zip.h>

namespace hd::files {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr std::size_t kLookedInto = std::size_t{1} << 20U;  // into each XML part

struct CloseZip {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

std::string lower(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return small;
}

std::optional<Refusal> check_name(const std::string& name) {
  if (name.find("..") != name.npos || name.starts_with('/') || name.find('\\') != name.npos) {
    return Refusal::damaged;
  }
  if (name.ends_with("vbaproject.bin") || name.find("/embeddings/") != name.npos ||
      name.find("/activex/") != name.npos) {
    return Refusal::active_content;
  }
  constexpr auto kArchives = std::to_array<std::string_view>(
      {".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".jar", ".docx", ".xlsx", ".pptx"});
  const bool nested =
      std::ranges::any_of(kArchives, [&](std::string_view end) { return name.ends_with(end); });
  return nested ? std::optional(Refusal::archive_nested) : std::nullopt;
}

bool begins_as_archive(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("Rar!") ||
         bytes.starts_with("7z\xBC\xAF") || bytes.starts_with("\x1F\x8B");
}

/// Whether a relationship leads to what runs, or to something outside that is fetched without being
/// asked for. By local names: a prefix is what the file chooses.
bool is_active(const pugi::xml_node& relation) {
  const std::string type = lower(relation.attribute("Type").value());
  const std::string mode = lower(relation.attribute("TargetMode").value());
  const bool outside = !mode.empty() && mode != "internal";
  if (outside && !type.ends_with("/hyperlink")) return true;
  constexpr auto kKinds = std::to_array<std::string_view>(
      {"/vbaproject", "/oleobject", "/package", "/control", "/afchunk", "/attachedtemplate",
       "/subdocument", "/mailmergesource", "/ddelink", "/xlmacrosheet"});
  return std::ranges::any_of(kKinds, [&](std::string_view kind) { return type.ends_with(kind); });
}

std::optional<Refusal> check_relations(const std::string& text) {
  pugi::xml_document relations;
  if (!relations.load_buffer(text.data(), text.size())) return Refusal::damaged;
  const bool active = !relations.find_node(is_active).empty();
  return active ? std::optional(Refusal::active_content) : std::nullopt;
}

/// What is looked into: which parts there are, and what they lead to. Of all others only the
/// beginning, where entities are declared.
std::optional<Refusal> check_text(const std::string& name, const std::string& text, bool whole) {
  if (text.find("<!DOCTYPE") != text.npos) return Refusal::active_content;
  if (!name.ends_with(".rels") && name != "[content_types].xml") return std::nullopt;
  if (!whole) return Refusal::archive_too_large;
  if (name.ends_with(".rels")) return check_relations(text);
  const bool macros = lower(text).find("macroenabled") != text.npos;
  return macros ? std::optional(Refusal::active_content) : std::nullopt;
}

/// Adds what comes out to `unpacked`.
std::optional<Refusal> check_entry(zip_t* archive, zip_uint64_t index, std::int64_t most,
                                   std::int64_t& unpacked) {
  const char* raw_name = zip_get_name(archive, index, ZIP_FL_ENC_GUESS);
  if (raw_name == nullptr) return Refusal::damaged;
  const std::string name = lower(raw_name);
  if (const auto refusal = check_name(name)) return refusal;
  const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen_index(archive, index, 0));
  if (!entry) return Refusal::damaged;
  std::array<char, kPiece> piece;
  std::string text;  // the beginning of an XML part
  const bool is_xml = name.ends_with(".xml") || name.ends_with(".rels");
  bool first = true;
  while (true) {
    const auto count = zip_fread(entry.get(), piece.data(), piece.size());
    if (count < 0) return Refusal::damaged;
    if (count == 0) break;
    const std::string_view got(piece.data(), static_cast<std::size_t>(count));
    if (first && begins_as_archive(got)) return Refusal::archive_nested;
    first = false;
    unpacked += count;
    if (unpacked > most) return Refusal::archive_too_large;
    if (is_xml && text.size() <= kLookedInto) text += got;
  }
  return is_xml ? check_text(name, text, text.size() <= kLookedInto) : std::nullopt;
}

}  // namespace

std::optional<Refusal> check_office(std::string_view bytes) {
  zip_error_t error{};
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return Refusal::damaged;
  const std::unique_ptr<zip_t, CloseZip> archive(
      zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
  if (!archive) {
    zip_source_free(source);
    return Refusal::damaged;
  }
  const auto entries = zip_get_num_entries(archive.get(), 0);
  if (entries > kEntriesMax) return Refusal::archive_too_large;
  const auto most = static_cast<std::int64_t>(bytes.size()) * kUnpackRatioMax;
  std::int64_t unpacked = 0;
  for (std::int64_t i = 0; i < entries; ++i) {
    const auto refusal = check_entry(archive.get(), static_cast<zip_uint64_t>(i), most, unpacked);
    if (refusal) return refusal;
  }
  const bool whole = zip_name_locate(archive.get(), "[Content_Types].xml", 0) >= 0;
  return whole ? std::nullopt : std::optional(Refusal::damaged);
}

}  // namespace hd::files
