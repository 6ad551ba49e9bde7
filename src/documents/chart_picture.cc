#include "documents/chart_picture.h"

#include <cmath>
#include <stdexcept>

#include <cairo-svg.h>

#include "documents/chart_drawing.h"

namespace hd::documents {
namespace {

constexpr double kTextWidth = 160 * kMillimetre;
constexpr double kMaxHeight = 240 * kMillimetre;
constexpr double kBorder = 2;

void draw_picture(cairo_surface_t* surface, const Block& chart) {
  const Cairo cairo(cairo_create(surface));
  cairo_set_source_rgb(cairo.get(), 1, 1, 1);
  cairo_paint(cairo.get());
  const double width = kTextWidth - 2 * kBorder;
  ChartDrawing(cairo.get(), chart, width, kMaxHeight).draw(kBorder, kBorder);
  if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS) {
    throw std::runtime_error("the chart could not be drawn");
  }
}

}  // namespace

PictureSize chart_size(const Block& chart) {
  const Surface nothing(cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr));
  const Cairo cairo(cairo_create(nothing.get()));
  const ChartDrawing drawing(cairo.get(), chart, kTextWidth - 2 * kBorder, kMaxHeight);
  return {.width = kTextWidth, .height = drawing.height() + 2 * kBorder};
}

std::string chart_svg(const Block& chart) {
  const PictureSize size = chart_size(chart);
  std::string out;
  {
    const Surface surface(
        cairo_svg_surface_create_for_stream(append_bytes, &out, size.width, size.height));
    draw_picture(surface.get(), chart);
  }
  return out;
}

std::string chart_png(const Block& chart, int dots_per_inch) {
  const PictureSize size = chart_size(chart);
  const double scale = dots_per_inch / 72.0;
  const Surface surface(cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, static_cast<int>(std::ceil(size.width * scale)),
      static_cast<int>(std::ceil(size.height * scale))));
  cairo_surface_set_device_scale(surface.get(), scale, scale);
  draw_picture(surface.get(), chart);
  std::string out;
  cairo_surface_write_to_png_stream(surface.get(), append_bytes, &out);
  if (!out.starts_with("\x89PNG")) throw std::runtime_error("the chart could not be drawn");
  return out;
}

const Block* find_chart(const Content& content, std::size_t position) {
  for (const Block& block : content.blocks) {
    if (block.kind == BlockKind::chart && position-- == 1) return &block;
  }
  return nullptr;
}

}  // namespace hd::documents
