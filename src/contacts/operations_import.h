#pragma once
// Taking over the call log of an older system. Source: spec processes section 14.

#include <string>
#include <string_view>
#include <vector>

#include "contacts/import_mapping.h"
#include "contacts/operations.h"

namespace hd::contacts {

struct ImportOrder {
  std::string_view file;     ///< bytes of a CSV or XLSX file; which of the two is seen from them
  std::string_view mapping;  ///< CSV, see import_mapping.h
  char separator = ',';      ///< of a CSV file
  directory::OrgId hotline;
  access::UserId counsellor;  ///< to whom the records belong from now on
  base::Clock clock = {};     ///< the time at the end; absent: who.now
  bool dry_run = true;
};

struct ImportReport {
  std::size_t rows = 0;
  std::size_t imported = 0;         ///< 0 when there are faults, or in a dry run
  std::size_t already_there = 0;    ///< rows of this file that came in before
  std::vector<ImportFault> faults;  ///< the first kFaultLimit
  std::size_t fault_count = 0;
};
inline constexpr std::size_t kFaultLimit = 1000;

/// All rows or none: with one fault nothing is written. Records are final at once and get numbers
/// of the year they began in; each is audited as "contact.import". For the console: no access
/// decision. Errors: those of read_mapping, parse_csv and read_spreadsheet.
base::Result<ImportReport> import_call_log(platform::Transaction& tx, vault::Vault& vault,
                                           const Who& who, const ImportOrder& order);

/// The report as lines for the console: counts, then one line per fault. `language`: "vi" or "en".
std::vector<std::string> lines_of(const ImportReport& report, std::string_view language);

}  // namespace hd::contacts
