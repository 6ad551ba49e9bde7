// The XML of a workbook: rows, shared strings and styles as pieces of the input, put into an
// archive, so that the reader itself is reached and not only the archive.

#include "base/text.h"
#include "documents/package.h"
#include "fuzz.h"
#include "platform/spreadsheet.h"

namespace hd::fuzz {
namespace {

constexpr std::string_view kRelations =
    R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)";
constexpr std::string_view kBook =
    R"(<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>)";

}  // namespace

void examine(std::string_view input) {
  Pieces pieces(input);
  const std::string rows(pieces.next());
  const std::string strings(pieces.next());
  const std::string styles(pieces.next());
  const std::string book(pieces.rest());
  const std::string bytes = documents::write_package(
      {.parts = {{"xl/workbook.xml", book.empty() ? std::string(kBook) : book},
                 {"xl/_rels/workbook.xml.rels", std::string(kRelations)},
                 {"xl/sharedStrings.xml", "<sst>" + strings + "</sst>"},
                 {"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"},
                 {"xl/worksheets/sheet1.xml",
                  "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}}});
  const platform::SheetLimits limits{.rows = 50, .columns = 20};
  const auto read = platform::read_spreadsheet(bytes, limits);
  if (!read) return;
  require(read->size() <= limits.rows, "rows are limited");
  for (const auto& row : *read) {
    require(!row.cells.empty() && row.cells.size() <= limits.columns, "columns are limited");
    require(!row.cells.back().empty(), "a row ends with its last text");
    for (const auto& cell : row.cells) require(base::is_utf8(cell), "valid text");
  }
}

}  // namespace hd::fuzz
