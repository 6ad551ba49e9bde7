#pragma once
// What a report counts, as data: units with filters and tables, the frame they are read in, and the
// words of its paper. Pure.
//
// Every change makes a new version; a version of a report names the version of its definition.
// Source: spec processes section 12.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/result.h"
#include "directory/directory.h"
#include "statistics/fact.h"
#include "statistics/ids.h"

namespace hd::statistics {

/// Text in both languages of the screens; papers take the Vietnamese one.
struct Title {
  std::string vi, en;
  bool operator==(const Title&) const = default;
};

/// Only records in one of these rows are counted.
struct Filter {
  std::string dimension;
  std::vector<std::string> codes;
  bool operator==(const Filter&) const = default;
};

/// A table by one dimension or by two.
struct TableSpec {
  std::string code;
  Title title;
  std::string rows;
  std::string columns = {};  ///< "" for none
  bool chart = false;
  bool operator==(const TableSpec&) const = default;
};

/// What is counted of one unit.
struct Part {
  std::string code;
  Title title;
  Unit unit = Unit::contact;
  std::vector<Filter> filters = {};
  std::vector<TableSpec> tables = {};
  bool operator==(const Part&) const = default;
};

/// In which geography places are read.
enum class GeographyRule { of_the_period, p63, p34 };
inline constexpr auto kGeographyRuleNames = std::to_array<base::EnumName<GeographyRule>>({
    {GeographyRule::of_the_period, "of_the_period"},  ///< the one in force on the last day
    {GeographyRule::p63, "p63"},
    {GeographyRule::p34, "p34"},
});
static_assert(base::names_every(kGeographyRuleNames, GeographyRule::p34));

struct Definition {
  std::string code;  ///< "victims": stays the same over all versions
  std::int64_t version = 1;
  Title title;
  std::string age_set = "law";
  GeographyRule geography = GeographyRule::of_the_period;
  bool compare = false;     ///< with the same period of the year before
  bool cumulative = false;  ///< from the first record or the opening balance on
  bool in_use = true;       ///< listed, and may be run
  std::vector<Part> parts = {};
  /// Paragraphs of the paper. {part.table.row} is a count, {part.table.row%} its share,
  /// {part} the count of a part, {from}, {to} the days.
  std::vector<std::string> texts = {};
  std::vector<std::string> recipients = {};
  std::string signer_role = {};
  bool operator==(const Definition&) const = default;
};

/// Errors: invalid, one field error per fault, by path "parts.0.tables.1.rows": "required",
/// "too_long", "malformed_code", "unknown_value", "duplicate", "not_of_unit", "same_dimension",
/// "too_many"; texts.N "unknown_figure".
std::vector<base::FieldError> check(const Definition& definition,
                                    const directory::Directory& directory);

/// Do both count and say the same? Version and whether the report is in use do not matter.
bool same_content(const Definition& left, const Definition& right);

/// A figure in a text: "{contacts.sex.female%}".
struct FigureName {
  std::string part, table = {}, row = {};
  bool share = false;
};
FigureName parse_figure(std::string figure);
/// What stands between braces; "" for one that is not closed.
std::vector<std::string> figures_in(const std::string& text);
bool knows(const Definition& definition, const std::string& figure);

/// A part, or nullptr.
const Part* find_part(const Definition& definition, const std::string& code);
const TableSpec* find_table(const Part& part, const std::string& code);

}  // namespace hd::statistics
