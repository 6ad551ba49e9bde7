#pragma once
// A printed table of figures as data: which units it counts, its marginals, figures from before.
// Pure: reads rows, knows the lists of a day.
//
// Format: data/README.md, "Printed tables".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "directory/directory.h"
#include "platform/csv.h"
#include "statistics/fact.h"
#include "statistics/snapshot.h"

namespace hd::demo {

/// One printed figure.
struct PrintedRow {
  std::string section, code;
  std::int64_t count = 0;
  std::size_t line = 0;  ///< of the file, from 1
};

/// What is printed of one unit.
struct PrintedUnit {
  statistics::Unit unit = statistics::Unit::contact;
  std::string age_set;
  std::optional<std::int64_t> printed_total = {};
  std::vector<PrintedRow> rows = {};

  bool has(std::string_view section) const;
  std::int64_t sum(std::string_view section) const;
  /// As printed, else the sum of a section in which every record stands once.
  std::int64_t total() const;
};

/// A figure that stood at the end of a day before the records begin.
struct PrintedOpening {
  statistics::Unit unit = statistics::Unit::contact;
  std::string section, code;
  std::int64_t count = 0;
  base::Date as_of;
  std::string source, note;
};

struct PrintedTable {
  std::string name;  ///< the accounts and ids of its records are made from it
  std::optional<statistics::Days> period = {};
  std::vector<PrintedUnit> units = {};
  std::vector<PrintedOpening> openings = {};

  const PrintedUnit* find(statistics::Unit unit) const;
  /// 0 when it is not printed.
  std::int64_t total_of(statistics::Unit unit) const;
};

struct PrintedReading {
  PrintedTable table;
  std::vector<std::string> faults = {};  ///< in words, with the line; none: records can be made
};

/// Reads the rows and says everything that stands against making records from them.
PrintedReading read_printed(std::string name, const std::vector<platform::CsvRow>& rows,
                            const directory::Directory& directory);

/// May a record stand in several rows of the section? Then they need not add up to the total.
bool is_many(std::string_view section);

/// The code for a record that leaves a field empty.
inline constexpr std::string_view kNotRecorded = "not_recorded";
/// Bodies that an invented person can be referred to, each once.
inline constexpr std::int64_t kReferralsEach = 6;

}  // namespace hd::demo
