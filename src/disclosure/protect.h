#pragma once
// Which cells of linked tables may be printed: none that is small, and none from which a small one
// can be computed. Pure.
//
// Source: spec good practice 6.4; spec security 3.10; rules in the README.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "disclosure/rules.h"

namespace hd::disclosure {

/// cells[total] is the sum of cells[parts]. Rows, columns, grand totals, a region and its
/// provinces. The same figure in two tables is one cell.
struct Relation {
  std::size_t total;
  std::vector<std::size_t> parts;
  bool operator==(const Relation&) const = default;
};

/// What is known of a cell besides its count.
struct Trait {
  bool sensitive = true;    ///< false: a small count of it says nothing about a person
  bool impossible = false;  ///< nothing but 0 can stand here, and everybody knows it; always shown
  std::int64_t weight = 1;  ///< how dear it is to hide, besides its size and its place; at least 1
};

struct Tables {
  std::vector<std::int64_t> cells;
  std::vector<Relation> relations;
  std::vector<Trait> traits = {};  ///< one a cell, or empty: every cell is Trait{}

  Trait trait(std::size_t cell) const { return traits.empty() ? Trait{} : traits[cell]; }
};

enum class State {
  shown,
  primary,    ///< small itself
  secondary,  ///< hidden so that another cannot be computed
  group,      ///< would tell what everybody of a small group is
};
/// "shown", "primary", "secondary", "group": as stored and as sent.
std::string_view name_of(State state);

/// The states of all cells. Always ends: what has everything around it hidden is safe.
/// Errors: std::invalid_argument when a relation does not hold, or names a cell that is not there
/// or one cell twice.
std::vector<State> protect(const Tables& tables, const Limit& limit);

/// The first two steps alone: small cells, groups, and the zeros beside them. For tests, and for
/// internal tables, where nothing needs to be safe from computing.
std::vector<State> small_cells(const Tables& tables, const Limit& limit);

/// What somebody who reads the printed cells knows of one, inclusive.
struct Bounds {
  static constexpr std::int64_t kOpen = std::numeric_limits<std::int64_t>::max();
  std::int64_t low, high;  ///< high is kOpen when nothing printed bounds it
  bool operator==(const Bounds&) const = default;
};
/// The bounds of every cell, given which are shown. A shown cell has its count twice.
/// Errors: as protect().
std::vector<Bounds> audit(const Tables& tables, const std::vector<bool>& shown);

/// Is a count protected: does the interval have the width of the threshold? With a lower end of 0
/// or more that also keeps it from lying within 1 to k-1.
bool is_wide(const Bounds& bounds, const Limit& limit);

}  // namespace hd::disclosure
