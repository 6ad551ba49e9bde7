#include "files/examine.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <magic.h>

#include "base/text.h"
#include "files/archive.h"

namespace hd::files {
namespace {

constexpr std::string_view kNone = "-";

Findings refused(Refusal refusal) {
  return {.refusal = refusal};
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The name that begins behind a slash; letters may be written as "#4A".
std::string name_at(std::string_view pdf) {
  constexpr std::size_t kLongest = 127;  // of a name (ISO 32000-1, annex C)
  constexpr std::string_view kEnds("()<>[]{}/% \t\r\n\f\0", 16);
  std::string name;
  for (std::size_t i = 0; i < pdf.size() && name.size() < kLongest; ++i) {
    if (kEnds.find(pdf[i]) != kEnds.npos) break;
    const bool escaped = pdf[i] == '#' && i + 2 < pdf.size() && hex_value(pdf[i + 1]) >= 0 &&
                         hex_value(pdf[i + 2]) >= 0;
    name +=
        escaped ? static_cast<char>(hex_value(pdf[i + 1]) * 16 + hex_value(pdf[i + 2])) : pdf[i];
    if (escaped) i += 2;
  }
  return name;
}

/// What runs by itself or sends something away, as far as it can be seen without a reader of PDF:
/// not in compressed parts.
bool has_active_parts(std::string_view pdf) {
  constexpr auto kParts = std::to_array<std::string_view>(
      {"JavaScript", "JS", "Launch", "EmbeddedFile", "RichMedia", "XFA", "SubmitForm"});
  for (auto at = pdf.find('/'); at != pdf.npos; at = pdf.find('/', at + 1)) {
    const std::string name = name_at(pdf.substr(at + 1));
    const bool active = std::ranges::any_of(kParts, [&](std::string_view part) {
      return part.size() > 2 ? name.starts_with(part) : name == part;
    });
    if (active) return true;
  }
  return false;
}

bool ends_as_pdf(std::string_view bytes) {
  constexpr std::size_t kLooked = 2048;
  const std::size_t from = bytes.size() > kLooked ? bytes.size() - kLooked : 0;
  return bytes.substr(from).find("%%EOF") != bytes.npos;
}

/// The rest of a line, taken off the front.
std::string_view take_word(std::string_view& text) {
  const auto end = std::min(text.find(' '), text.size());
  const auto word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

template <class E, std::size_t N>
std::string_view word_of(const base::EnumNames<E, N>& names, const std::optional<E>& value) {
  return value ? base::name_of(names, *value) : kNone;
}

}  // namespace

struct Examiner::Magic {
  magic_t cookie;
};

Examiner::Examiner() : magic_(new Magic{magic_open(MAGIC_MIME_TYPE)}) {
  if (magic_->cookie == nullptr || magic_load(magic_->cookie, nullptr) != 0) {
    if (magic_->cookie != nullptr) magic_close(magic_->cookie);
    delete magic_;
    throw std::runtime_error("the table of libmagic is missing (Debian: libmagic-mgc)");
  }
}

Examiner::~Examiner() {
  magic_close(magic_->cookie);
  delete magic_;
}

Findings Examiner::examine(std::string_view bytes, std::string_view extension) const {
  const auto type = type_of_head(bytes);
  if (!type) return refused(Refusal::type_not_allowed);
  const char* magic = magic_buffer(magic_->cookie, bytes.data(), bytes.size());
  if (magic == nullptr || !magic_agrees(*type, magic) || !extension_fits(*type, extension)) {
    return refused(Refusal::type_mismatch);
  }
  if (has_second_face(*type, bytes)) return refused(Refusal::two_faces);
  if (*type == Type::docx || *type == Type::xlsx) {
    if (const auto refusal = check_office(bytes)) return refused(*refusal);
  }
  if (*type == Type::pdf) {
    if (!ends_as_pdf(bytes)) return refused(Refusal::damaged);
    if (has_active_parts(bytes)) return refused(Refusal::active_content);
  }
  Findings findings{.type = type};
  if (*type == Type::jpeg || *type == Type::png || *type == Type::webp) {
    auto picture = redrawn(*type, bytes);
    if (const auto* refusal = std::get_if<Refusal>(&picture)) return refused(*refusal);
    findings.safe = std::get<Picture>(std::move(picture));
  }
  return findings;
}

std::string to_request(std::string_view extension, std::string_view bytes) {
  std::string text(extension);
  text += '\n';
  text += bytes;
  return text;
}

std::optional<Request> read_request(std::string_view text) {
  const auto line = text.find('\n');
  if (line == text.npos) return std::nullopt;
  return Request{text.substr(0, line), text.substr(line + 1)};
}

std::string to_answer(const Findings& findings) {
  std::optional<Type> safe;
  if (findings.safe) safe = findings.safe->type;
  std::string text(word_of(kRefusalNames, findings.refusal));
  text += ' ';
  text += word_of(kTypeNames, findings.type);
  text += ' ';
  text += word_of(kTypeNames, safe);
  text += '\n';
  if (findings.safe) text += findings.safe->bytes;
  return text;
}

std::optional<Findings> read_answer(std::string_view text) {
  const auto line = text.find('\n');
  if (line == text.npos) return std::nullopt;
  std::string_view words = text.substr(0, line);
  const auto refusal = take_word(words);
  const auto type = take_word(words);
  const auto safe = take_word(words);
  Findings findings{.refusal = base::value_of(kRefusalNames, refusal),
                    .type = base::value_of(kTypeNames, type)};
  if (findings.refusal.has_value() == findings.type.has_value()) return std::nullopt;
  if (const auto kind = base::value_of(kTypeNames, safe)) {
    findings.safe = Picture{*kind, std::string(text.substr(line + 1))};
  }
  return findings;
}

}  // namespace hd::files
