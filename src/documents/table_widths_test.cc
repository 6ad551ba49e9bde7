#include "documents/table_widths.h"

#include <numeric>

#include <gtest/gtest.h>

namespace hd::documents {
namespace {

constexpr double kPage = 450;

double sum(const std::vector<double>& widths) {
  return std::accumulate(widths.begin(), widths.end(), 0.0);
}

TEST(TableWidths, AddUpToThePageHoweverMuchTheyHold) {
  const std::string words =
      "một câu rất dài gồm nhiều từ ngắn để phải xuống dòng nhiều lần trong ô";
  for (const std::size_t columns : {1U, 3U, 20U}) {
    Block table{.kind = BlockKind::table};
    table.columns.assign(columns, "Cột có tên dài");
    table.rows.assign(2, std::vector<std::string>(columns, words));
    EXPECT_NEAR(sum(column_widths(table, kPage)), kPage, 0.001) << columns;
  }
}

TEST(TableWidths, FiguresAreNotBrokenBesideLongNames) {
  const Block table{.kind = BlockKind::table,
                    .columns = {"Cơ quan", "Số lượng", "Tỷ lệ"},
                    .rows = {{std::string(60, 'a') + " " + std::string(60, 'b') + " c d e f g h",
                              "1.020.020", "85,3 %"}}};
  const auto widths = column_widths(table, kPage);
  EXPECT_GT(widths[1], 50);
  EXPECT_GT(widths[2], 35);
  EXPECT_GT(widths[0], widths[1]);
}

TEST(TableWidths, FiguresAreTheCellsThatAreSetToTheRight) {
  for (const char* figure : {"12", "1.020", "85,3 %", "-5", "–", "…"})
    EXPECT_TRUE(is_figure(figure));
  for (const char* text : {"", "12 người", "-", "KN-2026", "%"}) EXPECT_FALSE(is_figure(text));
}

}  // namespace
}  // namespace hd::documents
