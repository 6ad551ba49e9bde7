#pragma once
// A chart as a picture of its own: for the screen (SVG) and for office files (PNG). Pure.

#include <string>

#include "documents/document.h"

namespace hd::documents {

/// In points; the width is that of the text of a paper.
struct PictureSize {
  double width, height;
};
PictureSize chart_size(const Block& chart);

/// SVG bytes. Letters are drawn as outlines, so no type face is needed where it is shown.
std::string chart_svg(const Block& chart);

/// PNG bytes on white.
std::string chart_png(const Block& chart, int dots_per_inch);

/// The `position`th chart of the paper, the first is 1; nullptr when there is none.
const Block* find_chart(const Content& content, std::size_t position);

}  // namespace hd::documents
