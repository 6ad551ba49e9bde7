#pragma once
// Reports as papers: the content of a document draft.

#include "documents/document.h"
#include "reporting/operations.h"

namespace hd::reporting {

/// A table per section, Vietnamese numbers, shares with one decimal as they are (spec figures).
/// `hotline` is the body that issues it.
documents::Content paper_of(const HotlineReport& report, const std::string& hotline);

}  // namespace hd::reporting
