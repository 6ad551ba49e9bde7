#include "documents/chart_pattern.h"

#include <array>
#include <numbers>
#include <vector>

namespace hd::documents {
namespace {

enum class Hatching { none, rising, crossed, lying, dotted };

struct Look {
  double red, green, blue;  ///< of the area under the hatching
  Hatching hatching;
  std::vector<double> dashes;
};

const Look& look_of(std::size_t series) {
  static const std::array<Look, 6> looks{{
      {0.12, 0.30, 0.47, Hatching::none, {}},
      {1.00, 0.93, 0.80, Hatching::rising, {6, 3}},
      {0.72, 0.76, 0.80, Hatching::none, {2, 2}},
      {1.00, 1.00, 1.00, Hatching::crossed, {8, 3, 2, 3}},
      {0.86, 0.94, 0.86, Hatching::lying, {1, 3}},
      {1.00, 1.00, 1.00, Hatching::dotted, {12, 4}},
  }};
  return looks[series % looks.size()];
}

/// Parallel lines over the box, `slope` points down for one to the right: 1, 0 or -1.
void draw_lines(cairo_t* cairo, const Box& box, double slope) {
  constexpr double kStep = 4;
  const double reach = slope == 0 ? 0 : box.width;
  for (double y = box.y - reach; y < box.y + box.height + reach; y += kStep) {
    cairo_move_to(cairo, box.x, y);
    cairo_line_to(cairo, box.x + box.width, y + slope * box.width);
  }
  cairo_stroke(cairo);
}

void draw_dots(cairo_t* cairo, const Box& box) {
  constexpr double kStep = 4;
  constexpr double kRadius = 0.8;
  for (double y = box.y + 2; y < box.y + box.height; y += kStep) {
    for (double x = box.x + 2; x < box.x + box.width; x += kStep) {
      cairo_arc(cairo, x, y, kRadius, 0, 2 * std::numbers::pi);
      cairo_fill(cairo);
    }
  }
}

void hatch(cairo_t* cairo, const Box& box, Hatching hatching) {
  cairo_set_source_rgb(cairo, 0.1, 0.1, 0.1);
  cairo_set_line_width(cairo, 0.7);
  switch (hatching) {
    case Hatching::none:
      return;
    case Hatching::crossed:
      draw_lines(cairo, box, 1);
      draw_lines(cairo, box, -1);
      return;
    case Hatching::rising:
      draw_lines(cairo, box, -1);
      return;
    case Hatching::lying:
      draw_lines(cairo, box, 0);
      return;
    case Hatching::dotted:
      draw_dots(cairo, box);
      return;
  }
}

/// Corners of the markers that have corners, around (0, 0).
const std::vector<std::array<double, 2>>& corners_of(std::size_t series) {
  static const std::array<std::vector<std::array<double, 2>>, 6> shapes{{
      {},
      {{-3, -3}, {3, -3}, {3, 3}, {-3, 3}},
      {{0, -3.8}, {3.6, 2.8}, {-3.6, 2.8}},
      {{0, -4}, {4, 0}, {0, 4}, {-4, 0}},
      {{-3.6, -2.8}, {3.6, -2.8}, {0, 3.8}},
      {},
  }};
  return shapes[series % shapes.size()];
}

}  // namespace

void fill_box(cairo_t* cairo, std::size_t series, const Box& box) {
  const Look& look = look_of(series);
  cairo_save(cairo);
  cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
  cairo_clip(cairo);
  cairo_set_source_rgb(cairo, look.red, look.green, look.blue);
  cairo_paint(cairo);
  hatch(cairo, box, look.hatching);
  cairo_restore(cairo);
  cairo_set_source_rgb(cairo, 0, 0, 0);
  cairo_set_line_width(cairo, 0.6);
  cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
  cairo_stroke(cairo);
}

void set_dash(cairo_t* cairo, std::size_t series) {
  const auto& dashes = look_of(series).dashes;
  cairo_set_dash(cairo, dashes.data(), static_cast<int>(dashes.size()), 0);
  cairo_set_source_rgb(cairo, 0, 0, 0);
  cairo_set_line_width(cairo, 1.2);
}

void draw_marker(cairo_t* cairo, std::size_t series, double x, double y) {
  cairo_set_dash(cairo, nullptr, 0, 0);
  cairo_new_path(cairo);
  const auto& corners = corners_of(series);
  if (corners.empty()) cairo_arc(cairo, x, y, 3, 0, 2 * std::numbers::pi);
  for (const auto& [dx, dy] : corners) cairo_line_to(cairo, x + dx, y + dy);
  cairo_close_path(cairo);
  const bool filled = series % 2 == 0;
  cairo_set_source_rgb(cairo, filled ? 0 : 1, filled ? 0 : 1, filled ? 0 : 1);
  cairo_fill_preserve(cairo);
  cairo_set_source_rgb(cairo, 0, 0, 0);
  cairo_set_line_width(cairo, 1);
  cairo_stroke(cairo);
}

}  // namespace hd::documents
