#pragma once
// The life of a record as a table: which side may do what in which state, and where it leads. What
// is not in the table cannot happen.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace hd::base {

/// A set of states, for the `from` of a row. States are enumerators below 32.
template <class... Statuses>
constexpr std::uint32_t in(Statuses... statuses) {
  return (0U | ... | (1U << static_cast<unsigned>(statuses)));
}

/// One row: in one of these states this side may take this action.
template <class Status, class Action, class Side>
struct LifeRow {
  Action action;
  Side by;
  std::uint32_t from;        ///< in()
  std::optional<Status> to;  ///< nullopt: the state stays
};

/// The row that allows it; nullptr when none does.
template <class Status, class Action, class Side, std::size_t N>
const LifeRow<Status, Action, Side>* find_row(
    const std::array<LifeRow<Status, Action, Side>, N>& life, Status from, Action action, Side by) {
  for (const auto& row : life) {
    if (row.action == action && row.by == by && (row.from & in(from)) != 0) return &row;
  }
  return nullptr;
}

}  // namespace hd::base
