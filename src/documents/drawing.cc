#include "documents/drawing.h"

namespace hd::documents {

Layout lay_out(cairo_t* cairo, const std::string& text, const Style& style, double width) {
  Layout made(pango_cairo_create_layout(cairo));
  PangoFontDescription* font = pango_font_description_from_string("Liberation Serif");
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font, style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_layout_set_font_description(made.get(), font);
  pango_font_description_free(font);
  if (width >= 0) pango_layout_set_width(made.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
  pango_layout_set_attributes(made.get(), attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_alignment(made.get(), style.align);
  pango_layout_set_justify(made.get(), style.justify ? TRUE : FALSE);
  pango_layout_set_text(made.get(), text.data(), static_cast<int>(text.size()));
  return made;
}

double width_of(const Layout& layout) {
  int value = 0;
  pango_layout_get_size(layout.get(), &value, nullptr);
  return static_cast<double>(value) / PANGO_SCALE;
}

double height_of(const Layout& layout) {
  int value = 0;
  pango_layout_get_size(layout.get(), nullptr, &value);
  return static_cast<double>(value) / PANGO_SCALE;
}

void draw_at(cairo_t* cairo, double x, double y, const Layout& layout) {
  cairo_move_to(cairo, x, y);
  pango_cairo_show_layout(cairo, layout.get());
}

cairo_status_t append_bytes(void* out, const unsigned char* data, unsigned int size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace hd::documents
