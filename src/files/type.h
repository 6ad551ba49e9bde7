#pragma once
// Which kinds of file are taken, told by their bytes.
//
// Three witnesses have to agree: our own look at the head of the file, libmagic, and the extension.
// Source: security 3.8 (allow-list).

#include <array>
#include <optional>
#include <string_view>

#include "base/enum_names.h"

namespace hd::files {

enum class Type { jpeg, png, webp, pdf, docx, xlsx, mp3, wav, opus, mp4, text };
inline constexpr auto kTypeNames = std::to_array<base::EnumName<Type>>({
    {Type::jpeg, "jpeg"},
    {Type::png, "png"},
    {Type::webp, "webp"},
    {Type::pdf, "pdf"},
    {Type::docx, "docx"},
    {Type::xlsx, "xlsx"},
    {Type::mp3, "mp3"},
    {Type::wav, "wav"},
    {Type::opus, "opus"},
    {Type::mp4, "mp4"},
    {Type::text, "text"},
});
static_assert(base::names_every(kTypeNames, Type::text));

/// Why a file is not taken.
enum class Refusal {
  type_not_allowed,    ///< none of the kinds above
  type_mismatch,       ///< the extension, or libmagic, says something else than the bytes
  two_faces,           ///< two kinds of file in one, for two readers
  damaged,             ///< cannot be read to its end
  too_many_pixels,     ///< a picture of more than 100 million pixels
  archive_too_large,   ///< unpacks to too much, or too many entries
  archive_nested,      ///< an archive in an archive
  active_content,      ///< macros, scripts, embedded files
  infected,            ///< the antivirus knows it
  examination_failed,  ///< the examination itself broke down over it
};
inline constexpr auto kRefusalNames = std::to_array<base::EnumName<Refusal>>({
    {Refusal::type_not_allowed, "type_not_allowed"},
    {Refusal::type_mismatch, "type_mismatch"},
    {Refusal::two_faces, "two_faces"},
    {Refusal::damaged, "damaged"},
    {Refusal::too_many_pixels, "too_many_pixels"},
    {Refusal::archive_too_large, "archive_too_large"},
    {Refusal::archive_nested, "archive_nested"},
    {Refusal::active_content, "active_content"},
    {Refusal::infected, "infected"},
    {Refusal::examination_failed, "examination_failed"},
});
static_assert(base::names_every(kRefusalNames, Refusal::examination_failed));

/// "image/jpeg", …
std::string_view media_type(Type type);
/// "jpg": the extension of a copy that we make.
std::string_view usual_extension(Type type);

/// Whether files with this extension (small letters) can be taken at all.
bool is_known_extension(std::string_view extension);
bool extension_fits(Type type, std::string_view extension);

/// What the head of the file says. A ZIP counts as docx or xlsx by the parts it names.
std::optional<Type> type_of_head(std::string_view bytes);

/// Whether libmagic's media type is one that files of this type get.
bool magic_agrees(Type type, std::string_view magic);

/// Another kind of file hidden in this one: a PDF header (in text and office files near the start),
/// an archive at the end, or a page with script at the start.
bool has_second_face(Type type, std::string_view bytes);

}  // namespace hd::files
