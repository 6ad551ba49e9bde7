#include "documents/table_widths.h"

#include <algorithm>

#include "documents/drawing.h"

namespace hd::documents {
namespace {

/// What a column needs: that no word breaks, and that no line breaks.
struct Need {
  double words, lines;
};

std::string words_under_each_other(std::string text) {
  std::ranges::replace(text, ' ', '\n');
  return text;
}

double widest(cairo_t* cairo, const std::string& text, bool bold) {
  constexpr double kRounding = 1;
  return width_of(lay_out(cairo, text, {.size = kTableSize, .bold = bold}, -1)) + 2 * kCellPadding +
         kRounding;
}

Need need_of(cairo_t* cairo, const Block& table, std::size_t column) {
  const std::string& head = table.columns[column];
  std::string cells;
  for (const auto& row : table.rows) cells += row[column] + "\n";
  // A head may take two lines.
  const double words = std::max(widest(cairo, words_under_each_other(head), true),
                                widest(cairo, words_under_each_other(cells), false));
  const double two_lines = widest(cairo, head, true) / 2;
  return {.words = words, .lines = std::max({words, two_lines, widest(cairo, cells, false)})};
}

}  // namespace

std::vector<double> column_widths(const Block& table, double width) {
  const Surface nothing(cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr));
  const Cairo cairo(cairo_create(nothing.get()));
  std::vector<Need> needs;
  double words = 0;
  double lines = 0;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    needs.push_back(need_of(cairo.get(), table, column));
    words += needs.back().words;
    lines += needs.back().lines;
  }
  std::vector<double> widths;
  for (const Need& need : needs) {
    if (words >= width) {
      widths.push_back(need.words / words * width);
    } else if (lines > width) {
      widths.push_back(need.words + (need.lines - need.words) / (lines - words) * (width - words));
    } else {
      widths.push_back(need.lines / lines * width);
    }
  }
  return widths;
}

bool is_figure(const std::string& cell) {
  return cell == "–" ||
         (!cell.empty() && cell.find_first_not_of("0123456789.,%- ") == std::string::npos &&
          cell.find_first_of("0123456789") != std::string::npos);
}

}  // namespace hd::documents
