#pragma once
// What both parts of the working group's monthly report share: its days, who may count what, and
// the pages of the records behind a figure. Pure.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access/decide.h"

namespace hd::reporting {

struct Days {
  base::Date from, to;
};

/// First and last day of "2026-03"; nullopt when it is no month.
std::optional<Days> days_of(const std::string& month);

/// Figures are seen by the side that asked, the organisation that was asked, and by those who see
/// all figures; `action` is reports_read or reports_open.
bool may_count(const access::Actor& actor, base::Date today, access::Permission action,
               const directory::OrgId& asking, const directory::OrgId& asked);

/// A record behind a figure: when it was sent, and its id.
using Record = std::pair<base::Timestamp, std::string>;

struct Slice {
  std::vector<std::string> ids;
  std::string next;  ///< id of the last one; "" at the end
};
/// Those after the one with the id `cursor`, "" for the first page; oldest first.
Slice slice_of(std::vector<Record> records, const std::string& cursor, std::size_t limit);

}  // namespace hd::reporting
