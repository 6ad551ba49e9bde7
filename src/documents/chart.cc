#include "documents/chart.h"

#include <algorithm>

#include "base/text.h"
#include "documents/limits.h"

namespace hd::documents {
namespace {

bool has_totals(const Chart& chart) {
  return chart.form == ChartForm::stacked && chart.series.size() > 1;
}

bool fits(const std::string& text) {
  return base::length(text) <= kLabelMax;
}

bool fits(const Series& series, std::size_t labels) {
  return fits(series.name) && series.values.size() == labels &&
         std::ranges::all_of(series.values, [](const auto& value) {
           return !value || (*value >= 0 && *value <= kValueMax);
         });
}

}  // namespace

bool has_shape(const Chart& chart) {
  const auto text_fits = [](const std::string& text) { return fits(text); };
  return !chart.labels.empty() && chart.labels.size() <= kLabelsMax && !chart.series.empty() &&
         chart.series.size() <= kSeriesMax && chart.decimals >= 0 &&
         chart.decimals <= kDecimalsMax && fits(chart.head) && fits(chart.unit) &&
         base::length(chart.note) <= kLineMax && std::ranges::all_of(chart.labels, text_fits) &&
         std::ranges::all_of(
             chart.series, [&](const Series& series) { return fits(series, chart.labels.size()); });
}

std::string value_text(const Chart& chart, const std::optional<std::int64_t>& value) {
  if (!value) return "…";
  std::int64_t scale = 1;
  for (std::int64_t i = 0; i < chart.decimals; ++i) scale *= 10;
  std::string text = base::vietnamese_number(*value / scale);
  if (chart.decimals > 0) {
    text += "," + std::to_string(scale + *value % scale).substr(1);  // 1000 + 7 gives "007"
  }
  return text;
}

std::optional<std::int64_t> total_of(const Chart& chart, std::size_t label) {
  std::int64_t total = 0;
  for (const Series& series : chart.series) {
    if (!series.values[label]) return std::nullopt;
    total += *series.values[label];
  }
  return total;
}

std::int64_t largest(const Chart& chart) {
  std::int64_t most = 0;
  for (std::size_t label = 0; label < chart.labels.size(); ++label) {
    std::int64_t sum = 0;
    for (const Series& series : chart.series) {
      const std::int64_t value = series.values[label].value_or(0);
      sum += value;
      most = std::max(most, chart.form == ChartForm::stacked ? sum : value);
    }
  }
  return most;
}

ChartTable table_of(const Chart& chart) {
  ChartTable table{.columns = {chart.head}, .rows = {}};
  for (const Series& series : chart.series) table.columns.push_back(series.name);
  if (has_totals(chart)) table.columns.emplace_back("Cộng");
  for (std::size_t label = 0; label < chart.labels.size(); ++label) {
    std::vector<std::string> row{chart.labels[label]};
    for (const Series& series : chart.series) {
      row.push_back(value_text(chart, series.values[label]));
    }
    if (has_totals(chart)) row.push_back(value_text(chart, total_of(chart, label)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace hd::documents
