#include "files/file.h"

#include <algorithm>

#include "access/decide.h"
#include "base/text.h"

namespace hd::files {
namespace {

constexpr std::size_t kNameMax = 200;

struct KindMark {
  std::string_view kind;
  std::uint8_t mark;
};
constexpr auto kKindMarks = std::to_array<KindMark>({
    {"identity_paper", access::kIdentity},
    {"photo", access::kIdentity},
    {"certificate", access::kIdentity},
    {"consent_form", access::kIdentity},
    {"hand_over", access::kIdentity},
    {"statement", access::kNarrative},
    {"medical", access::kNarrative},
    {"recording", access::kNarrative},
    {"evidence", access::kNarrative},
    {"other", access::kNarrative},
});

/// Marks that are not seen and change how a name is read: direction, joiners, line ends, byte
/// order.
// NOLINTBEGIN(misc-misleading-bidirectional): named here so that they are found elsewhere
bool is_invisible(std::string_view three) {
  return three.starts_with("\xE2\x80\xA8") || three.starts_with("\xE2\x80\xA9") ||
         three.starts_with("\xE2\x81\xA0") || three.starts_with("\xE2\x80\x8B") ||
         three.starts_with("\xE2\x80\x8C") || three.starts_with("\xE2\x80\x8D") ||
         three.starts_with("\xE2\x80\x8E") || three.starts_with("\xE2\x80\x8F") ||
         three.starts_with("\xE2\x80\xAA") || three.starts_with("\xE2\x80\xAB") ||
         three.starts_with("\xE2\x80\xAC") || three.starts_with("\xE2\x80\xAD") ||
         three.starts_with("\xE2\x80\xAE") || three.starts_with("\xE2\x81\xA6") ||
         three.starts_with("\xE2\x81\xA7") || three.starts_with("\xE2\x81\xA8") ||
         three.starts_with("\xE2\x81\xA9") || three.starts_with("\xEF\xBB\xBF");
}
// NOLINTEND(misc-misleading-bidirectional)

/// Two bytes: the control characters of Latin-1, and the Arabic letter mark.
bool is_control_pair(std::string_view two) {
  return two.starts_with("\xD8\x9C") ||
         (two.size() > 1 && two[0] == '\xC2' && static_cast<unsigned char>(two[1]) < 0xA0);
}

/// Without dots and white space at the ends, however they are mixed.
std::string without_ends(std::string name) {
  while (true) {
    name = base::trim(name);
    if (!name.starts_with('.') && !name.ends_with('.')) return name;
    if (name.ends_with('.')) name.pop_back();
    if (name.starts_with('.')) name.erase(0, 1);
  }
}

}  // namespace

std::int64_t parts_of(std::int64_t size_bytes) {
  return (size_bytes + kPartBytes - 1) / kPartBytes;
}

std::int64_t part_size(std::int64_t size_bytes, std::int64_t number) {
  return std::min(kPartBytes, size_bytes - (number - 1) * kPartBytes);
}

std::uint8_t mark_of(std::string_view kind) {
  const auto* found = std::ranges::find(kKindMarks, kind, &KindMark::kind);
  return found == kKindMarks.end() ? std::uint8_t{access::kNarrative} : found->mark;
}

std::optional<std::string> clean_name(std::string_view name) {
  if (!base::is_utf8(name)) return std::nullopt;
  if (const auto slash = name.find_last_of("/\\"); slash != name.npos)
    name.remove_prefix(slash + 1);
  std::string kept;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    if (byte < ' ' || byte == 0x7F) continue;
    if (is_invisible(name.substr(i))) {
      i += 2;
      continue;
    }
    if (is_control_pair(name.substr(i))) {
      ++i;
      continue;
    }
    kept += name[i];
  }
  kept = without_ends(base::nfc(kept));
  if (kept.empty() || base::length(kept) > kNameMax) return std::nullopt;
  return kept;
}

std::string extension_of(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == name.npos || dot == 0) return "";
  std::string extension(name.substr(dot + 1));
  std::ranges::transform(extension, extension.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return extension;
}

std::string download_name(const File& file, CopyKind copy) {
  if (copy == CopyKind::original || !file.safe_type) return file.name;
  if (extension_fits(*file.safe_type, extension_of(file.name))) return file.name;
  return file.name.substr(0, file.name.rfind('.')) + "." +
         std::string(usual_extension(*file.safe_type));
}

std::vector<std::string> next_actions(const File& file, bool may_write, bool own) {
  std::vector<std::string> actions;
  if (file.state == State::arriving && own && may_write) actions.emplace_back("send_part");
  if (file.state == State::ready) {
    if (file.safe_type) actions.emplace_back("download_safe");
    actions.emplace_back("download_original");
    if (own && may_write) actions.emplace_back("withdraw");
  }
  return actions;
}

}  // namespace hd::files
