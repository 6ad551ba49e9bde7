#pragma once
// A chart as figures: what is drawn, and the table that always stands below it. Pure; how it is
// drawn is in chart_picture.h.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"

namespace hd::documents {

/// Bars lie, so that long names stand beside them; several series lie under each other (bars) or
/// end to end (stacked). A line is for months.
enum class ChartForm { bars, stacked, line };
inline constexpr auto kChartFormNames = std::to_array<base::EnumName<ChartForm>>({
    {ChartForm::bars, "bars"},
    {ChartForm::stacked, "stacked"},
    {ChartForm::line, "line"},
});
static_assert(base::names_every(kChartFormNames, ChartForm::line));

/// One value per label, in the smallest unit; nullopt is printed as "…": not known or not
/// published.
struct Series {
  std::string name;
  std::vector<std::optional<std::int64_t>> values = {};
  bool operator==(const Series&) const = default;
};

struct Chart {
  ChartForm form = ChartForm::bars;
  std::string head = {};  ///< head of the table's first column: "Cơ quan"
  std::vector<std::string> labels = {};
  std::vector<Series> series = {};
  std::string unit = {};      ///< "cuộc", "%"
  std::int64_t decimals = 0;  ///< 1: the value 853 is printed 85,3
  std::string note = {};      ///< below the chart, may be empty
  bool operator==(const Chart&) const = default;
};

/// Between one and kSeriesMax series with a value per label, none below zero, every text within its
/// limit.
bool has_shape(const Chart& chart);

/// "1.020", "85,3"; "…" for nullopt.
std::string value_text(const Chart& chart, const std::optional<std::int64_t>& value);

/// Sum of a label over all series; nullopt when one of them is.
std::optional<std::int64_t> total_of(const Chart& chart, std::size_t label);

/// The largest value that is drawn (for stacked bars the largest total); 0 when there is none.
std::int64_t largest(const Chart& chart);

/// The figures as they are printed: the head, then a column per series, then "Cộng" for stacked
/// bars of several series.
struct ChartTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};
ChartTable table_of(const Chart& chart);

}  // namespace hd::documents
