#pragma once
// Text and bytes for what is drawn with Cairo and Pango. Lengths are points (1/72 inch).

#include <memory>
#include <string>

#include <pango/pangocairo.h>

namespace hd::documents {

struct GObjectUnref {
  void operator()(void* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, GObjectUnref>;

struct Style {
  double size = 13;
  bool bold = false;
  bool italic = false;
  PangoAlignment align = PANGO_ALIGN_LEFT;
  bool justify = false;
};

struct CairoDestroy {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Cairo = std::unique_ptr<cairo_t, CairoDestroy>;
using Surface = std::unique_ptr<cairo_surface_t, CairoDestroy>;

inline constexpr double kMillimetre = 72.0 / 25.4;

/// Text in Liberation Serif, wrapped at `width`; below 0 it is not wrapped.
Layout lay_out(cairo_t* cairo, const std::string& text, const Style& style, double width);

double width_of(const Layout& layout);
double height_of(const Layout& layout);

/// Draws with the upper left corner at (x, y).
void draw_at(cairo_t* cairo, double x, double y, const Layout& layout);

/// For the stream functions of Cairo: appends to the std::string at `out`.
cairo_status_t append_bytes(void* out, const unsigned char* data, unsigned int size);

}  // namespace hd::documents
