#pragma once
// How wide the columns of a printed table are. Lengths are points.

#include <vector>

#include "documents/document.h"

namespace hd::documents {

inline constexpr double kTableSize = 11;   ///< of the letters
inline constexpr double kCellPadding = 3;  ///< on each side

/// Widths that add up to `width`: no word is broken as long as all longest words fit side by side;
/// what is left goes to the columns with the most text.
std::vector<double> column_widths(const Block& table, double width);

/// True for a cell that is set to the right: figures, shares, and "–" for none.
bool is_figure(const std::string& cell);

}  // namespace hd::documents
