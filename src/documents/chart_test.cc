#include "documents/chart.h"

#include <gtest/gtest.h>

#include "documents/chart_picture.h"
#include "documents/testing.h"

namespace hd::documents {
namespace {

using Rows = std::vector<std::vector<std::string>>;

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Chart, ItsTableHasTheFiguresAsVietnameseWriteThem) {
  const ChartTable table = table_of(testing::chart().chart);
  EXPECT_EQ(table.columns, (std::vector<std::string>{"Cơ quan", "Đúng hạn", "Quá hạn", "Cộng"}));
  EXPECT_EQ(table.rows, (Rows{{"Sở Y tế tỉnh thử", "1.020", "7", "1.027"},
                              {"Hội Liên hiệp Phụ nữ tỉnh thử", "12", "…", "…"}}));
}

TEST(Chart, ValuesWithDecimalsAreExactTenthsAndHundredths) {
  Chart chart{.decimals = 1};
  EXPECT_EQ(value_text(chart, 853), "85,3");
  EXPECT_EQ(value_text(chart, 1'000'050), "100.005,0");
  EXPECT_EQ(value_text(chart, 7), "0,7");
  chart.decimals = 3;
  EXPECT_EQ(value_text(chart, 1'007), "1,007");
  EXPECT_EQ(value_text(chart, std::nullopt), "…");
}

TEST(Chart, OnlyStackedBarsOfSeveralSeriesAreAddedUp) {
  Chart chart = testing::chart().chart;
  chart.form = ChartForm::bars;
  EXPECT_EQ(table_of(chart).columns.size(), 3U);
  EXPECT_EQ(largest(chart), 1020);
  chart.form = ChartForm::stacked;
  EXPECT_EQ(largest(chart), 1027);
}

TEST(ChartPicture, EveryFormIsDrawnAsLinesAndAsPoints) {
  for (const ChartForm form : {ChartForm::bars, ChartForm::stacked, ChartForm::line}) {
    Block block = testing::chart();
    block.chart.form = form;
    const std::string svg = chart_svg(block);
    EXPECT_TRUE(holds(svg, "<svg")) << svg.substr(0, 100);
    EXPECT_TRUE(svg.ends_with("</svg>\n"));
    EXPECT_FALSE(holds(svg, "<script") || holds(svg, "<image"));
    EXPECT_TRUE(chart_png(block, 300).starts_with("\x89PNG"));
  }
}

/// A chart of all provinces with long names still fits on one page.
TEST(ChartPicture, ALargeChartIsMadeSmallerRatherThanCut) {
  Block block = testing::chart();
  block.chart.labels.assign(60, "Một tên rất dài của một cơ quan phải xuống dòng ít nhất hai lần");
  for (Series& series : block.chart.series) series.values.assign(60, 5);
  EXPECT_LE(chart_size(block).height, 700);
  EXPECT_TRUE(holds(chart_svg(block), "<svg"));
}

TEST(ChartPicture, AChartOfNothingButZeroesAndGapsIsDrawn) {
  for (const ChartForm form : {ChartForm::bars, ChartForm::stacked, ChartForm::line}) {
    Block block = testing::chart();
    block.chart.form = form;
    block.chart.series = {{.name = "", .values = {0, std::nullopt}}};
    EXPECT_TRUE(holds(chart_svg(block), "<svg"));
  }
}

TEST(ChartPicture, ChartsOfAPaperAreCountedFromOne) {
  Content content = testing::content();
  EXPECT_EQ(find_chart(content, 1), nullptr);
  content.blocks.push_back(testing::chart());
  EXPECT_EQ(find_chart(content, 0), nullptr);
  EXPECT_EQ(find_chart(content, 1), &content.blocks.back());
  EXPECT_EQ(find_chart(content, 2), nullptr);
}

}  // namespace
}  // namespace hd::documents
