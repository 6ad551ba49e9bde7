#pragma once
// What is asked of the records, and what a figure leads to. Pure; operations_sources.h reads them.

#include <string>

#include "base/time.h"

namespace hd::statistics {

/// Days in Viet Nam, both included.
struct Days {
  base::Date from, to;
  bool operator==(const Days&) const = default;
};

/// A record behind a figure, as whoever asks may see it.
struct Line {
  std::string id;
  std::string number = {};  ///< "CA-2026-00045"; "" when it has none
  bool opens = false;       ///< the asker may open the page of it
  /// Whose page that is, when it opens: contact, case, person, connection, referral; a duty leads
  /// to what it is about.
  std::string subject_kind = {}, subject_id = {};
};

}  // namespace hd::statistics
