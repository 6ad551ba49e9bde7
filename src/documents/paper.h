#pragma once
// A document as people read it: PDF, and a page of HTML to print. Vietnamese administrative layout.
//
// Source: Decree 30/2020/NĐ-CP, annex I (paper size, margins, type, order of the parts).

#include <optional>
#include <string>
#include <vector>

#include "documents/document.h"
#include "documents/signature.h"

namespace hd::documents {

/// Says on every copy who made it and when.
struct Copy {
  std::string printed_by;  ///< display name of the reader
  base::Timestamp printed_at;
};

/// "" for an issued paper, else what is printed at the top of every page.
std::string stamp_of(State state);

/// The line at the foot of every page: which copy, who printed it, when, the hash once issued.
std::string footer_of(const Document& document, const Copy& copy);

/// Who may read it, as printed in workbooks: the public form of statistics is for everybody, all
/// else for those in office.
std::string class_mark(const Document& document);

/// The name of a body as a letterhead has it: in capitals (Decree 30/2020, annex I).
std::string letterhead(const std::string& body);

/// The number once issued, else dots to be filled in.
std::string number_or_blank(const Document& document);

/// "Hà Nội, ngày 02 tháng 3 năm 2026": of the issue, or of the draft. Months from March on have no
/// leading zero (Decree 30/2020, annex I).
std::string place_and_date(const Document& document);

/// PDF bytes, A4. A draft says so on every page; a withdrawn paper too. `signatures` are drawn side
/// by side below the body, three to a row.
std::string pdf(const Document& document, const Copy& copy,
                const std::vector<DrawnSignature>& signatures = {});

/// One self-contained HTML page without script; its styles and charts are in it.
std::string print_page(const Document& document, const Copy& copy);

}  // namespace hd::documents
