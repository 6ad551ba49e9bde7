#include "platform/spreadsheet.h"

#include <map>

#include <gtest/gtest.h>

#include "platform/testing_zip.h"

namespace hd::platform {
namespace {

using Parts = std::map<std::string, std::string>;

std::string zipped(const Parts& parts) {
  return testing::zipped({parts.begin(), parts.end()});
}

/// A workbook whose first sheet holds `rows`.
Parts workbook(const std::string& rows) {
  return {
      {"[Content_Types].xml", "<Types/>"},
      {"xl/workbook.xml",
       R"(<?xml version="1.0"?><workbook><workbookPr/><sheets>)"
       R"(<sheet name="Nhật ký" sheetId="1" r:id="rId7"/><sheet name="b" sheetId="2" r:id="rId8"/>)"
       R"(</sheets></workbook>)"},
      {"xl/_rels/workbook.xml.rels",
       R"(<Relationships><Relationship Id="rId8" Target="worksheets/sheet2.xml"/>)"
       R"(<Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>)"},
      {"xl/sharedStrings.xml",
       R"(<sst><si><t>Ngày</t></si><si><r><t>Lạng </t></r><r>)"
       R"(<t xml:space="preserve">Sơn &amp; </t></r><rPh><t>no</t></rPh></si></sst>)"},
      {"xl/styles.xml",
       R"(<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy\ hh:mm"/>)"
       R"(<numFmt numFmtId="171" formatCode="[Red]0.00&quot; days&quot;\d"/></numFmts>)"
       R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/>)"
       R"(</cellXfs></styleSheet>)"},
      {"xl/worksheets/sheet1.xml",
       R"(<?xml version="1.0"?><worksheet><rows/><sheetData>)" + rows + "</sheetData></worksheet>"},
  };
}

std::vector<SheetRow> rows_of(const std::string& rows) {
  return *read_spreadsheet(zipped(workbook(rows)));
}

std::string problem_of(const std::string& bytes, const SheetLimits& limits = {}) {
  const auto rows = read_spreadsheet(bytes, limits);
  return rows ? "fine" : rows.error().code;
}

TEST(SpreadsheetTest, TextsNumbersAndGapsAreRead) {
  const auto rows = rows_of(
      R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2"/>)"
      R"(<row r="5"><c t="inlineStr"><is><t>a &lt; b</t></is></c><c><v>9.00000012E8</v></c>)"
      R"(<c><v>1.5</v></c><c t="str"><f>A1</f><v>x</v></c><c t="b"><v>1</v></c></row>)");
  EXPECT_EQ(rows, (std::vector<SheetRow>{{1, {"Ngày", "", "Lạng Sơn & "}},
                                         {5, {"a < b", "900000012", "1.5", "x", "1"}}}));
}

TEST(SpreadsheetTest, DatesAndTimesComeAsText) {
  const auto rows = rows_of(
      R"(<row><c s="1"><v>44197</v></c><c s="2"><v>44377.999988426</v></c><c s="2"><v>0.5</v></c>)"
      R"(<c s="3"><v>3</v></c><c s="0"><v>44197</v></c></row>)");
  EXPECT_EQ(rows[0].cells, (std::vector<std::string>{"2021-01-01", "2021-06-30 23:59:59",
                                                     "12:00:00", "3", "44197"}));
}

TEST(SpreadsheetTest, WhatIsNoWorkbookIsRefused) {
  EXPECT_EQ(problem_of(""), "spreadsheet.malformed");
  EXPECT_EQ(problem_of("a,b\n1,2\n"), "spreadsheet.malformed");
  EXPECT_EQ(problem_of(zipped({{"hello", "x"}})), "spreadsheet.malformed");
  for (const auto* rows :
       {"<row><c", "<row><c></row>", R"(<row><c t="s"><v>9</v></c></row>)",
        R"(<row><c t="s"><v>-1</v></c></row>)", R"(<row><c t="s"><v>nan</v></c></row>)",
        "<!-- --><row></row>", R"(<row><c s="1"><v>1e300</v></c></row>)",
        "<row><c><v>\xff</v></c></row>"}) {
    EXPECT_EQ(problem_of(zipped(workbook(rows))), "spreadsheet.malformed") << rows;
  }
  auto parts = workbook("<row/>");
  parts.erase("xl/worksheets/sheet1.xml");
  EXPECT_EQ(problem_of(zipped(parts)), "spreadsheet.malformed");
}

TEST(SpreadsheetTest, ACutFileIsRefusedWhereverItIsCut) {
  const auto whole = zipped(workbook("<row><c><v>1</v></c></row>"));
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    EXPECT_EQ(problem_of(whole.substr(0, size)), "spreadsheet.malformed") << size;
  }
}

TEST(SpreadsheetTest, AZipBombIsRefusedBeforeItFillsTheMemory) {
  const auto bomb = zipped(workbook(std::string(3'000'000, ' ')));
  EXPECT_LT(bomb.size(), 10'000U);
  EXPECT_EQ(problem_of(bomb, {.part_bytes = 1'000'000}), "spreadsheet.too_large");
  EXPECT_EQ(problem_of(bomb, {.parts = 3}), "spreadsheet.too_large");
  const auto long_one = zipped(workbook("<row><c><v>1</v></c></row><row><c><v>1</v></c></row>"));
  EXPECT_EQ(problem_of(long_one, {.rows = 1}), "spreadsheet.too_large");
  EXPECT_EQ(problem_of(zipped(workbook(R"(<row><c r="ZZZ1"><v>1</v></c></row>)"))),
            "spreadsheet.too_large");
}

// A row of one cell at its far end costs a row of empty ones: without a limit of cells 20 MB of XML
// would take gigabytes of memory.
TEST(SpreadsheetTest, CellsAreLimitedWhereverTheyStand) {
  std::string rows;
  for (int i = 0; i < 4; ++i) rows += R"(<row><c r="J1"><v>1</v></c></row>)";
  const auto file = zipped(workbook(rows));
  EXPECT_EQ(problem_of(file, {.cells = 40}), "fine");
  EXPECT_EQ(problem_of(file, {.cells = 39}), "spreadsheet.too_large");
}

}  // namespace
}  // namespace hd::platform
