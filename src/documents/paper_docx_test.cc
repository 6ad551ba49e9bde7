#include "documents/paper_docx.h"

#include <gtest/gtest.h>

#include "documents/operations_templates.h"
#include "documents/paper_template.h"
#include "documents/testing.h"
#include "documents/word_text.h"

namespace hd::documents {
namespace {

const Copy kCopy{.printed_by = "Người Thử Ba", .printed_at = base::testing::at_minute(5)};

Package filled(const Document& document, const std::string& bytes = own_template()) {
  return read_package(docx(document, kCopy, *read_template(bytes))).package;
}

std::string text(const Package& package, const std::string& name = "word/document.xml") {
  const auto part = parse_part(package.find(name)->bytes);
  std::string words;
  for (const auto& paragraph : paragraphs_of(part)) words += text_of(paragraph) + "\n";
  return words;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Docx, SaysWhatThePaperSaysInItsOrder) {
  Document document = testing::document();
  document.state = State::issued;
  document.number = "12/BC-111";
  document.hash = "abc";
  EXPECT_EQ(text(filled(document)),
            "CỤC THỬ\nTỔNG ĐÀI THỬ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "Độc lập - Tự do - Hạnh phúc\n\nSố: 12/BC-111\nHà Nội, ngày 02 tháng 3 năm 2026\n"
            "Báo cáo thử về kết nối dịch vụ\n1. Diễn biến\n"
            "Người Thử Một gọi lúc 09:00 <ngày> thử.\n"
            "Cơ quan\nSố lượt\nCơ quan thử\n12\nCơ quan khác\n1.020\n\n"
            "- Việc thứ nhất\n- Việc thứ hai\n\n"
            "Nơi nhận:\n- Lãnh đạo đường dây nóng;\n- Lưu.\n"
            "CÁN BỘ ĐƯỜNG DÂY NÓNG\n\n\n\n\nNgười Thử Hai\n");
  EXPECT_EQ(text(filled(document), "word/footer.xml"),
            "In lúc 09:05 02/03/2026 bởi Người Thử Ba · SHA-256 abc\n");
}

TEST(Docx, ADraftAndAWithdrawnPaperSaySoOnEveryPage) {
  Document document = testing::document();
  EXPECT_EQ(text(filled(document), "word/header-first.xml"), "DỰ THẢO\n");
  EXPECT_EQ(count(text(filled(document), "word/header.xml"), "DỰ THẢO"), 1U);
  document.state = State::withdrawn;
  EXPECT_EQ(text(filled(document), "word/header-first.xml"), "ĐÃ THU HỒI\n");
}

TEST(Docx, WhereTheTemplateHasNoPlaceForTheStampItStandsInTheFooter) {
  Package package = *read_template(own_template());
  for (const char* name : {"word/header.xml", "word/header-first.xml"}) {
    std::string& bytes = package.find(name)->bytes;
    bytes.replace(bytes.find("{{stamp}}"), 9, "");
  }
  EXPECT_EQ(text(filled(testing::document(), write_package(package)), "word/footer.xml"),
            "DỰ THẢO · In lúc 09:05 02/03/2026 bởi Người Thử Ba\n");
}

TEST(Docx, AChartIsASharpPictureWithWordsAndItsTable) {
  Document document = testing::document();
  document.content.blocks = {testing::chart(), testing::chart()};
  const Package package = filled(document);
  EXPECT_TRUE(package.find("word/media/hd-chart-1.png")->bytes.starts_with("\x89PNG"));
  EXPECT_NE(package.find("word/media/hd-chart-1.svg")->bytes.find("<svg"), std::string::npos);
  const std::string& main = package.find("word/document.xml")->bytes;
  EXPECT_EQ(count(main, "<w:drawing>"), 2U);
  EXPECT_EQ(count(main, "descr=\"Biểu đồ 1. Kết nối dịch vụ theo cơ quan\""), 4U);
  EXPECT_EQ(count(text(package), "1.027\n"), 2U);
  EXPECT_EQ(count(package.find("word/_rels/document.xml.rels")->bytes, "media/hd-chart-"), 4U);
  EXPECT_EQ(count(package.find("[Content_Types].xml")->bytes, "image/svg+xml"), 1U);
}

TEST(Docx, TheHeadOfATableStandsAgainOnEveryPage) {
  EXPECT_EQ(count(filled(testing::document()).find("word/document.xml")->bytes, "<w:tblHeader"),
            1U);
}

/// A word in braces in the text of a paper is text, and so is markup; control characters, which
/// would make the file unreadable, are left out.
TEST(Docx, TextOfThePaperStaysText) {
  Document document = testing::document();
  document.content.title =
      "{{body}} <w:p/> & \x01"
      "dòng một\ndòng hai";
  document.content.blocks = {{.kind = BlockKind::paragraph, .text = "{{footer}} {{signer_name}}"}};
  const std::string words = text(filled(document));
  EXPECT_EQ(count(words, "{{body}} <w:p/> & dòng mộtdòng hai\n"), 1U) << words;
  EXPECT_EQ(count(words, "{{footer}} {{signer_name}}\n"), 1U);
  EXPECT_EQ(count(filled(document).find("word/document.xml")->bytes, "<w:br/>"), 1U);
}

TEST(Docx, AnEmptyLineOfTheLetterheadLeavesNoGap) {
  Document document = testing::document();
  document.content.superior_body = "";
  EXPECT_TRUE(text(filled(document)).starts_with("TỔNG ĐÀI THỬ\n"));
}

}  // namespace
}  // namespace hd::documents
