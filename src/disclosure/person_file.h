#pragma once
// A file of persons without names for researchers: every combination of what it tells occurs at
// least k times, and what happened to somebody does not follow from who she is. Pure.
//
// Source: spec good practice 6.4 (k = 11, l-diversity); CTDC's k-anonymised global data set.

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hd::disclosure {

/// What the file tells of a person, and how it is told less exactly: per step a table from the
/// exact value to the coarser one. A value without an entry, and the step after the last, say
/// nothing ("").
struct Attribute {
  std::string name;
  std::vector<std::map<std::string, std::string>> coarser = {};
  std::int64_t loss = 1;  ///< what a step costs, compared to a step of another attribute
};

struct PersonFileRules {
  std::int64_t smallest = 11;  ///< k: rows of each combination
  std::int64_t diversity =
      2;  ///< l: values of the sensitive attribute beside each combination of the rest
  std::int64_t local_permille = 200;  ///< records that may be left for coarsening one by one
};

using Record = std::vector<std::string>;  ///< one value an attribute, in their order

struct PersonFile {
  std::vector<Record> rows;           ///< ascending, so that no order of entry is left
  std::int64_t suppressed = 0;        ///< records that are not in the file; 0, or at least k
  std::vector<std::size_t> levels;    ///< steps that every row was coarsened, by attribute
  std::vector<std::int64_t> coarser;  ///< rows that were coarsened further, by attribute
  bool operator==(const PersonFile&) const = default;
};

/// First all rows are coarsened alike, as little as leaves at most `local_permille` of them in
/// combinations that are too rare; then those alone, as little as possible; the rest is left out.
/// `sensitive` is the index of what must not follow from the rest. The same records in any order
/// give the same file. Errors: std::invalid_argument when a record has not one value an attribute,
/// when `sensitive` is none of them, or when there are more than 50,000 ways to coarsen.
PersonFile person_file(const std::vector<Record>& records, const std::vector<Attribute>& attributes,
                       std::size_t sensitive, const PersonFileRules& rules);

/// Our attributes and the columns of CTDC that hold them.
struct Column {
  std::string_view attribute, ctdc;
};
inline constexpr auto kCtdcColumns = std::to_array<Column>({
    {"year", "yearOfRegistration"},
    {"sex", "gender"},
    {"age_band", "ageBroad"},
    {"citizenship", "citizenship"},
    {"exploitation", "typeOfExploitConcatenated"},
    {"country", "CountryOfExploitation"},
});

}  // namespace hd::disclosure
