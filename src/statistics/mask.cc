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

}  // namespace hd::statistics
