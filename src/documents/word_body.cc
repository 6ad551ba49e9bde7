#include "documents/word_body.h"

#include <algorithm>
#include <cmath>

#include "documents/beside_table.h"
#include "documents/chart_picture.h"
#include "documents/table_widths.h"

namespace hd::documents {
namespace {

constexpr double kTwipsPerPoint = 20;
constexpr double kEmuPerPoint = 12700;
constexpr int kDotsPerInch = 300;

std::string whole(double value) {
  return std::to_string(std::lround(value));
}

void set(pugi::xml_node node, const char* attribute, const std::string& value) {
  pugi::xml_attribute found = node.attribute(attribute);
  if (!found) found = node.append_attribute(attribute);
  found.set_value(value.c_str());
}

/// An element with one attribute w:val.
void append_value(pugi::xml_node parent, const char* name, const std::string& value) {
  set(parent.append_child(name), "w:val", value);
}

/// Text with line breaks into a run.
void append_text(pugi::xml_node run, const std::string& text) {
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find('\n', begin);
    pugi::xml_node part = run.append_child("w:t");
    set(part, "xml:space", "preserve");
    part.text().set(text.substr(begin, end == text.npos ? end : end - begin).c_str());
    if (end == text.npos) return;
    run.append_child("w:br");
    begin = end + 1;
  }
}

void append_borders(pugi::xml_node properties) {
  pugi::xml_node borders = properties.append_child("w:tblBorders");
  for (const char* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
    pugi::xml_node border = borders.append_child(side);
    set(border, "w:val", "single");
    set(border, "w:sz", "4");
    set(border, "w:space", "0");
    set(border, "w:color", "000000");
  }
}

void append_margins(pugi::xml_node properties) {
  pugi::xml_node margins = properties.append_child("w:tblCellMar");
  for (const char* side : {"w:left", "w:right"}) {
    pugi::xml_node margin = margins.append_child(side);
    set(margin, "w:w", whole(kCellPadding * kTwipsPerPoint));
    set(margin, "w:type", "dxa");
  }
}

/// Paragraph properties of a cell, in the order that the format asks for.
void append_cell_look(pugi::xml_node paragraph, bool keeps_next, const char* align) {
  pugi::xml_node look = paragraph.append_child("w:pPr");
  if (keeps_next) look.append_child("w:keepNext");
  pugi::xml_node spacing = look.append_child("w:spacing");
  for (const char* side : {"w:before", "w:after"}) set(spacing, side, "40");
  set(spacing, "w:line", "240");
  set(spacing, "w:lineRule", "auto");
  set(look.append_child("w:ind"), "w:firstLine", "0");
  append_value(look, "w:jc", align);
}

/// The picture: what Word 2016 and later and LibreOffice show sharply is the SVG, others the PNG.
constexpr const char* kDrawing = R"xml(<w:r><w:drawing>
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 distT="0" distB="0" distL="0" distR="0"><wp:extent/><wp:docPr/><a:graphic
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData
 uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr/>
<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><a:extLst><a:ext
 uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip
 xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"/></a:ext></a:extLst>
</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>
<a:off x="0" y="0"/><a:ext/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>)xml";

struct PictureFacts {
  std::size_t index;  ///< from 0
  PictureSize size;
  std::string words;  ///< read aloud instead of the picture
};

void append_picture(pugi::xml_node paragraph, const PictureFacts& facts) {
  paragraph.append_buffer(kDrawing, std::char_traits<char>::length(kDrawing));
  const pugi::xml_node box = paragraph.last_child().child("w:drawing").child("wp:inline");
  const std::string number = std::to_string(facts.index);
  const std::string width = whole(facts.size.width * kEmuPerPoint);
  const std::string height = whole(facts.size.height * kEmuPerPoint);
  const pugi::xml_node picture = box.child("a:graphic").child("a:graphicData").child("pic:pic");
  for (const auto& extent :
       {box.child("wp:extent"), picture.child("pic:spPr").child("a:xfrm").child("a:ext")}) {
    set(extent, "cx", width);
    set(extent, "cy", height);
  }
  constexpr std::size_t kFirstId = 9000;  // away from the numbers of the template's own pictures
  for (const auto& names :
       {box.child("wp:docPr"), picture.child("pic:nvPicPr").child("pic:cNvPr")}) {
    set(names, "id", std::to_string(kFirstId + facts.index));
    set(names, "name", "Chart " + number);
    set(names, "descr", facts.words);
  }
  const pugi::xml_node blip = picture.child("pic:blipFill").child("a:blip");
  set(blip, "r:embed", "hdPng" + number);
  set(blip.child("a:extLst").child("a:ext").child("asvg:svgBlip"), "r:embed", "hdSvg" + number);
}

}  // namespace

WordBody::WordBody(pugi::xml_node place, Page page)
    : place_(place), parent_(place.parent()), page_(std::move(page)) {}

/// A run with the look of the letters of the body.
pugi::xml_node WordBody::paragraph(pugi::xml_node parent, const std::string& text) {
  pugi::xml_node run = parent.append_child("w:r");
  const auto with_text = place_.find_node([](const pugi::xml_node& node) {
    return node.name() == std::string_view("w:t") && !node.text().empty();
  });
  if (const auto look = with_text.parent().child("w:rPr")) run.append_copy(look);
  append_text(run, word_safe(text));
  return run;
}

pugi::xml_node WordBody::body_paragraph(const std::string& text) {
  pugi::xml_node made = parent_.insert_child_before("w:p", place_);
  if (const auto look = place_.child("w:pPr")) made.append_copy(look);
  paragraph(made, text);
  return made;
}

void WordBody::add(const std::vector<Block>& blocks, std::size_t at) {
  const Block& block = blocks[at];
  switch (block.kind) {
    case BlockKind::heading:
      add_heading(block.text);
      return;
    case BlockKind::paragraph:
      body_paragraph(block.text);
      return;
    case BlockKind::list:
      for (const std::string& item : block.items) body_paragraph("- " + item);
      return;
    case BlockKind::table:
      add_table(block);
      return;
    case BlockKind::chart:
      add_chart(block, is_beside_table(blocks, at));
      return;
  }
}

void WordBody::add_heading(const std::string& text) {
  pugi::xml_node made = parent_.insert_child_before("w:p", place_);
  pugi::xml_node look = made.append_child("w:pPr");
  pugi::xml_node run = made.append_child("w:r");
  if (page_.heading_style.empty()) {
    look.append_child("w:keepNext");
    run.append_child("w:rPr").append_child("w:b");
  } else {
    append_value(look, "w:pStyle", page_.heading_style);
  }
  append_text(run, word_safe(text));
}

void WordBody::add_table(const Block& table) {
  if (table.columns.empty()) return;
  const auto widths = column_widths(table, page_.text_width);
  pugi::xml_node made = parent_.insert_child_before("w:tbl", place_);
  pugi::xml_node look = made.append_child("w:tblPr");
  pugi::xml_node width = look.append_child("w:tblW");
  set(width, "w:w", whole(page_.text_width * kTwipsPerPoint));
  set(width, "w:type", "dxa");
  append_borders(look);
  set(look.append_child("w:tblLayout"), "w:type", "fixed");
  append_margins(look);
  pugi::xml_node grid = made.append_child("w:tblGrid");
  for (const double column : widths) {
    set(grid.append_child("w:gridCol"), "w:w", whole(column * kTwipsPerPoint));
  }
  add_row(made, table.columns, widths, RowKind::head);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const bool before_last = i + 2 == table.rows.size();  // the sum does not stand alone on a page
    add_row(made, table.rows[i], widths, before_last ? RowKind::before_last : RowKind::plain);
  }
  // Without a paragraph between them two tables would become one.
  pugi::xml_node after = parent_.insert_child_before("w:p", place_).append_child("w:pPr");
  pugi::xml_node spacing = after.append_child("w:spacing");
  set(spacing, "w:before", "0");
  set(spacing, "w:after", "0");
}

void WordBody::add_row(pugi::xml_node table, const std::vector<std::string>& cells,
                       const std::vector<double>& widths, RowKind kind) {
  const bool is_head = kind == RowKind::head;
  pugi::xml_node row = table.append_child("w:tr");
  pugi::xml_node look = row.append_child("w:trPr");
  look.append_child("w:cantSplit");
  if (is_head) look.append_child("w:tblHeader");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    pugi::xml_node cell = row.append_child("w:tc");
    pugi::xml_node cell_look = cell.append_child("w:tcPr");
    pugi::xml_node width = cell_look.append_child("w:tcW");
    set(width, "w:w", whole(widths[i] * kTwipsPerPoint));
    set(width, "w:type", "dxa");
    append_value(cell_look, "w:vAlign", "center");
    pugi::xml_node made = cell.append_child("w:p");
    const bool is_right = !is_head && i > 0 && is_figure(cells[i]);
    append_cell_look(made, kind != RowKind::plain,
                     is_head    ? "center"
                     : is_right ? "right"
                                : "left");
    pugi::xml_node run = made.append_child("w:r");
    pugi::xml_node letters = run.append_child("w:rPr");
    if (is_head) letters.append_child("w:b");
    for (const char* size : {"w:sz", "w:szCs"}) append_value(letters, size, whole(2 * kTableSize));
    append_text(run, word_safe(cells[i]));
  }
}

/// Beside its table the picture has none below it that it must stay with.
void WordBody::add_chart(const Block& chart, bool is_beside) {
  PictureSize size = chart_size(chart);
  const double shrink = std::min(1.0, page_.text_width / size.width);
  size = {.width = size.width * shrink, .height = size.height * shrink};
  pugi::xml_node made = parent_.insert_child_before("w:p", place_);
  pugi::xml_node look = made.append_child("w:pPr");
  if (!is_beside) look.append_child("w:keepNext");
  pugi::xml_node spacing = look.append_child("w:spacing");
  set(spacing, "w:before", "120");
  set(spacing, "w:after", "60");
  append_value(look, "w:jc", "center");
  append_picture(made, {.index = pictures_.size(), .size = size, .words = word_safe(chart.text)});
  pictures_.push_back({.png = chart_png(chart, kDotsPerInch), .svg = chart_svg(chart)});
  if (!is_beside) add_table(table_block(chart));
}

std::string word_safe(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\t') safe += c;
  }
  return safe;
}

}  // namespace hd::documents
