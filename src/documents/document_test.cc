#include "documents/document.h"

#include <gtest/gtest.h>

#include "documents/content_json.h"
#include "documents/testing.h"

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
  EXPECT_EQ(actions(State::draft), (std::vector<std::string>{"edit", "issue", "pdf", "print"}));
  EXPECT_EQ(actions(State::issued), (std::vector<std::string>{"withdraw", "pdf", "print"}));
  EXPECT_EQ(actions(State::superseded), (std::vector<std::string>{"pdf", "print"}));
  EXPECT_EQ(actions(State::withdrawn), (std::vector<std::string>{"pdf", "print"}));
}

TEST(Document, ContentComesBackFromItsSealedTextUnchanged) {
  const Content content = testing::content();
  EXPECT_EQ(content_of(to_text(content)), content);
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

}  // namespace
}  // namespace hd::documents
