#pragma once
// Reads the records of a report: those of its period, of the same period of the year before, and
// those that are added to opening figures.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "directory/directory.h"
#include "platform/db.h"
#include "statistics/difference.h"
#include "statistics/figures.h"
#include "statistics/operations_sources.h"
#include "statistics/run.h"

namespace hd::statistics {

/// The source of each unit.
using SourceOf = std::function<Source(Unit)>;

struct Gathered {
  std::map<Unit, Snapshot> now;            ///< in order, as slice() makes them
  std::map<Unit, Snapshot> before, since;  ///< empty when the report does not compare
  std::map<Unit, std::vector<Opening>> openings;
  bool compares = false;             ///< something is known up to the end of the year before
  bool cumulative = false;           ///< the report has cumulative figures
  bool besides = false;              ///< `since` leaves out what is in `now`
  std::vector<std::string> sources;  ///< papers of the opening figures
};

/// In one transaction: one state of the records. `order` names age set and geography.
Gathered gather(platform::Transaction& tx, base::Timestamp now, const Definition& definition,
                const Order& order, const SourceOf& source_of, const Progress& progress);

Figures figures_of(const Frame& frame, const Definition& definition, const Gathered& gathered);

/// The same days of the year before; 29/2 becomes 28/2.
Days year_before(const Days& days);

}  // namespace hd::statistics
