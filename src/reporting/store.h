#pragma once
// All SQL of reports: figures from before this installation.

#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/time.h"
#include "directory/ids.h"
#include "platform/db.h"

namespace hd::reporting {

/// A figure that stood at the end of a day before this installation counted. Source: spec figures,
/// "cumulative figures were kept separately".
struct OpeningBalance {
  std::string id;
  directory::OrgId hotline;
  base::Date as_of;
  /// Row of the hotline report; of other units the section is "person/sex" and the like.
  std::string section, code;
  std::int64_t count;
  std::string source;     ///< the paper it stands in
  std::string note = {};  ///< how it was read, what it leaves out
};

namespace store {

/// Throws DbError (unique) when the figure is there already.
void insert(platform::Transaction& tx, const OpeningBalance& balance, base::Timestamp now,
            const access::UserId& by);
/// Of one hotline, by day, section and code.
std::vector<OpeningBalance> balances(platform::Transaction& tx, const directory::OrgId& hotline);

/// Of every hotline, by hotline and day.
std::vector<OpeningBalance> all_balances(platform::Transaction& tx);

}  // namespace store
}  // namespace hd::reporting
