#include "statistics/series.h"

#include <algorithm>

#include "statistics/category.h"

namespace hd::statistics {
namespace {

bool has_row(const directory::Directory& directory, base::Date as_of, const Dimension& dimension,
             const std::string& row) {
  if (dimension.by_time) return dimension.code == row;
  if (row == "not_recorded") return true;
  if (dimension.code == "age_band") {
    return std::ranges::any_of(directory.content().age_bands,
                               [&](const auto& band) { return band.code == row; });
  }
  const Frame frame{.directory = directory,
                    .period = {as_of, as_of},
                    .age_set = "law",
                    .geography = directory::geography_on(as_of)};
  const auto rows = known_rows(frame, dimension);
  return std::ranges::find(rows, row) != rows.end();
}

}  // namespace

std::string series_of(Unit unit, std::string_view dimension) {
  if (unit == Unit::contact) return std::string(dimension);
  return std::string(base::name_of(kUnitNames, unit)) + "/" + std::string(dimension);
}

std::optional<Unit> unit_of_series(std::string_view series) {
  const auto slash = series.find('/');
  if (slash == std::string_view::npos) return Unit::contact;
  return base::value_of(kUnitNames, series.substr(0, slash));
}

std::vector<base::FieldError> check_series(const directory::Directory& directory, base::Date as_of,
                                           const std::string& series, const std::string& row) {
  const auto unit = unit_of_series(series);
  const auto slash = series.find('/');
  const auto* dimension =
      find_dimension(slash == std::string::npos ? series : series.substr(slash + 1));
  const bool known = unit && dimension != nullptr && fits(*dimension, *unit) &&
                     (!dimension->by_time || dimension->code == "total");
  if (!known) return {{"section", "unknown_value"}};
  if (!has_row(directory, as_of, *dimension, row)) return {{"code", "unknown_value"}};
  return {};
}

}  // namespace hd::statistics
