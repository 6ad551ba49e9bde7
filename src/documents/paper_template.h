#pragma once
// The Word file a ministry gives us, into which papers are written. It holds words in braces, like
// {{title}}, or content controls with such tags. Pure.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/result.h"
#include "base/time.h"
#include "documents/ids.h"
#include "documents/package.h"

namespace hd::documents {

enum class Placeholder {
  title,
  number,
  issuing_body,
  superior_body,
  place_and_date,
  body,
  recipients,
  signer_role,
  signer_name,
  footer,
  stamp,
};
inline constexpr auto kPlaceholderNames = std::to_array<base::EnumName<Placeholder>>({
    {Placeholder::title, "title"},
    {Placeholder::number, "number"},
    {Placeholder::issuing_body, "issuing_body"},
    {Placeholder::superior_body, "superior_body"},
    {Placeholder::place_and_date, "place_and_date"},
    {Placeholder::body, "body"},
    {Placeholder::recipients, "recipients"},
    {Placeholder::signer_role, "signer_role"},
    {Placeholder::signer_name, "signer_name"},
    {Placeholder::footer, "footer"},
    {Placeholder::stamp, "stamp"},
});
static_assert(base::names_every(kPlaceholderNames, Placeholder::stamp));

/// A template as it is kept; a row is never changed.
struct PaperTemplate {
  PaperTemplateId id;
  std::string kind = {};  ///< of document; "" for every kind without a template of its own
  base::Date valid_from;
  std::optional<base::Date> valid_to = {};  ///< last day, included
  std::string sha256 = {};                  ///< hex
  std::int64_t size_bytes = 0;
  std::vector<Placeholder> placeholders = {};
  std::optional<access::UserId> uploaded_by = {};  ///< nullopt: came with the program
  base::Timestamp uploaded_at = {};
};

/// Largest upload: what still fits into a request as base64.
inline constexpr std::size_t kTemplateMaxBytes = 700'000;

/// Reads an uploaded template. Nothing in it may run, come from elsewhere or be embedded, and every
/// word in braces has to be one of ours.
/// Errors: invalid, field "content": damaged | too_large | archive_too_large | not_word | macro |
/// external_link | embedded_object | unsafe_field; or "content.<word>": placeholder_missing |
/// placeholder_unknown | placeholder_twice (body) | placeholder_not_alone (body, recipients).
base::Result<Package> read_template(std::string_view bytes);

/// The words in braces and the tags of content controls that the template uses, each once.
std::vector<Placeholder> placeholders_of(const Package& checked);

/// Name of the main part: "word/document.xml"; "" when the package has none.
std::string main_part(const Package& package);

/// "word/_rels/document.xml.rels" for "word/document.xml".
std::string relations_of(const std::string& part);

/// Main part, headers and footers: where words in braces are looked for.
std::vector<std::string> text_parts(const Package& package);

}  // namespace hd::documents
