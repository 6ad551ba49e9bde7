#pragma once
// Reports as papers: the content of a document draft.

#include "documents/document.h"
#include "reporting/months.h"
#include "reporting/operations.h"

namespace hd::reporting {

/// A table per section, Vietnamese numbers, shares with one decimal as they are (spec figures), and
/// charts right below the tables they are drawn from. `months` goes after the report groups; none
/// when it has no rows. `hotline` is the body that issues it.
documents::Content paper_of(const HotlineReport& report, const MonthTable& months,
                            const std::string& hotline);

}  // namespace hd::reporting
