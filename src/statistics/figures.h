#pragma once
// The frozen numbers of a report: every part with its tables, and what its words say. Pure.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "statistics/counting.h"

namespace hd::statistics {

struct PartFigures {
  std::string code;
  Title title;
  Unit unit = Unit::contact;
  std::int64_t total = 0;
  std::vector<Table> tables = {};
  bool operator==(const PartFigures&) const = default;
};

struct Figures {
  std::vector<PartFigures> parts = {};
  std::vector<std::string> sources = {};  ///< papers that opening figures were taken from
  bool operator==(const Figures&) const = default;
};

/// What is compared with, by unit; without an entry nothing is.
using Pasts = std::map<Unit, Past>;

/// Counts every part. A unit without a snapshot has no records.
Figures count(const Frame& frame, const Definition& definition,
              const std::map<Unit, Snapshot>& snapshots, const Pasts& pasts);

const PartFigures* find_part(const Figures& figures, const std::string& code);
const Table* find_table(const PartFigures& part, const std::string& code);

/// A number of a text (FigureName); nullopt when there is no such row, and for a share of nothing.
/// Shares are thousandths, half up, never corrected to add up.
std::optional<std::int64_t> value_of(const Figures& figures, const FigureName& name);

}  // namespace hd::statistics
