#pragma once
// Six ways to fill an area and to draw a line that stay apart in black and white.

#include <cstddef>

#include <cairo.h>

namespace hd::documents {

struct Box {
  double x, y, width, height;
};

/// Fills the box in the way of the series, with a border. The hatching is drawn as lines, not as a
/// picture, so that it stays sharp.
void fill_box(cairo_t* cairo, std::size_t series, const Box& box);

/// Colour, width and dashes for the line of a series.
void set_dash(cairo_t* cairo, std::size_t series);

/// The point of a series: disc, square, triangle, …
void draw_marker(cairo_t* cairo, std::size_t series, double x, double y);

}  // namespace hd::documents
