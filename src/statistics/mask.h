#pragma once
// Which figures of a report are hidden in its public form. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "statistics/figures.h"

namespace hd::statistics {

/// Of one table, in its order; true: hidden.
struct TableMask {
  bool total = false;
  std::vector<bool> rows = {}, columns = {}, cells = {};
  bool operator==(const TableMask&) const = default;
};

struct PartMask {
  bool total = false;
  std::vector<TableMask> tables = {};
  bool operator==(const PartMask&) const = default;
};

/// One part for each of the figures. Comparisons with other times are never in a public form.
struct Mask {
  std::vector<PartMask> parts = {};
  bool operator==(const Mask&) const = default;
};

/// Nothing is hidden.
Mask open_mask(const Figures& figures);

}  // namespace hd::statistics
