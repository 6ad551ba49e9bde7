#pragma once
// Names of series of opening figures: "sex" of conversations, "person/sex" of persons, "total" or
// "person/total" for the whole. Pure.
//
// Source: spec figures, "cumulative figures were kept separately".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "directory/directory.h"
#include "statistics/fact.h"

namespace hd::statistics {

std::string series_of(Unit unit, std::string_view dimension);
/// nullopt when no unit has such a name.
std::optional<Unit> unit_of_series(std::string_view series);

/// Complaints about a figure of a series: "section" or "code" "unknown_value". Rows are those that
/// the list has on the day; of ages, those of any set.
std::vector<base::FieldError> check_series(const directory::Directory& directory, base::Date as_of,
                                           const std::string& series, const std::string& row);

}  // namespace hd::statistics
