#include "documents/beside_table.h"

#include <gtest/gtest.h>

#include "documents/content_json.h"
#include "documents/figures.h"
#include "documents/operations_templates.h"
#include "documents/package.h"
#include "documents/paper.h"
#include "documents/paper_docx.h"
#include "documents/paper_template.h"
#include "documents/paper_xlsx.h"
#include "documents/testing.h"

namespace hd::documents {
namespace {

const Copy kPrinted{.printed_by = "Người Thử Ba", .printed_at = base::testing::at_minute(5)};

/// The table of testing::chart() with shares, a line above and the sum below, then the chart.
std::vector<Block> table_and_chart() {
  return {{.kind = BlockKind::table,
           .columns = {"Cơ quan", "Đúng hạn", "Tỷ lệ", "Quá hạn"},
           .rows = {{"Cơ quan thứ nhất", "3", "0,3 %", "–"},
                    {"Sở Y tế tỉnh thử", "1.020", "98,6 %", "7"},
                    {"Hội Liên hiệp Phụ nữ tỉnh thử", "12", "1,2 %", "…"},
                    {"Tổng số", "1.035", "", "…"}}},
          testing::chart()};
}

Document paper_with(std::vector<Block> blocks) {
  Document document = testing::document();
  document.content.blocks = std::move(blocks);
  mark_beside_tables(document.content.blocks);
  return document;
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// How often the forms of a paper say a figure: page, Word, Excel.
std::vector<std::size_t> told(const Document& document, const std::string& printed,
                              const std::string& exact) {
  const Package word =
      read_package(docx(document, kPrinted, *read_template(own_template()))).package;
  std::size_t cells = 0;
  for (const Part& part : read_package(xlsx(document, kPrinted)).package.parts) {
    if (part.name.starts_with("xl/worksheets/sheet")) {
      cells += times(part.bytes, "<v>" + exact + "</v>");
    }
  }
  return {times(print_page(document, kPrinted), ">" + printed + "<"),
          times(word.find("word/document.xml")->bytes, ">" + printed + "<"), cells};
}

TEST(BesideTable, FindsTheFiguresOfTheChartInTheTableAboveIt) {
  EXPECT_EQ(table_beside(table_and_chart(), 1), (TableBeside{1, {1, 3}}));
}

TEST(BesideTable, OneOtherFigureLabelOrHeadAndTheTableIsNotItsTable) {
  const auto is_found = [](auto change) {
    auto blocks = table_and_chart();
    change(blocks);
    return table_beside(blocks, 1).has_value();
  };
  EXPECT_TRUE(is_found([](auto&) {}));
  EXPECT_FALSE(is_found([](auto& blocks) { blocks[0].rows[1][1] = "1.021"; }));
  EXPECT_FALSE(is_found([](auto& blocks) { blocks[0].rows[2][3] = "–"; }));
  EXPECT_FALSE(is_found([](auto& blocks) { blocks[0].rows[1][0] += "."; }));
  EXPECT_FALSE(is_found([](auto& blocks) { blocks[0].columns[3] += "."; }));
  EXPECT_FALSE(is_found([](auto& blocks) { std::swap(blocks[0].rows[1], blocks[0].rows[2]); }));
  EXPECT_FALSE(is_found([](auto& blocks) { blocks[0].rows.erase(blocks[0].rows.begin() + 2); }));
  EXPECT_FALSE(is_found([](auto& blocks) { blocks[1].chart.series[1].values[1] = 0; }));
}

TEST(BesideTable, OnlyATableRightAboveCounts) {
  auto blocks = table_and_chart();
  blocks.insert(blocks.begin() + 1, {.kind = BlockKind::paragraph, .text = "Giữa hai phần."});
  EXPECT_FALSE(table_beside(blocks, 2));
  EXPECT_FALSE(table_beside({testing::chart()}, 0));
  EXPECT_FALSE(table_beside({{.kind = BlockKind::table}, testing::chart()}, 1));
  EXPECT_FALSE(table_beside({testing::chart(), testing::chart()}, 1));
}

TEST(BesideTable, EveryFormOfThePaperPrintsTheFiguresOnce) {
  using Times = std::vector<std::size_t>;
  const Document once = paper_with(table_and_chart());
  EXPECT_TRUE(once.content.blocks[1].beside_table);
  EXPECT_EQ(told(once, "1.020", "1020"), (Times{1, 1, 1}));
  EXPECT_EQ(figure_tables(once.content).size(), 1U);
  Document twice = once;
  twice.content.blocks[1].beside_table = false;
  EXPECT_EQ(told(twice, "1.020", "1020"), (Times{2, 2, 2}));
  EXPECT_EQ(figure_tables(twice.content).size(), 2U);
  EXPECT_LT(pdf(once, kPrinted).size(), pdf(twice, kPrinted).size());
}

/// What says that the table is there is looked at again where the paper is printed.
TEST(BesideTable, AMarkWithoutTheTableLeavesNothingOut) {
  Document document = paper_with(table_and_chart());
  document.content.blocks[0].rows[1][1] = "1.021";
  EXPECT_EQ(told(document, "1.020", "1020"), (std::vector<std::size_t>{1, 1, 1}));
  document.content.blocks.erase(document.content.blocks.begin());
  EXPECT_TRUE(document.content.blocks[0].beside_table);
  EXPECT_EQ(told(document, "1.020", "1020"), (std::vector<std::size_t>{1, 1, 1}));
  mark_beside_tables(document.content.blocks);
  EXPECT_FALSE(document.content.blocks[0].beside_table);
}

TEST(BesideTable, TheSpreadsheetDrawsFromTheTableWithItsShares) {
  const Document document = paper_with(table_and_chart());
  const Package book = read_package(xlsx(document, kPrinted)).package;
  const std::string& drawn = book.find("xl/charts/chart1.xml")->bytes;
  for (const char* range : {"!$A$5:$A$6<", "!$B$5:$B$6<", "!$D$5:$D$6<", "!$D$3<"}) {
    EXPECT_NE(drawn.find(range), std::string::npos) << range;
  }
  const auto tables = figure_tables(document.content);
  EXPECT_EQ(tables[0].name,
            "Biểu đồ 1. Kết nối dịch vụ theo cơ quan – Báo cáo thử về kết nối dịch vụ");
  EXPECT_TRUE(tables[0].is_charted(2, 3));  // a gap of the chart is an empty cell
  EXPECT_FALSE(tables[0].is_charted(0, 3) || tables[0].is_charted(2, 2));
  EXPECT_TRUE(csv(tables[0]).ends_with("tỉnh thử,12,1.2%,…\r\nTổng số,1035,,…\r\n"));
}

TEST(BesideTable, IsSealedAndFrozenWithThePaper) {
  const Content content = paper_with(table_and_chart()).content;
  EXPECT_EQ(content_of(to_text(content)), content);
  Content other = content;
  other.blocks[1].beside_table = false;
  const base::Date day = *base::parse_date("2026-03-31");
  EXPECT_NE(frozen_text(other, "1/BC-111", day), frozen_text(content, "1/BC-111", day));
}

}  // namespace
}  // namespace hd::documents
