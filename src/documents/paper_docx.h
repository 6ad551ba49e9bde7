#pragma once
// A paper written into a Word template. Pure.

#include <string>
#include <string_view>

#include "documents/document.h"
#include "documents/package.h"
#include "documents/paper.h"

namespace hd::documents {

/// The media type of DOCX.
inline constexpr std::string_view kDocxType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// DOCX bytes. `paper_template` is what read_template() returned. Headings take the template's
/// style "heading 2", paragraphs and lists the look of the paragraph of {{body}}. A stamp (draft,
/// withdrawn) stands in {{stamp}}, or before the footer where the template has no such word.
std::string docx(const Document& document, const Copy& copy, const Package& paper_template);

}  // namespace hd::documents
