#include "statistics/mask.h"

namespace hd::statistics {

Mask open_mask(const Figures& figures) {
  Mask mask;
  for (const PartFigures& part : figures.parts) {
    PartMask& one = mask.parts.emplace_back();
    for (const Table& table : part.tables) {
      one.tables.push_back({.rows = std::vector<bool>(table.rows.size()),
                            .columns = std::vector<bool>(table.columns.size()),
                            .cells = std::vector<bool>(table.cells.size())});
    }
  }
  return mask;
}

Reasons reasons_of(const Mask& mask) {
  const auto one = [](bool hidden) { return hidden ? Because::not_recorded : Because::shown; };
  const auto all = [&](const std::vector<bool>& hidden) {
    std::vector<Because> reasons;
    for (const bool each : hidden) reasons.push_back(one(each));
    return reasons;
  };
  Reasons reasons;
  for (const PartMask& part : mask.parts) {
    auto& made = reasons.parts.emplace_back();
    made.total = one(part.total);
    for (const TableMask& table : part.tables) {
      made.tables.push_back({.total = one(table.total),
                             .rows = all(table.rows),
                             .columns = all(table.columns),
                             .cells = all(table.cells)});
    }
  }
  return reasons;
}

}  // namespace hd::statistics
