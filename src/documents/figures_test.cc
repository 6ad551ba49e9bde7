#include "documents/figures.h"

#include <gtest/gtest.h>

#include "documents/package.h"
#include "documents/paper_xlsx.h"
#include "documents/testing.h"

namespace hd::documents {
namespace {

using Kind = Cell::Kind;

const Copy kCopy{.printed_by = "Người Thử Ba", .printed_at = base::testing::at_minute(5)};

TEST(Figures, AreReadAsVietnameseWriteThem) {
  EXPECT_EQ(cell_of("1.020"), (Cell{Kind::number, "1.020", 1020, 0, true}));
  EXPECT_EQ(cell_of("-5"), (Cell{Kind::number, "-5", -5, 0, true}));
  EXPECT_EQ(cell_of("0,07"), (Cell{Kind::number, "0,07", 7, 2, true}));
  EXPECT_EQ(cell_of("85,3 %"), (Cell{Kind::share, "85,3 %", 853, 1, true}));
  EXPECT_EQ(cell_of("2026"), (Cell{Kind::number, "2026", 2026, 0, false}));
}

TEST(Figures, WhatOnlyLooksLikeANumberStaysText) {
  for (const char* text :
       {"", "–", "0900000001", "02/03/2026", "1.02", "1,", "1.0200", ".5", "12 người", "1e5", "- 5",
        "1234567890123456", "=1+1", "1..020", "%", " %"}) {
    EXPECT_EQ(cell_of(text).kind, Kind::text) << text;
  }
}

TEST(Figures, AProgramReadsThemWithAPoint) {
  EXPECT_EQ(plain_text(cell_of("1.020")), "1020");
  EXPECT_EQ(plain_text(cell_of("-1.020,5")), "-1020.5");
  EXPECT_EQ(plain_text(cell_of("0,07")), "0.07");
  EXPECT_EQ(plain_text(cell_of("85,3 %")), "85.3%");
}

TEST(Figures, EveryTableAndEveryChartOfAPaperIsATableWithAName) {
  Content content = testing::content();
  content.blocks.push_back(testing::chart());
  const auto tables = figure_tables(content);
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[0].name, "1. Diễn biến");
  EXPECT_EQ(tables[1].name, "Biểu đồ 1. Kết nối dịch vụ theo cơ quan");
  EXPECT_EQ(tables[1].rows[0][3], (Cell{Kind::number, "1.027", 1027, 0, true}));
  EXPECT_EQ(tables[1].rows[1][2].kind, Kind::text);
}

TEST(Csv, HasAByteOrderMarkCommasAndFiguresForPrograms) {
  Content content = testing::content();
  EXPECT_EQ(csv(figure_tables(content)[0]),
            "\xEF\xBB\xBF"
            "Cơ quan,Số lượt\r\nCơ quan thử,12\r\nCơ quan khác,1020\r\n");
}

TEST(Csv, AGapKeepsTheMarkThatTellsWhy) {
  Content content = testing::content();
  content.blocks = {testing::chart()};
  EXPECT_TRUE(csv(figure_tables(content)[0]).ends_with("tỉnh thử,12,…,…\r\n"));
}

/// What people typed must not run where the file is opened.
TEST(Csv, NoCellIsAFormulaAndANegativeNumberStaysOne) {
  Content content = testing::content();
  content.blocks = {
      {.kind = BlockKind::table,
       .columns = {"=HYPERLINK(\"http://a\")", "+2"},
       .rows = {{"=1+1", "-5"}, {"@SUM(A1)", "+84"}, {"\tx", "-cmd"}, {"\rx", "a,b"}}}};
  EXPECT_EQ(csv(figure_tables(content)[0]),
            "\xEF\xBB\xBF"
            "\"'=HYPERLINK(\"\"http://a\"\")\",'+2\r\n"
            "'=1+1,-5\r\n'@SUM(A1),'+84\r\n'\tx,'-cmd\r\n\"'\rx\",\"a,b\"\r\n");
}

TEST(Workbook, HoldsWhatThePaperIsAndEveryTable) {
  Document document = testing::document();
  document.number = "12/BC-111";
  document.state = State::issued;
  document.hash = "abc";
  const Package book = read_package(xlsx(document, kCopy)).package;
  EXPECT_NE(book.find("xl/workbook.xml")->bytes.find("name=\"1. Diễn biến\""), std::string::npos);
  const std::string& facts = book.find("xl/worksheets/sheet1.xml")->bytes;
  for (const char* fact : {"12/BC-111", "ngày 02 tháng 3 năm 2026", "Nội bộ", ">abc<"}) {
    EXPECT_NE(facts.find(fact), std::string::npos) << fact;
  }
  const std::string& table = book.find("xl/worksheets/sheet2.xml")->bytes;
  EXPECT_NE(table.find("<v>1020</v>"), std::string::npos);
  EXPECT_NE(table.find("Cơ quan khác"), std::string::npos);
}

TEST(Workbook, WhatPeopleTypedIsNeverAFormula) {
  Document document = testing::document();
  document.content.title = "=1+1";
  document.content.blocks = {{.kind = BlockKind::heading, .text = "=cmd|' /C calc'!A0"},
                             {.kind = BlockKind::table,
                              .columns = {"=HYPERLINK(\"http://a\")", "@SUM(A1)"},
                              .rows = {{"=1+1", "+84"}, {"-cmd", "-5"}}}};
  for (const Part& part : read_package(xlsx(document, kCopy)).package.parts) {
    EXPECT_EQ(part.bytes.find("<f>"), std::string::npos) << part.name;
    EXPECT_EQ(part.bytes.find("<hyperlink "), std::string::npos) << part.name;
  }
}

TEST(Workbook, AChartIsTheSpreadsheetsOwnAndAGapStaysEmpty) {
  Document document = testing::document();
  document.content.blocks = {testing::chart()};
  const Package book = read_package(xlsx(document, kCopy)).package;
  ASSERT_NE(book.find("xl/charts/chart1.xml"), nullptr);
  EXPECT_NE(book.find("xl/charts/chart1.xml")->bytes.find("<c:grouping val=\"stacked\"/>"),
            std::string::npos);
  const std::string& sheet = book.find("xl/worksheets/sheet2.xml")->bytes;
  EXPECT_NE(sheet.find("<v>1027</v>"), std::string::npos);
  EXPECT_EQ(sheet.find("…"), std::string::npos);
}

TEST(Workbook, SheetsHaveNamesThatExcelTakesAlsoWhenHeadingsAreAlike) {
  Document document = testing::document();
  const Block table = document.content.blocks[2];
  const Block heading{.kind = BlockKind::heading,
                      .text = "1/2: [Một] đề mục? rất dài * có mọi ký tự \\ mà trang tính cấm"};
  document.content.blocks = {heading, table, heading, table, heading, table, testing::chart()};
  EXPECT_TRUE(xlsx(document, kCopy).starts_with("PK"));
}

TEST(Workbook, APaperWithoutTablesIsAWorkbookToo) {
  Document document = testing::document();
  document.content.blocks = {{.kind = BlockKind::paragraph, .text = "Không có bảng."}};
  EXPECT_TRUE(xlsx(document, kCopy).starts_with("PK"));
}

}  // namespace
}  // namespace hd::documents
