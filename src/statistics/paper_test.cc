#include "statistics/paper.h"

#include "documents/beside_table.h"
#include "statistics/testing.h"

namespace hd::statistics::testing {
namespace {

using enum Field;

class Papers : public Statistics {
 protected:
  Papers() {
    for (int i = 1; i <= 20; ++i) {
      facts_.push_back(victim(i, "2026-02-01",
                              {{identification, "confirmed"},
                               {sex, i <= 17 ? "female" : "male"},
                               {country, i <= 16 ? "cn" : "mm"}}));
    }
    report_.texts = {"Có {victims} người; nữ {victims.sex.female} ({victims.sex.female%}).",
                     "Nam {victims.sex.male}."};
    report_.parts.front().tables = {
        {.code = "sex", .title = {"Giới tính", "Sex"}, .rows = "sex", .columns = "", .chart = true},
        {.code = "country", .title = {"Nước", "Country"}, .rows = "country", .columns = ""}};
  }
  documents::Content paper(bool is_public) const {
    return with_frame([&](const Frame& frame) {
      const auto figures = count(frame, report_, snapshots_of(facts_), {});
      Mask mask = open_mask(figures);
      mask.parts[0].tables[0].rows = {true, true};
      const PaperHead head{.body = "Tổng đài 111", .smallest = 5};
      if (is_public) return public_paper_of(report_, version_, figures, mask, head);
      return paper_of(report_, version_, figures, head);
    });
  }
  /// Paragraphs, and tables as "Nữ|17|85 %".
  static std::string text(const documents::Content& paper) {
    std::string text;
    for (const auto& block : paper.blocks) {
      if (!block.text.empty()) text += block.text + "\n";
      for (const auto& row : block.rows) {
        for (const auto& cell : row) text += cell + "|";
        text += "\n";
      }
    }
    return text;
  }
  static bool has(const documents::Content& paper, const std::string& words) {
    return text(paper).find(words) != std::string::npos;
  }

  std::vector<Fact> facts_;
  Definition report_ = victims_report();
  Version version_{.id = VersionId::random(),
                   .run = RunId::random(),
                   .order = {.report = "victims", .period = kYear},
                   .created_at = at("2026-12-31T00:00:00Z"),
                   .created_by = access::UserId::random(),
                   .state_at = at("2026-12-31T00:00:00Z"),
                   .log_hash = "abc",
                   .figures_hash = "f00d"};
};

TEST_F(Papers, FillsTheFiguresIntoItsWords) {
  const auto internal = paper(false);
  EXPECT_TRUE(has(internal, "Có 20 người; nữ 17 (85 %)."));
  EXPECT_TRUE(has(internal, "Nam 3."));
  EXPECT_TRUE(has(internal, "f00d"));
  EXPECT_TRUE(internal.title.ends_with("(bản nội bộ)"));
}

/// The screen is in the language of its reader; what has no English word stays Vietnamese.
TEST_F(Papers, AChartOnTheScreenFollowsTheLanguageOfItsReader) {
  Table table{.code = "sex", .title = {"Giới tính", "Sex"}, .rows_by = "sex", .columns_by = ""};
  table.rows = {{"female", {"Nữ", "Female"}}, {"other", {"Khác", ""}}};
  table.row_totals = {2, 1};
  const TableMask open{.rows = {false, false}};
  const auto english = chart_of(table, open, accounts::Language::en);
  EXPECT_EQ(english.head, "Sex");
  EXPECT_EQ(english.labels, (std::vector<std::string>{"Female", "Khác"}));
  EXPECT_EQ(english.series.front().name, "Number");
  const auto vietnamese = chart_of(table, open);
  EXPECT_EQ(vietnamese.head, "Giới tính");
  EXPECT_EQ(vietnamese.labels, (std::vector<std::string>{"Nữ", "Khác"}));
}

/// A charted table is printed once, with its shares, also where figures are hidden.
TEST_F(Papers, EveryChartStandsBesideTheTableWithItsFigures) {
  report_.parts.front().tables.push_back({.code = "both",
                                          .title = {"Nước và giới tính", "Country and sex"},
                                          .rows = "country",
                                          .columns = "sex",
                                          .chart = true});
  for (const bool is_public : {false, true}) {
    auto blocks = paper(is_public).blocks;
    documents::mark_beside_tables(blocks);
    std::size_t charts = 0;
    for (const auto& block : blocks) {
      if (block.kind != documents::BlockKind::chart) continue;
      ++charts;
      EXPECT_TRUE(block.beside_table) << block.text;
    }
    EXPECT_EQ(charts, is_public ? 2U : 1U);  // inside, tables of countries do not tell small counts
  }
}

TEST_F(Papers, InsideOnlySensitiveTablesHideSmallCounts) {
  const auto internal = paper(false);
  EXPECT_TRUE(has(internal, "Nam|3|15 %|"));
  EXPECT_TRUE(has(internal, "|<5|…|"));
  EXPECT_FALSE(has(internal, "|4|"));
}

TEST_F(Papers, InPublicWordsWithAHiddenFigureAreLeftOut) {
  const auto open = paper(true);
  EXPECT_FALSE(has(open, "nữ"));
  EXPECT_FALSE(has(open, "Nam 3"));
  EXPECT_TRUE(has(open, "Nữ|…|…|"));
  EXPECT_TRUE(open.title.ends_with("(bản công bố)"));
  for (const auto& block : open.blocks) {
    if (block.kind != documents::BlockKind::chart) continue;
    for (const auto& value : block.chart.series.front().values) EXPECT_FALSE(value);
  }
}

}  // namespace
}  // namespace hd::statistics::testing
