#include "files/type.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace hd::files {
namespace {

using enum Type;

struct Properties {
  Type type;
  std::string_view media;
  std::array<std::string_view, 3> extensions;  ///< the first is the usual one
  std::array<std::string_view, 4> magic;       ///< what libmagic 5.44 calls it
};

constexpr auto kProperties = std::to_array<Properties>({
    {jpeg, "image/jpeg", {"jpg", "jpeg"}, {"image/jpeg"}},
    {png, "image/png", {"png"}, {"image/png"}},
    {webp, "image/webp", {"webp"}, {"image/webp"}},
    {pdf, "application/pdf", {"pdf"}, {"application/pdf"}},
    {docx,
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     {"docx"},
     {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip",
      "application/octet-stream"}},
    {xlsx,
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     {"xlsx"},
     {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip",
      "application/octet-stream"}},
    {mp3, "audio/mpeg", {"mp3"}, {"audio/mpeg", "audio/mpegapplication/octet-stream"}},
    {wav, "audio/wav", {"wav"}, {"audio/x-wav", "audio/wav"}},
    {opus, "audio/ogg", {"opus", "ogg", "oga"}, {"audio/ogg", "application/ogg"}},
    {mp4,
     "video/mp4",
     {"mp4", "m4a", "m4v"},
     {"video/mp4", "audio/mp4", "video/x-m4v", "audio/x-m4a"}},
    {text, "text/plain; charset=utf-8", {"txt"}, {"text/plain"}},
});
static_assert(kProperties.size() == kTypeNames.size());

const Properties& of(Type type) {
  return kProperties.at(static_cast<std::size_t>(type));
}

bool at(std::string_view bytes, std::size_t place, std::string_view wanted) {
  return bytes.size() >= place && bytes.substr(place).starts_with(wanted);
}

bool is_text(std::string_view bytes) {
  const bool clean = std::ranges::none_of(bytes, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') || byte == 0x7F;
  });
  return clean && base::is_utf8(bytes);
}

bool is_mp3(std::string_view bytes) {
  if (at(bytes, 0, "ID3")) return true;
  // A frame: eleven bits set, layer III.
  return bytes.size() > 2 && bytes[0] == '\xFF' &&
         (static_cast<unsigned char>(bytes[1]) & 0xE6U) == 0xE2U;
}

std::optional<Type> office_type(std::string_view bytes) {
  if (bytes.find("word/document.xml") != bytes.npos) return docx;
  if (bytes.find("xl/workbook.xml") != bytes.npos) return xlsx;
  return std::nullopt;
}

/// An archive may stand behind anything: its directory is found from the end.
bool ends_as_archive(std::string_view bytes) {
  constexpr std::size_t kRecord = 22;
  constexpr std::size_t kComment = 0xFFFF;
  const std::size_t from =
      bytes.size() > kRecord + kComment ? bytes.size() - kRecord - kComment : 0;
  return bytes.substr(from).find("PK\x05\x06") != bytes.npos;
}

bool starts_as_page(std::string_view bytes) {
  constexpr std::size_t kLooked = 4096;
  std::string start(bytes.substr(0, kLooked));
  std::ranges::transform(start, start.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return std::ranges::any_of(
      std::to_array<std::string_view>({"<script", "<html", "<!doctype", "<?php", "<svg"}),
      [&](std::string_view mark) { return start.find(mark) != start.npos; });
}

}  // namespace

std::string_view media_type(Type type) {
  return of(type).media;
}

std::string_view usual_extension(Type type) {
  return of(type).extensions.front();
}

bool is_known_extension(std::string_view extension) {
  return std::ranges::any_of(
      kTypeNames, [&](const auto& entry) { return extension_fits(entry.value, extension); });
}

bool extension_fits(Type type, std::string_view extension) {
  return !extension.empty() && std::ranges::count(of(type).extensions, extension) > 0;
}

std::optional<Type> type_of_head(std::string_view bytes) {
  if (at(bytes, 0, "\xFF\xD8\xFF")) return jpeg;
  if (at(bytes, 0, "\x89PNG\r\n\x1A\n")) return png;
  if (at(bytes, 0, "RIFF") && at(bytes, 8, "WEBP")) return webp;
  if (at(bytes, 0, "RIFF") && at(bytes, 8, "WAVE")) return wav;
  if (at(bytes, 0, "%PDF-")) return pdf;
  if (at(bytes, 0, "PK\x03\x04")) return office_type(bytes);
  if (at(bytes, 0, "OggS") && at(bytes, 28, "OpusHead")) return opus;
  if (at(bytes, 4, "ftyp")) return mp4;
  if (is_mp3(bytes)) return mp3;
  if (is_text(bytes)) return text;
  return std::nullopt;
}

bool magic_agrees(Type type, std::string_view magic) {
  if (!magic.empty() && std::ranges::count(of(type).magic, magic) > 0) return true;
  // libmagic takes many plain letters for source code. A page is not plain.
  return type == text && magic.starts_with("text/") && magic != "text/html" && magic != "text/xml";
}

bool has_second_face(Type type, std::string_view bytes) {
  // Readers look for it in the first KiB, careless ones anywhere; text may speak of it.
  const std::size_t pdf_header = type == text || type == docx || type == xlsx ? 1024 : bytes.npos;
  if (type != pdf && bytes.substr(0, pdf_header).find("%PDF-") != bytes.npos) return true;
  if (type != docx && type != xlsx && type != text && ends_as_archive(bytes)) return true;
  return type != docx && type != xlsx && starts_as_page(bytes);
}

}  // namespace hd::files
