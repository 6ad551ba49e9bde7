#include "documents/chart_drawing.h"

#include <algorithm>

#include "documents/chart_pattern.h"

namespace hd::documents {
namespace {

constexpr double kSpace = 6;
constexpr double kSwatch = 18;
constexpr double kBar = 13;
constexpr double kPlane = 190;  ///< height of the plane of a line
constexpr Style kTitle{.size = 12, .bold = true, .align = PANGO_ALIGN_CENTER};
constexpr Style kSmall{.size = 9, .italic = true};
constexpr Style kLabel{.size = 10, .align = PANGO_ALIGN_RIGHT};
constexpr Style kMonth{.size = 9, .align = PANGO_ALIGN_CENTER};
constexpr Style kValue{.size = 9};

double natural_width(cairo_t* cairo, const std::string& text, const Style& style) {
  return width_of(lay_out(cairo, text, style, -1));
}

void black(cairo_t* cairo) {
  cairo_set_source_rgb(cairo, 0, 0, 0);
}

/// 1, 2 or 5 times a power of ten: the step of a grid of at most five lines.
std::int64_t grid_step(std::int64_t most) {
  for (std::int64_t power = 1;; power *= 10) {
    for (const std::int64_t digit : {1, 2, 5}) {
      if (digit * power * 5 >= most) return digit * power;
    }
  }
}

/// The end of the grid: the first line at or above the largest value.
std::int64_t grid_end(const Chart& chart) {
  const std::int64_t most = std::max<std::int64_t>(largest(chart), 1);
  const std::int64_t step = grid_step(most);
  return (most + step - 1) / step * step;
}

/// Is no other series above it at this label? Its value is then printed over the line.
bool is_highest(const Chart& chart, std::size_t series, std::size_t label) {
  const auto value = chart.series[series].values[label];
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const auto& other = chart.series[i].values[label];
    if (other && (*other > *value || (*other == *value && i < series))) return false;
  }
  return true;
}

/// Text on white, so that it is read over a hatching.
void draw_on_white(cairo_t* cairo, double x, double y, const Layout& text) {
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_rectangle(cairo, x - 1, y, width_of(text) + 2, height_of(text));
  cairo_fill(cairo);
  black(cairo);
  draw_at(cairo, x, y, text);
}

}  // namespace

ChartDrawing::ChartDrawing(cairo_t* cairo, const Block& block, double width, double max_height)
    : cairo_(cairo),
      block_(block),
      width_(width),
      title_(lay_out(cairo, block.text, kTitle, width)),
      unit_(lay_out(cairo, "Đơn vị: " + block.chart.unit, kSmall, width)),
      note_(lay_out(cairo, block.chart.note, kSmall, width)) {
  lay_out_legend();
  lay_out_rows();
  height_ = kSpace + legend_height_ + body_height_;
  if (!block.text.empty()) height_ += height_of(title_) + kSpace;
  if (!block.chart.unit.empty()) height_ += height_of(unit_) + kSpace;
  if (!block.chart.note.empty()) height_ += height_of(note_) + kSpace;
  if (height_ > max_height) scale_ = max_height / height_;
}

void ChartDrawing::lay_out_legend() {
  if (block_.chart.series.size() < 2) return;
  constexpr double kBetween = 16;
  double x = 0;
  double y = 0;
  double line = 0;
  for (const Series& series : block_.chart.series) {
    Layout name = lay_out(cairo_, series.name, {.size = 10}, -1);
    if (width_of(name) > width_ - kSwatch - kSpace) {
      name = lay_out(cairo_, series.name, {.size = 10}, width_ - kSwatch - kSpace);
    }
    const double wide = kSwatch + kSpace + width_of(name);
    if (x > 0 && x + wide > width_) {
      x = 0;
      y += line + 2;
      line = 0;
    }
    line = std::max(line, height_of(name));
    keys_.push_back({.name = std::move(name), .x = x, .y = y});
    x += wide + kBetween;
  }
  legend_height_ = y + line + kSpace;
}

double ChartDrawing::bar_thickness() const {
  const bool many = block_.chart.form == ChartForm::bars && block_.chart.series.size() > 1;
  return many ? kBar - 1 : kBar;
}

void ChartDrawing::lay_out_rows() {
  const Chart& chart = block_.chart;
  const bool is_line = chart.form == ChartForm::line;
  const std::int64_t widest = is_line ? grid_end(chart) : largest(chart);
  value_width_ =
      natural_width(cairo_, value_text(chart, widest), {.size = 9, .bold = true}) + kSpace;
  if (is_line) {
    label_width_ = value_width_;
    const double column = (width_ - label_width_) / static_cast<double>(chart.labels.size());
    for (const auto& label : chart.labels) {
      rows_.push_back(
          {.label = lay_out(cairo_, label, kMonth, std::max(column - 2, 1.0)), .height = 0});
      body_height_ = std::max(body_height_, height_of(rows_.back().label));
    }
    body_height_ += kPlane + 2 * kSpace;
    return;
  }
  for (const auto& label : chart.labels) {
    label_width_ = std::max(label_width_, natural_width(cairo_, label, kLabel));
  }
  label_width_ = std::min(label_width_ + 1, width_ * 0.4);
  const double bars =
      chart.form == ChartForm::stacked ? 1 : static_cast<double>(chart.series.size());
  for (const auto& label : chart.labels) {
    Layout made = lay_out(cairo_, label, kLabel, label_width_);
    const double high = std::max(height_of(made), bars * bar_thickness()) + kSpace;
    rows_.push_back({.label = std::move(made), .height = high});
    body_height_ += high;
  }
  body_height_ += kSpace;
}

void ChartDrawing::draw(double x, double y) const {
  cairo_save(cairo_);
  cairo_translate(cairo_, x + width_ * (1 - scale_) / 2, y);
  cairo_scale(cairo_, scale_, scale_);
  black(cairo_);
  double at = 0;
  const auto text = [&](const std::string& words, const Layout& layout) {
    if (words.empty()) return;
    draw_at(cairo_, 0, at, layout);
    at += height_of(layout) + kSpace;
  };
  text(block_.text, title_);
  text(block_.chart.unit, unit_);
  draw_legend(at);
  at += legend_height_;
  if (block_.chart.form == ChartForm::line) {
    draw_line(at);
  } else {
    draw_bars(at);
  }
  at += body_height_;
  black(cairo_);
  text(block_.chart.note, note_);
  cairo_restore(cairo_);
}

void ChartDrawing::draw_legend(double y) const {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const Key& key = keys_[i];
    const double middle = y + key.y + height_of(key.name) / 2;
    if (block_.chart.form == ChartForm::line) {
      set_dash(cairo_, i);
      cairo_move_to(cairo_, key.x, middle);
      cairo_line_to(cairo_, key.x + kSwatch, middle);
      cairo_stroke(cairo_);
      draw_marker(cairo_, i, key.x + kSwatch / 2, middle);
    } else {
      fill_box(cairo_, i, {.x = key.x, .y = middle - 4.5, .width = kSwatch, .height = 9});
    }
    black(cairo_);
    draw_at(cairo_, key.x + kSwatch + kSpace, y + key.y, key.name);
  }
}

void ChartDrawing::draw_bars(double y) const {
  const double zero = label_width_ + kSpace;
  double at = y;
  for (std::size_t label = 0; label < rows_.size(); ++label) {
    draw_row(rows_[label], label, at);
    at += rows_[label].height;
  }
  black(cairo_);
  cairo_set_line_width(cairo_, 0.8);
  cairo_move_to(cairo_, zero, y - 2);
  cairo_line_to(cairo_, zero, at);
  cairo_stroke(cairo_);
}

void ChartDrawing::draw_row(const Row& row, std::size_t label, double y) const {
  const Chart& chart = block_.chart;
  black(cairo_);
  draw_at(cairo_, 0, y + (row.height - kSpace - height_of(row.label)) / 2, row.label);
  const double zero = label_width_ + kSpace;
  const double most = static_cast<double>(std::max<std::int64_t>(largest(chart), 1));
  const double unit = (width_ - zero - value_width_ - kSpace) / most;
  if (chart.form == ChartForm::stacked) {
    draw_stack(label, y + (row.height - kSpace - bar_thickness()) / 2, unit);
    return;
  }
  const double all = static_cast<double>(chart.series.size()) * bar_thickness();
  double at = y + (row.height - kSpace - all) / 2;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const auto& value = chart.series[i].values[label];
    const double length = static_cast<double>(value.value_or(0)) * unit;
    if (length > 0) {
      fill_box(cairo_, i, {.x = zero, .y = at, .width = length, .height = bar_thickness() - 1});
    }
    const Layout text = lay_out(cairo_, value_text(chart, value), kValue, -1);
    black(cairo_);
    draw_at(cairo_, zero + length + 4, at + (bar_thickness() - 1 - height_of(text)) / 2, text);
    at += bar_thickness();
  }
}

void ChartDrawing::draw_stack(std::size_t label, double y, double unit) const {
  const Chart& chart = block_.chart;
  double x = label_width_ + kSpace;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const auto& value = chart.series[i].values[label];
    const double length = static_cast<double>(value.value_or(0)) * unit;
    if (length <= 0) continue;
    fill_box(cairo_, i, {.x = x, .y = y, .width = length, .height = kBar});
    const Layout text = lay_out(cairo_, value_text(chart, value), {.size = 8}, -1);
    if (width_of(text) + 4 < length) {
      draw_on_white(cairo_, x + (length - width_of(text)) / 2, y + (kBar - height_of(text)) / 2,
                    text);
    }
    x += length;
  }
  const Layout total =
      lay_out(cairo_, value_text(chart, total_of(chart, label)), {.size = 9, .bold = true}, -1);
  black(cairo_);
  draw_at(cairo_, x + 4, y + (kBar - height_of(total)) / 2, total);
}

double ChartDrawing::point_x(std::size_t label) const {
  const double column = (width_ - label_width_) / static_cast<double>(rows_.size());
  return label_width_ + (static_cast<double>(label) + 0.5) * column;
}

void ChartDrawing::draw_grid(double y, double top_value) const {
  const Chart& chart = block_.chart;
  const std::int64_t step = grid_step(std::max<std::int64_t>(largest(chart), 1));
  for (std::int64_t value = 0; static_cast<double>(value) <= top_value; value += step) {
    const double at = y + kPlane * (1 - static_cast<double>(value) / top_value);
    const double shade = value == 0 ? 0 : 0.75;
    cairo_set_source_rgb(cairo_, shade, shade, shade);
    cairo_set_line_width(cairo_, 0.6);
    cairo_move_to(cairo_, label_width_, at);
    cairo_line_to(cairo_, width_, at);
    cairo_stroke(cairo_);
    const Layout text = lay_out(cairo_, value_text(chart, value),
                                {.size = 9, .align = PANGO_ALIGN_RIGHT}, label_width_ - kSpace + 2);
    black(cairo_);
    draw_at(cairo_, 0, at - height_of(text) / 2, text);
  }
}

void ChartDrawing::draw_line(double y) const {
  const double top = y + kSpace;
  const auto top_value = static_cast<double>(grid_end(block_.chart));
  draw_grid(top, top_value);
  const double column = (width_ - label_width_) / static_cast<double>(rows_.size());
  for (std::size_t label = 0; label < rows_.size(); ++label) {
    draw_at(cairo_, label_width_ + static_cast<double>(label) * column + 1, top + kPlane + 3,
            rows_[label].label);
  }
  for (std::size_t i = 0; i < block_.chart.series.size(); ++i) draw_series(i, top, top_value);
}

/// The line is broken where a value is missing.
void ChartDrawing::draw_series(std::size_t series, double y, double top_value) const {
  const Chart& chart = block_.chart;
  const auto& values = chart.series[series].values;
  const auto height_at = [&](std::int64_t value) {
    return y + kPlane * (1 - static_cast<double>(value) / top_value);
  };
  set_dash(cairo_, series);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) {
      cairo_new_sub_path(cairo_);
      continue;
    }
    const bool goes_on = i > 0 && values[i - 1].has_value();
    const auto go = goes_on ? cairo_line_to : cairo_move_to;
    go(cairo_, point_x(i), height_at(*values[i]));
  }
  cairo_stroke(cairo_);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    const double at = height_at(*values[i]);
    draw_marker(cairo_, series, point_x(i), at);
    const Layout text = lay_out(cairo_, value_text(chart, values[i]), {.size = 8}, -1);
    const bool below = !is_highest(chart, series, i) && at + 4 + height_of(text) < y + kPlane;
    draw_on_white(cairo_, point_x(i) - width_of(text) / 2,
                  below ? at + 4 : at - 4 - height_of(text), text);
  }
}

}  // namespace hd::documents
