#include "disclosure/shares.h"

namespace hd::disclosure {
namespace {

std::int64_t permille(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 1000 : part * 1000 / whole;
}

}  // namespace

std::vector<bool> printable(const std::vector<Share>& shares, const std::vector<State>& states) {
  std::vector<bool> result;
  result.reserve(shares.size());
  for (const Share& share : shares) {
    result.push_back(states.at(share.part) == State::shown &&
                     states.at(share.whole) == State::shown);
  }
  return result;
}

std::int64_t Utility::cells_permille() const {
  return permille(shown_cells, cells);
}
std::int64_t Utility::totals_permille() const {
  return permille(shown_totals, totals);
}
std::int64_t Utility::leaf_sum_permille() const {
  return permille(shown_leaf_sum, leaf_sum);
}
std::int64_t Utility::total_sum_permille() const {
  return permille(shown_total_sum, total_sum);
}

Utility utility(const Tables& tables, const std::vector<State>& states) {
  std::vector<bool> is_total(tables.cells.size(), false);
  for (const Relation& relation : tables.relations) is_total.at(relation.total) = true;
  Utility result;
  for (std::size_t cell = 0; cell < tables.cells.size(); ++cell) {
    if (tables.trait(cell).impossible) continue;
    const bool shown = states.at(cell) == State::shown;
    const std::int64_t count = tables.cells[cell];
    result.cells += 1;
    result.shown_cells += shown ? 1 : 0;
    if (is_total[cell]) {
      result.totals += 1;
      result.shown_totals += shown ? 1 : 0;
      result.total_sum += count;
      result.shown_total_sum += shown ? count : 0;
    } else {
      result.leaf_sum += count;
      result.shown_leaf_sum += shown ? count : 0;
    }
  }
  return result;
}

}  // namespace hd::disclosure
