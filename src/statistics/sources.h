#pragma once
// Where the records of each unit come from: reads them all, in pieces, as they are now.

#include <functional>
#include <string>
#include <vector>

#include "base/time.h"
#include "platform/db.h"
#include "statistics/fact.h"

namespace hd::statistics {

/// Days in Viet Nam, both included.
struct Days {
  base::Date from, to;
  bool operator==(const Days&) const = default;
};

/// Reads every record of a unit whose `happened` lies in the days, each exactly once, in no
/// particular order, in one transaction: one state of the records. Drafts, discarded records and
/// those entered in error are none. Errors: what `progress` throws goes through.
using Source =
    std::function<void(platform::Transaction& tx, base::Timestamp now, const Days& days,
                       const Progress& progress, const std::function<void(const Fact&)>& each)>;

/// A record behind a figure, as whoever asks may see it.
struct Line {
  std::string id;
  std::string number;  ///< "CA-2026-00045"; "" when it has none
  bool opens = false;  ///< the asker may open the page of it
};

}  // namespace hd::statistics
