#include "documents/sheet_chart.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace hd::documents {
namespace {

/// Told apart without colour, like the drawing in chart_pattern.cc.
struct SheetLook {
  std::uint8_t pattern;  ///< LXW_CHART_PATTERN_NONE: one colour
  lxw_color_t colour;
  std::uint8_t dash, marker;
};
constexpr auto kSheetLooks = std::to_array<SheetLook>({
    {LXW_CHART_PATTERN_NONE, 0x1F4C78, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_CIRCLE},
    {LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL, 0x8A5A12, LXW_CHART_LINE_DASH_DASH,
     LXW_CHART_MARKER_SQUARE},
    {LXW_CHART_PATTERN_NONE, 0xB8C2CC, LXW_CHART_LINE_DASH_ROUND_DOT, LXW_CHART_MARKER_TRIANGLE},
    {LXW_CHART_PATTERN_OUTLINED_DIAMOND, 0x222222, LXW_CHART_LINE_DASH_DASH_DOT,
     LXW_CHART_MARKER_DIAMOND},
    {LXW_CHART_PATTERN_NARROW_HORIZONTAL, 0x2F5A2F, LXW_CHART_LINE_DASH_LONG_DASH,
     LXW_CHART_MARKER_X},
    {LXW_CHART_PATTERN_PERCENT_25, 0x222222, LXW_CHART_LINE_DASH_LONG_DASH_DOT,
     LXW_CHART_MARKER_PLUS},
});

std::uint8_t type_of(ChartForm form) {
  switch (form) {
    case ChartForm::bars:
      return LXW_CHART_BAR;
    case ChartForm::stacked:
      return LXW_CHART_BAR_STACKED;
    case ChartForm::line:
      return LXW_CHART_LINE;
  }
  return LXW_CHART_BAR;
}

void dress(lxw_chart_series* series, const SheetLook& look, ChartForm form) {
  lxw_chart_line border{};
  border.color = LXW_COLOR_BLACK;
  border.width = 0.75;
  if (form == ChartForm::line) {
    border.width = 1.75;
    border.dash_type = look.dash;
    chart_series_set_line(series, &border);
    chart_series_set_marker_type(series, look.marker);
    chart_series_set_marker_size(series, 7);
    return;
  }
  if (look.pattern == LXW_CHART_PATTERN_NONE) {
    lxw_chart_fill fill{};
    fill.color = look.colour;
    chart_series_set_fill(series, &fill);
  } else {
    lxw_chart_pattern pattern{
        .fg_color = look.colour, .bg_color = LXW_COLOR_WHITE, .type = look.pattern};
    chart_series_set_pattern(series, &pattern);
  }
  chart_series_set_line(series, &border);
}

void add_series(lxw_chart* made, const ChartSheet& sheet, const Chart& chart,
                const ChartPlace& place) {
  const auto first = static_cast<lxw_row_t>(place.head + 1 + place.figures.first_row);
  const auto last = static_cast<lxw_row_t>(first + chart.labels.size() - 1);
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(place.figures.columns[i]);
    lxw_chart_series* series = chart_add_series(made, nullptr, nullptr);
    if (series == nullptr) throw std::runtime_error("no series could be added to a chart");
    chart_series_set_categories(series, sheet.name.c_str(), first, 0, last, 0);
    chart_series_set_values(series, sheet.name.c_str(), first, column, last, column);
    chart_series_set_name_range(series, sheet.name.c_str(), place.head, column);
    dress(series, kSheetLooks[i % kSheetLooks.size()], chart.form);
    if (chart.form != ChartForm::stacked) chart_series_set_labels(series);
  }
}

}  // namespace

void insert_chart(const ChartSheet& sheet, const Block& block, const ChartPlace& place) {
  const Chart& chart = block.chart;
  lxw_chart* made = workbook_add_chart(sheet.workbook, type_of(chart.form));
  if (made == nullptr) throw std::runtime_error("no chart could be added");
  add_series(made, sheet, chart, place);
  chart_title_set_name(made, block.text.c_str());
  if (chart.series.size() > 1) {
    chart_legend_set_position(made, LXW_CHART_LEGEND_BOTTOM);
  } else {
    chart_legend_set_position(made, LXW_CHART_LEGEND_NONE);
  }
  chart_axis_set_num_format(chart.form == ChartForm::line ? made->y_axis : made->x_axis,
                            "[$-42A]#,##0");
  double scale = 1.3;
  if (chart.form != ChartForm::line) {
    chart_axis_set_reverse(made->y_axis);  // the first label on top, as in the table
    if (chart.form == ChartForm::bars) {
      chart_axis_off(made->x_axis);  // every bar has its value beside it
      chart_axis_major_gridlines_set_visible(made->x_axis, LXW_FALSE);
    }
    const std::size_t bars =
        chart.labels.size() * (chart.form == ChartForm::bars ? chart.series.size() : 1);
    scale = std::clamp(static_cast<double>(bars) / 9.0, 1.3, 5.0);
  }
  lxw_chart_options options{};
  options.x_scale = 1.4;
  options.y_scale = scale;
  std::string words = block.text;
  options.description = words.data();
  if (worksheet_insert_chart_opt(sheet.sheet, place.below, 0, made, &options) != LXW_NO_ERROR) {
    throw std::runtime_error("a chart could not be put on its sheet");
  }
}

}  // namespace hd::documents
