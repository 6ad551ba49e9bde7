#include "documents/table_widths.h"

#include <algorithm>

#include "documents/drawing.h"

namespace hd::documents {
namespace {

/// What a column needs: that no word breaks; that no cell does, with a head in two lines; that
/// nothing does.
struct Need {
  double words, cells, all;
};

/// "85,3 %" is one word.
std::string words_under_each_other(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_share = i + 1 < text.size() && text[i + 1] == '%';
    if (text[i] == ' ' && !is_share) text[i] = '\n';
  }
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
  const double words = std::max(widest(cairo, words_under_each_other(head), true),
                                widest(cairo, words_under_each_other(cells), false));
  const double one_line = widest(cairo, head, true);
  const double longest = std::max(words, widest(cairo, cells, false));
  return {
      .words = words, .cells = std::max(longest, one_line / 2), .all = std::max(longest, one_line)};
}

}  // namespace

std::vector<double> column_widths(const Block& table, double width) {
  const Surface nothing(cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr));
  const Cairo cairo(cairo_create(nothing.get()));
  std::vector<Need> needs;
  Need sum{};
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    needs.push_back(need_of(cairo.get(), table, column));
    sum.words += needs.back().words;
    sum.cells += needs.back().cells;
    sum.all += needs.back().all;
  }
  std::vector<double> widths;
  for (const Need& need : needs) {
    if (sum.all <= width) {
      widths.push_back(need.all / sum.all * width);
    } else if (sum.cells <= width) {
      widths.push_back(need.cells / sum.cells * width);
    } else if (sum.words < width) {
      const double share = (need.cells - need.words) / (sum.cells - sum.words);
      widths.push_back(need.words + share * (width - sum.words));
    } else {
      widths.push_back(need.words / sum.words * width);
    }
  }
  return widths;
}

bool is_figure(const std::string& cell) {
  return cell == "–" || cell == "…" ||
         (!cell.empty() && cell.find_first_not_of("0123456789.,%- ") == std::string::npos &&
          cell.find_first_of("0123456789") != std::string::npos);
}

}  // namespace hd::documents
