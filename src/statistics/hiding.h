#pragma once
// Which figures of one unit are hidden in a release, and why. What may be shown is decided in
// disclosure; here its answers are put together. Pure.

#include <cstdint>
#include <vector>

#include "disclosure/protect.h"
#include "disclosure/registry.h"
#include "statistics/mask.h"

namespace hd::statistics {

struct Hidden {
  std::vector<disclosure::ReleasedCell> cells;  ///< as given, with their states
  std::vector<Because> reasons = {};            ///< one per cell
  bool too_few_changes = false;
  std::int64_t known_before = 0;
};

/// `cells` are those of `tables`, in their order. `guarded`: held against everything that follows
/// from all earlier releases, else against single earlier figures only.
Hidden hide(const disclosure::Tables& tables, std::vector<disclosure::ReleasedCell> cells,
            const std::vector<disclosure::ReleasedCell>& earlier, const disclosure::Limit& limit,
            bool guarded);

}  // namespace hd::statistics
