#pragma once
// The tables of a paper as a workbook.

#include <string>

#include "documents/document.h"
#include "documents/paper.h"

namespace hd::documents {

/// XLSX bytes: a sheet with what the paper is, then a sheet for each table. Figures are numbers,
/// everything else is text and never a formula; a chart stands beside its table. While it is made,
/// unsealed bytes lie in memory and in files without a name in a folder of our own.
/// Throws std::runtime_error.
std::string xlsx(const Document& document, const Copy& copy);

}  // namespace hd::documents
