#pragma once
// A chart of a paper as the spreadsheet's own chart.

#include <string>

#include <xlsxwriter.h>

#include "documents/beside_table.h"
#include "documents/document.h"

namespace hd::documents {

struct ChartSheet {
  lxw_workbook* workbook;
  lxw_worksheet* sheet;
  std::string name;  ///< of the sheet
};

/// Where the table with its figures stands, and where the chart goes.
struct ChartPlace {
  lxw_row_t head;       ///< row of the names of series; the labels are in the first column below it
  TableBeside figures;  ///< counted from the row below the head
  lxw_row_t below;      ///< first free row
};

/// Throws std::runtime_error.
void insert_chart(const ChartSheet& sheet, const Block& block, const ChartPlace& place);

}  // namespace hd::documents
