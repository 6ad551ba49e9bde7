#include "base/text.h"

#include <memory>
#include <stdexcept>

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace hd::base {
namespace {

const icu::Normalizer2& normalizer(bool compose) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* instance =
      compose ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status) != 0) throw std::runtime_error("ICU normaliser is missing");
  return *instance;
}

const icu::Collator& vietnamese_collator() {
  static const std::unique_ptr<icu::Collator> collator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("vi"), status));
    if (U_FAILURE(status) != 0) throw std::runtime_error("ICU has no Vietnamese collation");
    return made;
  }();
  return *collator;
}

/// Letters and digits stay; marks and zero-width characters vanish; all else separates words.
enum class Role { keep, drop, separate };

Role role_of(UChar32 c) {
  if (c == 0x200B || c == 0x200C || c == 0x200D || c == 0xFEFF) return Role::drop;
  const auto type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK) return Role::drop;
  return u_isalnum(c) != 0 ? Role::keep : Role::separate;
}

}  // namespace

bool is_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c <= 0) return false;
  }
  return true;
}

std::string nfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  const icu::UnicodeString normal = normalizer(true).normalize(source, status);
  if (U_FAILURE(status) != 0) return std::string(text);
  std::string out;
  normal.toUTF8String(out);
  return out;
}

std::string fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  source.foldCase();
  const icu::UnicodeString split = normalizer(false).normalize(source, status);
  icu::UnicodeString key;
  bool gap = false;
  for (std::int32_t i = 0; i < split.length(); i = split.moveIndex32(i, 1)) {
    UChar32 c = split.char32At(i);
    const Role role = role_of(c);
    if (role == Role::drop) continue;
    if (role == Role::separate) {
      gap = !key.isEmpty();
      continue;
    }
    if (gap) key.append(static_cast<UChar32>(' '));
    gap = false;
    if (c == 0x0111) c = 'd';  // đ has no decomposition
    key.append(c);
  }
  std::string out;
  key.toUTF8String(out);
  return out;
}

std::string trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  constexpr std::string_view kNoBreak = "\xC2\xA0";
  bool changed = true;
  while (changed && !text.empty()) {
    const auto before = text.size();
    while (!text.empty() && kSpace.find(text.front()) != kSpace.npos) text.remove_prefix(1);
    while (!text.empty() && kSpace.find(text.back()) != kSpace.npos) text.remove_suffix(1);
    if (text.starts_with(kNoBreak)) text.remove_prefix(kNoBreak.size());
    if (text.ends_with(kNoBreak)) text.remove_suffix(kNoBreak.size());
    changed = text.size() != before;
  }
  return std::string(text);
}

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
  }
  return count;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  while (true) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool vietnamese_less(std::string_view left, std::string_view right) {
  UErrorCode status = U_ZERO_ERROR;
  const auto order = vietnamese_collator().compareUTF8(
      icu::StringPiece(left.data(), static_cast<std::int32_t>(left.size())),
      icu::StringPiece(right.data(), static_cast<std::int32_t>(right.size())), status);
  return order == UCOL_LESS;
}

std::string vietnamese_number(long long value) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3) {
    digits.insert(static_cast<std::size_t>(i), 1, '.');
  }
  return value < 0 ? "-" + digits : digits;
}

std::string vietnamese_share(long long part, long long whole) {
  if (whole == 0) return "–";
  const long long permille = (part * 2000 / whole + 1) / 2;
  std::string text = vietnamese_number(permille / 10);
  if (permille % 10 != 0) text += "," + std::to_string(permille % 10);
  return text + " %";
}

}  // namespace hd::base
