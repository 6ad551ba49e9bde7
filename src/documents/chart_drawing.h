#pragma once
// Draws a chart with Cairo, for every form of a paper. What is told by a colour is told by hatching
// too, and every value is printed where it is drawn. Lengths are points.

#include <string>
#include <vector>

#include "documents/document.h"
#include "documents/drawing.h"

namespace hd::documents {

class ChartDrawing {
 public:
  /// Fills `width`; made smaller as a whole when it would be higher than `max_height`. `block` and
  /// `cairo` outlive the object.
  ChartDrawing(cairo_t* cairo, const Block& block, double width, double max_height);

  double height() const { return height_ * scale_; }

  /// With the upper left corner at (x, y).
  void draw(double x, double y) const;

 private:
  struct Row {
    Layout label;
    double height;
  };
  struct Key {
    Layout name;
    double x, y;  ///< of the swatch, from the upper left corner of the legend
  };

  void lay_out_legend();
  void lay_out_rows();
  void draw_legend(double y) const;
  void draw_bars(double y) const;
  void draw_row(const Row& row, std::size_t label, double y) const;
  void draw_stack(std::size_t label, double y, double unit) const;
  void draw_line(double y) const;
  void draw_grid(double y, double top_value) const;
  void draw_series(std::size_t series, double y, double top_value) const;
  double point_x(std::size_t label) const;
  double bar_thickness() const;

  cairo_t* cairo_;
  const Block& block_;
  double width_;
  Layout title_;
  Layout unit_;
  Layout note_;
  std::vector<Key> keys_ = {};
  double legend_height_ = 0;
  std::vector<Row> rows_ = {};
  double label_width_ = 0;  ///< left of the bars, or of the plane of a line
  double value_width_ = 0;  ///< right of the longest bar
  double body_height_ = 0;
  double height_ = 0;
  double scale_ = 1;
};

}  // namespace hd::documents
