#pragma once
// A file of persons without names, for researchers: k = 11, with CTDC's columns.
//
// Which persons are in it is the part "persons" of the definition "person_file"; how values are
// told less exactly is data/person-file.csv. Source: spec data standards 5.4; spec good
// practice 6.4.

#include <string>
#include <vector>

#include "statistics/operations.h"
#include "statistics/operations_working.h"
#include "statistics/release.h"

namespace hd::statistics {

/// For the worker.
void make_person_file(Working& work, vault::Vault& vault, const SourceOf& source_of);

/// Asks for a file; audited "report.request". Errors: not_found; invalid {"to", "before_start"}.
base::Result<Run> request_person_file(platform::Transaction& tx, const Who& who,
                                      const Days& period);

/// Newest first, at most 100. Errors: not_found.
base::Result<std::vector<PersonFileRecord>> person_files(platform::Transaction& tx, const Who& who);

struct PersonFileText {
  PersonFileRecord file;
  std::string csv;
};
/// Audited "person_file.open". Errors: not_found.
base::Result<PersonFileText> open_person_file(platform::Transaction& tx, vault::Vault& vault,
                                              const Who& who, const PersonFileId& id);

}  // namespace hd::statistics
