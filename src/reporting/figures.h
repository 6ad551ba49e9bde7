#pragma once
// The hotline report: what is counted, under which headings, and which records stand behind a
// figure. Pure.
//
// Source: spec processes section 12, spec figures; code lists 7.1, 7.2, 7.21.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "directory/directory.h"
#include "reporting/columns.h"

namespace hd::reporting {

/// Days in Viet Nam, both included.
struct Period {
  base::Date from, to;
  bool operator==(const Period&) const = default;
};

/// The same days of the year before; 29/2 becomes 28/2.
Period year_before(const Period& period);

/// Is there a record that began on this day or before it?
bool has_records_until(const Columns& columns, base::Date last);

/// Does a record that began in this second (since 1970) belong to the period?
bool holds(const Period& period, std::uint32_t second);

/// How the figures are laid out.
struct Frame {
  const directory::Directory& directory;
  Period period;
  std::string age_set;
  directory::Geography geography;
};

/// Codes as stored, counted. Records without a report group (no content) are only in `all` and in
/// the kinds.
struct Counts {
  std::int64_t all = 0, counted = 0;
  std::array<std::map<std::string, std::int64_t>, Columns::column_count> raw = {};
  std::map<std::string, std::int64_t> topics = {};

  void add(const Counts& other);
  bool operator==(const Counts&) const = default;
};

/// By number of the kind: whether the report counts it, that is, whether it has a report group.
using CountedKinds = std::array<bool, 256>;
CountedKinds counted_kinds(const Columns& columns, const directory::Directory& directory,
                           base::Date day);

/// The same by number instead of code, so that a record can be added or taken away when it changes.
struct Tally {
  std::int64_t all = 0, counted = 0;
  std::array<std::array<std::int64_t, 256>, Columns::column_count> sums = {};
  std::array<std::int64_t, kMaxTopics> topics = {};

  /// `amount` is 1 or -1.
  void add(const Columns::Record& record, const CountedKinds& kinds, std::int64_t amount);
};
Tally tally(const Columns& columns, const Period& period, const CountedKinds& kinds);
Counts counts_of(const Columns& columns, const Tally& tally);

/// Counts the records of a period; kinds are looked up as of its last day.
Counts count(const Columns& columns, const Period& period, const directory::Directory& directory);

/// A heading of the report, in the order printed.
struct Heading {
  std::string_view code;
  std::string_view list;   ///< code list that names the rows; "" when it is none
  Columns::Column source;  ///< column the rows are made from; column_count for topics and totals
  bool show_zero;          ///< rows without records are printed, too
};
inline constexpr auto kHeadings = std::to_array<Heading>({
    {"total", "", Columns::column_count, true},
    {"report_group", "report_group", Columns::kind, true},
    {"kind", "contact_kind", Columns::kind, true},
    {"caller_group", "caller_group", Columns::relation, true},
    {"caller_relation", "caller_relation", Columns::relation, false},
    {"age_band", "", Columns::age, true},
    {"sex", "sex", Columns::sex, false},
    {"province", "", Columns::place, false},
    {"region", "", Columns::place, true},
    {"topic", "topic", Columns::column_count, false},
    {"channel", "channel", Columns::channel, false},
});

/// The row of a heading under which a stored code is counted. Codes besides those of the lists:
/// not_recorded, not_computable (an age that fits no band with certainty), elsewhere (a place that
/// the geography does not know).
std::string row_of(const Frame& frame, std::string_view heading, const std::string& raw);

/// The counts of a heading by row.
std::map<std::string, std::int64_t> rows_of(const Frame& frame, const Heading& heading,
                                            const Counts& counts);

struct Label {
  std::string vi, en;
};
struct RowName {
  std::string code;
  Label label;
};
/// The rows a heading always has, in the order printed.
std::vector<RowName> fixed_rows(const Frame& frame, const Heading& heading);
/// Could this row stand under the heading: by its list, or as one of the rows without a list? Rows
/// of codes that have ended since turn up with their records only.
bool may_have_row(const Frame& frame, const Heading& heading, const std::string& row);
Label label_of(const Frame& frame, const Heading& heading, const std::string& row);

/// A row of the report: the code of its heading and its own.
struct Figure {
  std::string section, code;
};
/// Records behind a figure, newest first, after `after` when given, at most `limit`.
struct Position {
  std::uint32_t second;
  Key key;
  auto operator<=>(const Position&) const = default;
};
std::vector<Position> records_of(const Frame& frame, const Columns& columns, const Figure& figure,
                                 const std::optional<Position>& after, std::size_t limit);

/// Share in thousandths, half up; nullopt when whole is 0. 870 of 1,020 is 853: printed 85,3 %.
/// Shares are never corrected so that they add up. Source: spec figures.
std::optional<std::int64_t> permille(std::int64_t part, std::int64_t whole);

}  // namespace hd::reporting
