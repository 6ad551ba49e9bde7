// pdf(): lays a document out with Pango and draws it with Cairo. Lengths are points (1/72 inch).

#include <algorithm>
#include <stdexcept>
#include <vector>

#include <cairo-pdf.h>

#include "documents/beside_table.h"
#include "documents/chart_drawing.h"
#include "documents/drawing.h"
#include "documents/paper.h"
#include "documents/table_widths.h"

namespace hd::documents {
namespace {

constexpr double kPageWidth = 210 * kMillimetre;
constexpr double kPageHeight = 297 * kMillimetre;
constexpr double kLeft = 30 * kMillimetre;
constexpr double kRight = 20 * kMillimetre;
constexpr double kTop = 20 * kMillimetre;
constexpr double kBottom = 20 * kMillimetre;
constexpr double kWidth = kPageWidth - kLeft - kRight;
constexpr double kGap = 6;
constexpr double kHeading = 48;  ///< a heading with the first line below it
constexpr double kChartMax = kPageHeight - kTop - kBottom - kHeading;

/// One PDF being drawn from top to bottom; starts a new page when something does not fit.
class Page {
 public:
  Page(std::string& out, std::string footer, std::string stamp)
      : surface_(cairo_pdf_surface_create_for_stream(append_bytes, &out, kPageWidth, kPageHeight)),
        cairo_(cairo_create(surface_)),
        footer_(std::move(footer)),
        stamp_(std::move(stamp)) {
    start_page();
  }
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  ~Page() {
    cairo_destroy(cairo_);
    cairo_surface_destroy(surface_);
  }

  Layout layout(const std::string& text, const Style& style, double width) {
    return lay_out(cairo_, text, style, width);
  }

  /// Draws without moving on.
  void draw_at(double x, double y, const Layout& layout) {
    documents::draw_at(cairo_, x, y, layout);
  }

  double chart_height(const Block& block) {
    return ChartDrawing(cairo_, block, kWidth, kChartMax).height();
  }

  /// Drawn whole, on one page.
  void chart(const Block& block) {
    const ChartDrawing drawing(cairo_, block, kWidth, kChartMax);
    need(drawing.height());
    drawing.draw(kLeft, y_);
    y_ += drawing.height();
  }

  /// Draws line by line, so that a long paragraph may run over to the next page.
  void flow(const std::string& text, const Style& style, double indent = 0) {
    if (text.empty()) return;
    const Layout text_layout = layout(text, style, kWidth - indent);
    PangoLayoutIter* iter = pango_layout_get_iter(text_layout.get());
    do {
      PangoRectangle extents{};
      pango_layout_iter_get_line_extents(iter, nullptr, &extents);
      const double line_height = static_cast<double>(extents.height) / PANGO_SCALE;
      need(line_height);
      const int baseline = pango_layout_iter_get_baseline(iter) - extents.y;
      cairo_move_to(cairo_, kLeft + indent + static_cast<double>(extents.x) / PANGO_SCALE,
                    y_ + static_cast<double>(baseline) / PANGO_SCALE);
      pango_cairo_show_layout_line(cairo_, pango_layout_iter_get_line_readonly(iter));
      y_ += line_height;
    } while (pango_layout_iter_next_line(iter) != FALSE);
    pango_layout_iter_free(iter);
    y_ += kGap;
  }

  /// A new page unless `height` still fits.
  bool need(double height) {
    if (y_ + height <= kPageHeight - kBottom) return false;
    cairo_show_page(cairo_);
    start_page();
    return true;
  }

  void line(double x1, double x2, double y) {
    cairo_set_line_width(cairo_, 0.6);
    cairo_move_to(cairo_, x1, y);
    cairo_line_to(cairo_, x2, y);
    cairo_stroke(cairo_);
  }
  void box(double x, double y, double width, double height) {
    cairo_set_line_width(cairo_, 0.5);
    cairo_rectangle(cairo_, x, y, width, height);
    cairo_stroke(cairo_);
  }

  /// Lines from point to point; `scale` points of the page for one of the drawing.
  void strokes(double x, double y, double scale, const Strokes& lines) {
    cairo_set_line_width(cairo_, 1.1);
    cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
    for (const auto& line_of_pen : lines) {
      for (const StrokePoint& point : line_of_pen) {
        cairo_line_to(cairo_, x + static_cast<double>(point.x) * scale,
                      y + static_cast<double>(point.y) * scale);
      }
      cairo_stroke(cairo_);
    }
  }

  double y() const { return y_; }
  void down(double by) { y_ += by; }

 private:
  void start_page() {
    ++number_;
    y_ = kTop;
    if (number_ > 1) {
      const Layout number = layout(std::to_string(number_), {.align = PANGO_ALIGN_CENTER}, kWidth);
      draw_at(kLeft, 10 * kMillimetre, number);
    }
    const Layout footer = layout(footer_, {.size = 8, .italic = true}, kWidth);
    draw_at(kLeft, kPageHeight - 13 * kMillimetre, footer);
    if (stamp_.empty()) return;
    const Layout stamp =
        layout(stamp_, {.size = 11, .bold = true, .align = PANGO_ALIGN_RIGHT}, kWidth);
    draw_at(kLeft, 10 * kMillimetre, stamp);
  }

  cairo_surface_t* surface_;
  cairo_t* cairo_;
  std::string footer_;
  std::string stamp_;
  double y_ = kTop;
  int number_ = 0;
};

/// Issuing body on the left, national motto on the right, then number and place with date.
void draw_head(Page& page, const Document& document) {
  constexpr double kLeftColumn = kWidth * 0.44;
  constexpr double kRightColumn = kWidth - kLeftColumn;
  const Style plain{.size = 12, .align = PANGO_ALIGN_CENTER};
  const Style bold{.size = 12, .bold = true, .align = PANGO_ALIGN_CENTER};
  const Style motto{.size = 13, .bold = true, .align = PANGO_ALIGN_CENTER};
  const Style place{.size = 13, .italic = true, .align = PANGO_ALIGN_CENTER};
  double left = page.y();
  double right = page.y();
  const auto put_left = [&](const std::string& text, const Style& style) {
    if (text.empty()) return;
    const Layout layout = page.layout(text, style, kLeftColumn - 2 * kGap);
    page.draw_at(kLeft, left, layout);
    left += height_of(layout);
  };
  const auto put_right = [&](const std::string& text, const Style& style) {
    const Layout layout = page.layout(text, style, kRightColumn);
    page.draw_at(kLeft + kLeftColumn, right, layout);
    right += height_of(layout);
  };
  put_left(letterhead(document.content.superior_body), plain);
  put_left(letterhead(document.content.issuing_body), bold);
  const double middle = kLeft + kLeftColumn / 2 - kGap;
  page.line(middle - kLeftColumn * 0.15, middle + kLeftColumn * 0.15, left + 2);
  put_right("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold);
  put_right("Độc lập - Tự do - Hạnh phúc", motto);
  page.line(kLeft + kLeftColumn + kRightColumn * 0.25, kLeft + kLeftColumn + kRightColumn * 0.75,
            right + 2);
  left = right = std::max(left, right) + 8;
  put_left("Số: " + number_or_blank(document), plain);
  put_right(place_and_date(document), place);
  page.down(std::max(left, right) - page.y() + 14);
}

struct TableRow {
  std::vector<Layout> cells;
  double height = 0;
};

TableRow lay_out_row(Page& page, const std::vector<std::string>& cells,
                     const std::vector<double>& widths, bool heading) {
  TableRow row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    Style style{.size = kTableSize, .bold = heading};
    if (heading) style.align = PANGO_ALIGN_CENTER;
    if (!heading && i > 0 && is_figure(cells[i])) style.align = PANGO_ALIGN_RIGHT;
    row.cells.push_back(page.layout(cells[i], style, widths[i] - 2 * kCellPadding));
    row.height = std::max(row.height, height_of(row.cells.back()) + 2 * kCellPadding);
  }
  return row;
}

void draw_row(Page& page, const TableRow& row, const std::vector<double>& widths) {
  double x = kLeft;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    page.box(x, page.y(), widths[i], row.height);
    page.draw_at(x + kCellPadding, page.y() + kCellPadding, row.cells[i]);
    x += widths[i];
  }
  page.down(row.height);
}

/// What has to fit below a heading: the head of the table and about two rows.
double first_rows_height(Page& page, const Block& table) {
  if (table.columns.empty()) return 0;
  return lay_out_row(page, table.columns, column_widths(table, kWidth), true).height * 3;
}

/// The heading stands again on every page the table runs over to; the last row, mostly the sum,
/// does not stand there alone.
void draw_table(Page& page, const Block& block) {
  if (block.columns.empty()) return;
  const auto widths = column_widths(block, kWidth);
  const TableRow heading = lay_out_row(page, block.columns, widths, true);
  page.need(heading.height * 3);
  draw_row(page, heading, widths);
  for (std::size_t i = 0; i < block.rows.size(); ++i) {
    const TableRow row = lay_out_row(page, block.rows[i], widths, false);
    double together = row.height;
    if (i + 2 == block.rows.size()) {
      together += lay_out_row(page, block.rows.back(), widths, false).height;
    }
    if (page.need(together)) draw_row(page, heading, widths);
    draw_row(page, row, widths);
  }
  page.down(kGap * 2);
}

/// A heading never stands alone at the end of a page.
void keep_with_next(Page& page, const Block& next) {
  double first = 0;
  if (next.kind == BlockKind::chart) first = page.chart_height(next);
  if (next.kind == BlockKind::table) first = first_rows_height(page, next);
  page.need(kHeading + first);
}

void draw_block(Page& page, const std::vector<Block>& blocks, std::size_t at) {
  const Block& block = blocks[at];
  switch (block.kind) {
    case BlockKind::heading:
      page.flow(block.text, {.bold = true});
      return;
    case BlockKind::paragraph:
      page.flow(block.text, {.justify = true});
      return;
    case BlockKind::list:
      for (const auto& item : block.items) page.flow("- " + item, {.justify = true}, 14);
      return;
    case BlockKind::table:
      draw_table(page, block);
      return;
    case BlockKind::chart:
      page.chart(block);
      page.down(kGap);
      if (!is_beside_table(blocks, at)) draw_table(page, table_block(block));
      return;
  }
}

void draw_signature(Page& page, const Content& content) {
  constexpr double kHalf = kWidth / 2;
  std::string recipients = "Nơi nhận:";
  for (const auto& line : content.recipients) recipients += "\n- " + line;
  const Layout left = page.layout(recipients, {.size = 11, .italic = true}, kHalf);
  const Style bold{.bold = true, .align = PANGO_ALIGN_CENTER};
  const Layout role = page.layout(content.signer_role, bold, kHalf);
  const Layout name = page.layout(content.signer_name, bold, kHalf);
  page.need(std::max(height_of(left), height_of(role) + 70 + height_of(name)));
  page.down(kGap);
  page.draw_at(kLeft, page.y(), left);
  page.draw_at(kLeft + kHalf, page.y(), role);
  page.draw_at(kLeft + kHalf, page.y() + height_of(role) + 60, name);
}

/// Three to a row: who signs, what was drawn, the name.
void draw_hand_signatures(Page& page, const std::vector<DrawnSignature>& signatures) {
  constexpr std::size_t kPerRow = 3;
  constexpr double kColumn = kWidth / kPerRow;
  constexpr double kDrawing = kColumn - 20;
  constexpr double kThousand = 1000;
  constexpr double kHeight = kDrawing / 2;
  const Style bold{.size = 11, .bold = true, .align = PANGO_ALIGN_CENTER};
  const Style plain{.size = 11, .align = PANGO_ALIGN_CENTER};
  for (std::size_t first = 0; first < signatures.size(); first += kPerRow) {
    page.need(kHeight + 70);
    page.down(kGap * 2);
    for (std::size_t i = first; i < std::min(first + kPerRow, signatures.size()); ++i) {
      const double x = kLeft + static_cast<double>(i - first) * kColumn;
      page.draw_at(x, page.y(), page.layout(signatures[i].role, bold, kColumn));
      page.strokes(x + 10, page.y() + 20, kDrawing / kThousand, signatures[i].strokes);
      page.draw_at(x, page.y() + 24 + kHeight, page.layout(signatures[i].name, plain, kColumn));
    }
    page.down(kHeight + 58);
  }
}

}  // namespace

std::string pdf(const Document& document, const Copy& copy,
                const std::vector<DrawnSignature>& signatures) {
  std::string out;
  {
    Page page(out, footer_of(document, copy), stamp_of(document.state));
    draw_head(page, document);
    page.flow(document.content.title, {.size = 14, .bold = true, .align = PANGO_ALIGN_CENTER});
    page.down(kGap);
    const auto& blocks = document.content.blocks;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const bool goes_on = blocks[i].kind == BlockKind::heading && i + 1 < blocks.size();
      if (goes_on) keep_with_next(page, blocks[i + 1]);
      draw_block(page, blocks, i);
    }
    draw_hand_signatures(page, signatures);
    if (signatures.empty()) draw_signature(page, document.content);
  }
  if (!out.starts_with("%PDF")) throw std::runtime_error("the PDF could not be made");
  return out;
}

}  // namespace hd::documents
