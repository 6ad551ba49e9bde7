#pragma once
// What a later count of the same report changed, line by line, and why. Pure.
//
// Source: spec processes section 12, "late data changes numbers only in a new version".

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "statistics/figures.h"

namespace hd::statistics {

enum class Reason { late_entry, correction, reclassification, removed, definition };
inline constexpr auto kReasonNames = std::to_array<base::EnumName<Reason>>({
    {Reason::late_entry, "late_entry"},              ///< recorded after the earlier count
    {Reason::correction, "correction"},              ///< changed so that it counts now
    {Reason::reclassification, "reclassification"},  ///< counted before, on another line
    {Reason::removed, "removed"},  ///< counts no more: discarded, or of another period
    {Reason::definition,
     "definition"},  ///< the record is the same; what is counted, or a list, is not
});
static_assert(base::names_every(kReasonNames, Reason::definition));

/// One line that is not what it was.
struct Difference {
  std::string part, table, row, column;  ///< codes; table "" is the part as a whole, column "" none
  Title row_label, column_label;
  std::int64_t before = 0, after = 0;
  struct Count {
    std::int64_t more = 0, fewer = 0;  ///< records that came, and that went
    bool operator==(const Count&) const = default;
  };
  std::map<Reason, Count> reasons = {};
  bool operator==(const Difference&) const = default;
};

/// One count of a report.
struct Counted {
  const Frame& frame;
  const Definition& definition;
  const std::map<Unit, Snapshot>& snapshots;  ///< as slice() or read() made them
  base::Timestamp state_at;                   ///< the records as they were then
};

/// Makes the lines start from what was printed: where lists or definitions have changed since, the
/// same records would be counted otherwise today, and that is a reason of its own. Afterwards, of
/// every line, before plus all that came minus all that went is after.
std::vector<Difference> reconcile(std::vector<Difference> lines, const Figures& before,
                                  const Figures& after);

/// In the order of parts and tables; lines that only net out are listed as well. Lines of parts and
/// tables that only one of them has are left out: they are another report.
std::vector<Difference> differences(const Counted& before, const Counted& after);

}  // namespace hd::statistics
