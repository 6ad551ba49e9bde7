#include "base/text.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace hd::base {
namespace {

TEST(Fold, DropsMarksCaseAndTheStrokeOfD) {
  EXPECT_EQ(fold("  Lạng   SƠN "), "lang son");
  EXPECT_EQ(fold("Đà Nẵng"), "da nang");
  EXPECT_EQ(fold("ĐẮK LẮK"), "dak lak");
  EXPECT_EQ(fold("đường Nguyễn Huệ"), "duong nguyen hue");
}

TEST(Fold, BothPlacesOfTheToneMarkAreOneWord) {
  EXPECT_EQ(fold("hoà"), fold("hòa"));
  EXPECT_EQ(fold("thuý"), fold("thúy"));
  EXPECT_EQ(fold("Hoà Bình"), fold("HÒA BÌNH"));
}

TEST(Fold, ComposedAndDecomposedLettersAreOne) {
  const std::string composed = "\xE1\xBA\xA1";  // ạ
  const std::string decomposed = "a\xCC\xA3";   // a and a dot below
  EXPECT_NE(composed, decomposed);
  EXPECT_EQ(fold(composed), fold(decomposed));
  EXPECT_EQ(nfc(decomposed), composed);
}

TEST(Fold, ZeroWidthCharactersVanishAndPunctuationSeparates) {
  EXPECT_EQ(fold("Lạng\xE2\x80\x8BSơn"), "langson");
  EXPECT_EQ(fold("\xEF\xBB\xBFHoa"), "hoa");
  EXPECT_EQ(fold("TP.Hồ-Chí-Minh"), "tp ho chi minh");
  EXPECT_EQ(fold("..."), "");
  EXPECT_EQ(fold(""), "");
  EXPECT_EQ(fold("số 12/3"), "so 12 3");
}

TEST(Utf8, RefusesBrokenTextNulAndSurrogates) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("Nguyễn 😀"));
  EXPECT_FALSE(is_utf8("\xFF"));
  EXPECT_FALSE(is_utf8("\xC0\x80"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_utf8("\xE1\xBA"));
  EXPECT_FALSE(is_utf8(std::string_view("a\0b", 3)));
}

TEST(Trim, TakesWhiteSpaceOffBothEndsOnly) {
  EXPECT_EQ(trim(" \t a  b \r\n"), "a  b");
  EXPECT_EQ(trim("\xC2\xA0 x \xC2\xA0"), "x");
  EXPECT_EQ(trim("  "), "");
}

TEST(Length, CountsCodePoints) {
  EXPECT_EQ(length(""), 0U);
  EXPECT_EQ(length("Nguyễn"), 6U);
  EXPECT_EQ(length("😀"), 1U);
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a||b", '|'), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(split("a|", '|'), (std::vector<std::string>{"a", ""}));
  EXPECT_EQ(split("", '|'), std::vector<std::string>{});
  EXPECT_EQ(split("a", '|'), std::vector<std::string>{"a"});
}

TEST(VietnameseOrder, IsThatOfTheDictionary) {
  std::vector<std::string> words{"đá", "da", "dạ", "e", "Đắk Lắk", "Dầu"};
  std::ranges::sort(words, vietnamese_less);
  EXPECT_EQ(words, (std::vector<std::string>{"da", "dạ", "Dầu", "đá", "Đắk Lắk", "e"}));
}

TEST(VietnameseNumber, HasADotBetweenThousands) {
  EXPECT_EQ(vietnamese_number(0), "0");
  EXPECT_EQ(vietnamese_number(999), "999");
  EXPECT_EQ(vietnamese_number(1020), "1.020");
  EXPECT_EQ(vietnamese_number(1234567), "1.234.567");
  EXPECT_EQ(vietnamese_number(-1020), "-1.020");
}

// Source: published figures of the first half of 2021: 870 and 98 of 1,020 callers.
TEST(VietnameseShare, RoundsAsThePublishedFiguresDo) {
  EXPECT_EQ(vietnamese_share(870, 1020), "85,3 %");
  EXPECT_EQ(vietnamese_share(98, 1020), "9,6 %");
  EXPECT_EQ(vietnamese_share(1, 2), "50 %");
  EXPECT_EQ(vietnamese_share(0, 5), "0 %");
  EXPECT_EQ(vietnamese_share(5, 5), "100 %");
  EXPECT_EQ(vietnamese_share(1, 2000), "0,1 %") << "half up";
  EXPECT_EQ(vietnamese_share(3, 2000), "0,2 %");
  EXPECT_EQ(vietnamese_share(0, 0), "–");
}

}  // namespace
}  // namespace hd::base
