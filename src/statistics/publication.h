#pragma once
// The public form of a report: coarser rows where the rules ask for it, and no figure that is small
// or from which a small one can be computed. Pure.
//
// Source: spec good practice 6.4; spec security 3.10. What may be shown is decided in disclosure.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "disclosure/registry.h"
#include "disclosure/rules.h"
#include "disclosure/shares.h"
#include "statistics/figures.h"
#include "statistics/mask.h"

namespace hd::statistics {

/// Figures of earlier releases, by unit. A record has the same number in all of them.
using Registry = std::map<Unit, std::vector<disclosure::ReleasedCell>>;

struct PublicForm {
  Figures figures;  ///< with every row of its lists, also the hidden ones
  Mask mask;
  Reasons reasons;  ///< of what the mask hides
  Registry cells;   ///< what this release adds to the registry
  disclosure::Utility utility = {};
  bool too_few_changes = false;   ///< a revision that would show who was added: wait for the next
  std::int64_t known_before = 0;  ///< small counts that follow from earlier releases alone
};

/// What a release is called in the registry, and what names its figures there: the same name in two
/// releases means two versions of one figure.
struct ReleaseName {
  std::string release, series;
};

/// Months become quarters, peoples Kinh and minorities, countries with fewer than the threshold
/// "other". Comparisons with other times are left out. Units with more records than `kGuarded` are
/// held against single earlier figures only, not against everything that follows from all of them.
PublicForm publish(const Frame& frame, const Definition& definition,
                   const std::map<Unit, Snapshot>& snapshots, const ReleaseName& name,
                   const Registry& earlier, const disclosure::Limit& limit);

inline constexpr std::size_t kGuarded = 3000;

}  // namespace hd::statistics
