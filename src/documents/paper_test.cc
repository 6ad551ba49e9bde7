#include "documents/paper.h"

#include <gtest/gtest.h>

#include "documents/testing.h"

namespace hd::documents {
namespace {

const Copy kCopy{.printed_by = "Người Thử Ba", .printed_at = base::testing::at_minute(5)};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Paper, TheHtmlPageHasTheAdministrativeLayoutAndNoScript) {
  Document document = testing::document();
  document.state = State::issued;
  document.number = "12/BC-111";
  document.hash = "abc";
  const std::string page = print_page(document, kCopy);
  EXPECT_TRUE(holds(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
  EXPECT_TRUE(holds(page, "Số: 12/BC-111"));
  EXPECT_TRUE(holds(page, "Hà Nội, ngày 02 tháng 3 năm 2026"));
  EXPECT_TRUE(holds(page, "<th>Cơ quan</th><th>Số lượt</th>") ||
              holds(page, "<th>Cơ quan</th>\n<th>Số lượt</th>"));
  EXPECT_TRUE(holds(page, "Nơi nhận:"));
  EXPECT_TRUE(holds(page, "In lúc 09:05 02/03/2026 bởi Người Thử Ba · SHA-256 abc"));
  EXPECT_FALSE(holds(page, "<script"));
  EXPECT_FALSE(holds(page, "style="));
}

TEST(Paper, ALetterheadIsInCapitalsWithAllItsMarks) {
  EXPECT_EQ(letterhead("Tổng đài quốc gia về phòng, chống mua bán người (111)"),
            "TỔNG ĐÀI QUỐC GIA VỀ PHÒNG, CHỐNG MUA BÁN NGƯỜI (111)");
  EXPECT_EQ(letterhead("Ủy ban nhân dân xã Đường Ưng"), "ỦY BAN NHÂN DÂN XÃ ĐƯỜNG ƯNG");
  EXPECT_EQ(letterhead(""), "");
}

TEST(Paper, TextFromTheRecordNeverBecomesMarkup) {
  Document document = testing::document();
  document.content.title = "<script>alert(\"1\")</script>&";
  const std::string page = print_page(document, kCopy);
  EXPECT_TRUE(holds(page, "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;"));
  EXPECT_TRUE(holds(page, "09:00 &lt;ngày&gt; thử"));
}

TEST(Paper, ADraftAndAWithdrawnPaperSaySo) {
  Document document = testing::document();
  EXPECT_TRUE(holds(print_page(document, kCopy), "DỰ THẢO"));
  document.state = State::withdrawn;
  EXPECT_TRUE(holds(print_page(document, kCopy), "ĐÃ THU HỒI"));
}

TEST(Paper, ThePdfIsMadeAndRunsOverSeveralPagesWhenItIsLong) {
  Document document = testing::document();
  const std::string small = pdf(document, kCopy);
  EXPECT_TRUE(small.starts_with("%PDF"));
  for (int i = 0; i < 300; ++i) document.content.blocks[2].rows.push_back({"Cơ quan", "1"});
  document.content.blocks[1].text = std::string(9'000, 'a');
  const std::string large = pdf(document, kCopy);
  EXPECT_GT(large.size(), small.size());
  EXPECT_TRUE(holds(large, "/Count ") && !holds(large, "/Count 1\n"));
}

}  // namespace
}  // namespace hd::documents
