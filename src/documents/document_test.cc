#include "documents/document.h"

#include <gtest/gtest.h>

#include "documents/content_json.h"
#include "documents/testing.h"
#include "platform/crypto.h"

namespace hd::documents {
namespace {

std::vector<base::FieldError> faults(const Content& content) {
  const auto result = check(content);
  return result ? std::vector<base::FieldError>() : result.error().fields;
}

TEST(Document, NeedsATitleAndSomethingToSay) {
  EXPECT_TRUE(faults(testing::content()).empty());
  EXPECT_EQ(faults({}),
            (std::vector<base::FieldError>{{"title", "required"}, {"blocks", "required"}}));
}

TEST(Document, NamesTheBlockThatIsWrong) {
  Content content = testing::content();
  content.blocks[2].rows.push_back({"only one cell"});
  content.blocks[1].text = std::string(20'001, 'a');
  EXPECT_EQ(faults(content),
            (std::vector<base::FieldError>{{"blocks.1", "too_long"}, {"blocks.2", "table_shape"}}));
}

TEST(Document, ItsLifeAllowsExactlyTheseActions) {
  EXPECT_EQ(actions(State::draft),
            (std::vector<std::string>{"edit", "issue", "pdf", "docx", "xlsx", "print"}));
  EXPECT_EQ(actions(State::issued),
            (std::vector<std::string>{"withdraw", "pdf", "docx", "xlsx", "print"}));
  EXPECT_EQ(actions(State::superseded), (std::vector<std::string>{"pdf", "docx", "xlsx", "print"}));
  EXPECT_EQ(actions(State::withdrawn), (std::vector<std::string>{"pdf", "docx", "xlsx", "print"}));
}

TEST(Document, ContentComesBackFromItsSealedTextUnchanged) {
  const Content content = testing::content();
  EXPECT_EQ(content_of(to_text(content)), content);
  Content drawn = content;
  drawn.blocks.push_back(testing::chart());
  EXPECT_EQ(content_of(to_text(drawn)), drawn);
  EXPECT_THROW(content_of("{"), std::runtime_error);
  EXPECT_THROW(content_of(R"({"title":"a","more":1})"), std::runtime_error);
}

TEST(Document, FrozenTextTellsEveryTwoPapersApart) {
  const base::Date day = *base::parse_date("2026-03-31");
  const Content content = testing::content();
  const std::string frozen = frozen_text(content, "1/BC-111", day);
  EXPECT_EQ(frozen_text(content, "1/BC-111", day), frozen);
  EXPECT_NE(frozen_text(content, "2/BC-111", day), frozen);
  EXPECT_NE(frozen_text(content, "1/BC-111", base::plus_days(day, 1)), frozen);
  Content moved = content;
  moved.blocks[0].text += moved.blocks[1].text.substr(0, 1);
  moved.blocks[1].text.erase(0, 1);
  EXPECT_NE(frozen_text(moved, "1/BC-111", day), frozen);
  Content signer = content;
  signer.signer_name += "x";
  EXPECT_NE(frozen_text(signer, "1/BC-111", day), frozen);
}

/// The hash of a paper that was issued is printed on its copies; no later version of the program
/// may come to another one.
TEST(Document, APaperIssuedBeforeThereWereChartsKeepsItsHash) {
  const std::string frozen =
      frozen_text(testing::content(), "12/BC-111", *base::parse_date("2026-03-31"));
  EXPECT_EQ(platform::to_hex(platform::sha256(frozen)),
            "d81961596224cd856d2071ff5ad128e0d05b37789d18bf6260dc47d302a7ef73");
}

TEST(Document, FrozenTextCoversEveryPartOfAChart) {
  const base::Date day = *base::parse_date("2026-03-31");
  Content content = testing::content();
  content.blocks.push_back(testing::chart());
  const std::string frozen = frozen_text(content, "1/BC-111", day);
  const auto changed = [&](auto change) {
    Content other = content;
    change(other.blocks.back());
    return frozen_text(other, "1/BC-111", day) != frozen;
  };
  EXPECT_TRUE(changed([](Block& block) { block.text += "."; }));
  EXPECT_TRUE(changed([](Block& block) { block.chart.form = ChartForm::bars; }));
  EXPECT_TRUE(changed([](Block& block) { block.chart.head += "."; }));
  EXPECT_TRUE(changed([](Block& block) { block.chart.labels[0] += "."; }));
  EXPECT_TRUE(changed([](Block& block) { block.chart.series[1].name += "."; }));
  EXPECT_TRUE(changed([](Block& block) { block.chart.series[1].values[1] = 0; }));
  EXPECT_TRUE(changed([](Block& block) { block.chart.unit += "."; }));
  EXPECT_TRUE(changed([](Block& block) { block.chart.decimals = 1; }));
  EXPECT_TRUE(changed([](Block& block) { block.chart.note += "."; }));
}

TEST(Document, AChartHasAValuePerLabelAndNoneBelowZero) {
  const auto is_refused = [](auto change) {
    Content content = testing::content();
    content.blocks = {testing::chart()};
    change(content.blocks[0].chart);
    return faults(content) == std::vector<base::FieldError>{{"blocks.0", "chart_shape"}};
  };
  EXPECT_FALSE(is_refused([](Chart&) {}));
  EXPECT_TRUE(is_refused([](Chart& chart) { chart.series[0].values.pop_back(); }));
  EXPECT_TRUE(is_refused([](Chart& chart) { chart.series[0].values[0] = -1; }));
  EXPECT_TRUE(is_refused([](Chart& chart) { chart.series.clear(); }));
  EXPECT_TRUE(is_refused([](Chart& chart) { chart.labels.clear(); }));
  EXPECT_TRUE(is_refused([](Chart& chart) { chart.series.resize(7, chart.series[0]); }));
  EXPECT_TRUE(is_refused([](Chart& chart) { chart.decimals = 4; }));
}

}  // namespace
}  // namespace hd::documents
