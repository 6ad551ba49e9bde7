#pragma once
// A version of a report as an official paper: words with figures filled in, tables, charts. Pure.
//
// Numbers in Vietnamese style; shares with one decimal, never made to add up to 100. Source: spec
// processes section 12, spec figures.

#include <string>

#include "accounts/user.h"
#include "documents/document.h"
#include "statistics/definition.h"
#include "statistics/figures.h"
#include "statistics/mask.h"
#include "statistics/run.h"

namespace hd::statistics {

/// Who issues it, and whose records were counted ("" for everybody's).
struct PaperHead {
  std::string body, scope = {};
  /// Threshold of internal tables with a sensitive dimension; 0: none.
  std::int64_t smallest = 0;
};

/// The internal form with every figure, marked as such; only where a dimension is sensitive
/// (people, country, disability), counts below the threshold are "<5". Source: spec good
/// practice 6.4.
documents::Content paper_of(const Definition& definition, const Version& version,
                            const Figures& figures, const PaperHead& head);

/// The public form: hidden figures are "…", words with one of them are left out, nothing is
/// compared with other times.
documents::Content public_paper_of(const Definition& definition, const Version& version,
                                   const Figures& figures, const Mask& mask, const PaperHead& head);

/// The chart of a table by its rows; by its columns as well when there are some. A hidden figure is
/// absent. Papers are Vietnamese, the screen is in the language of its reader.
documents::Chart chart_of(const Table& table, const TableMask& mask,
                          accounts::Language language = accounts::Language::vi);

/// Vietnamese where there is no English word.
const std::string& in_language(const Title& title, accounts::Language language);

}  // namespace hd::statistics
