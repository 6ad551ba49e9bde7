#include "documents/paper_template.h"

#include <gtest/gtest.h>

#include "documents/operations_templates.h"
#include "documents/paper_docx.h"
#include "documents/testing.h"
#include "documents/word_text.h"

namespace hd::documents {
namespace {

const Copy kCopy{.printed_by = "Người Thử Ba", .printed_at = base::testing::at_minute(5)};

Package own() {
  return *read_template(own_template());
}

/// The template of the program with one part changed or added.
std::string changed(const std::string& part, const std::string& from, const std::string& to) {
  Package package = own();
  Part* found = package.find(part);
  const auto at = found->bytes.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  found->bytes.replace(at, from.size(), to);
  return write_package(package);
}

std::string with_part(const std::string& name, const std::string& bytes) {
  Package package = own();
  package.parts.push_back({.name = name, .bytes = bytes});
  return write_package(package);
}

/// "content damaged" or "" when the template is taken.
std::string refusal(const std::string& bytes) {
  const auto read = read_template(bytes);
  if (read) return "";
  return read.error().fields.front().field + " " + read.error().fields.front().code;
}

constexpr const char* kMain = "word/document.xml";

/// All words of a filled template, part by part.
std::string words_of(const std::string& bytes) {
  const Package package = read_package(bytes).package;
  std::string words;
  for (const std::string& name : text_parts(package)) {
    const auto part = parse_part(package.find(name)->bytes);
    for (const auto& paragraph : paragraphs_of(part)) words += text_of(paragraph) + "\n";
  }
  return words;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(PaperTemplate, TheOneOfTheProgramIsTakenAndFillsEveryWord) {
  EXPECT_EQ(refusal(own_template()), "");
  EXPECT_EQ(placeholders_of(own()).size(), kPlaceholderNames.size());
  EXPECT_EQ(own_template(), own_template());
}

TEST(PaperTemplate, WhatRunsOrIsEmbeddedIsRefused) {
  EXPECT_EQ(refusal(with_part("word/vbaProject.bin", "x")), "content macro");
  EXPECT_EQ(refusal(with_part("word/embeddings/oleObject1.bin", "x")), "content embedded_object");
  EXPECT_EQ(refusal(with_part("word/activeX/activeX1.xml", "<a/>")), "content embedded_object");
  EXPECT_EQ(refusal(with_part("word/other.docx", "x")), "content embedded_object");
  EXPECT_EQ(refusal(with_part("word/run.exe", "x")), "content embedded_object");
  EXPECT_EQ(refusal(changed("[Content_Types].xml", "wordprocessingml.document.main",
                            "wordprocessingml.document.macroEnabled.main")),
            "content macro");
  EXPECT_EQ(refusal(changed(kMain, "<w:sectPr>", "<w:altChunk/><w:sectPr>")),
            "content embedded_object");
}

TEST(PaperTemplate, NothingMayComeFromOutside) {
  const std::string relation =
      "<Relationship Id=\"x\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
      "relationships/attachedTemplate\" Target=\"http://a.invalid/t.dotm\" "
      "TargetMode=\"External\"/></Relationships>";
  EXPECT_EQ(refusal(changed("word/_rels/document.xml.rels", "</Relationships>", relation)),
            "content external_link");
  EXPECT_EQ(refusal(with_part("word/_rels/settings.xml.rels", "<Relationships>" + relation)),
            "content external_link");
}

TEST(PaperTemplate, AFieldMayCountPagesAndNothingElse) {
  EXPECT_EQ(refusal(changed("word/header.xml", " PAGE ", " NUMPAGES \\* Arabic ")), "");
  for (const char* field : {" DDEAUTO c:\\\\windows\\\\cmd.exe ", " INCLUDETEXT \"a\" ",
                            " INCLUDEPICTURE \"http://a\" ", " D", " HYPERLINK \"a\" "}) {
    EXPECT_EQ(refusal(changed("word/header.xml", " PAGE ", field)), "content unsafe_field")
        << field;
  }
}

// A prefix is a name that the file chooses: Word goes by the namespace behind it.
TEST(PaperTemplate, AnotherPrefixHidesNothing) {
  const std::string word =
      "xmlns:z=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
  const auto in_body = [&](const std::string& xml) {
    return refusal(changed(kMain, "<w:sectPr>", "<w:p " + word + ">" + xml + "</w:p><w:sectPr>"));
  };
  EXPECT_EQ(in_body("<z:r><z:instrText> DDEAUTO c </z:instrText></z:r>"), "content unsafe_field");
  EXPECT_EQ(in_body("<z:fldSimple z:instr=\" INCLUDETEXT a \"/>"), "content unsafe_field");
  EXPECT_EQ(in_body("<w:fldSimple z:instr=\" INCLUDETEXT a \"/>"), "content unsafe_field");
  EXPECT_EQ(in_body("<z:altChunk/>"), "content embedded_object");
  EXPECT_EQ(in_body("<z:r><z:object/></z:r>"), "content embedded_object");
  const std::string relations =
      "<q:Relationships xmlns:q=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<q:Relationship Id=\"x\" Type=\"http://a/image\" Target=\"http://a.invalid/\" "
      "TargetMode=\"External\"/></q:Relationships>";
  EXPECT_EQ(refusal(with_part("word/_rels/settings.xml.rels", relations)), "content external_link");
  const std::string deeper =
      "<Relationships><x><Relationship Id=\"x\" Type=\"image\" Target=\"a\" "
      "TargetMode=\" External\"/></x></Relationships>";
  EXPECT_EQ(refusal(with_part("word/_rels/settings.xml.rels", deeper)), "content external_link");
}

TEST(PaperTemplate, WhatIsNoWordFileOrUnpacksToTooMuchIsRefused) {
  EXPECT_EQ(refusal("no archive"), "content damaged");
  EXPECT_EQ(refusal(write_package({.parts = {{"a.xml", "<a/>"}}})), "content not_word");
  EXPECT_EQ(refusal(std::string(kTemplateMaxBytes + 1, 'x')), "content too_large");
  EXPECT_EQ(refusal(with_part("word/bomb.xml", std::string(std::size_t{8} << 20U, ' '))),
            "content archive_too_large");
  EXPECT_EQ(refusal(changed(kMain, "<w:body>", "<w:body")), "content damaged");
  EXPECT_EQ(refusal(with_part("word/theme.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")),
            "content damaged");
  EXPECT_EQ(refusal(with_part("../outside.xml", "<a/>")), "content damaged");
}

TEST(PaperTemplate, ElementsNestedWithoutEndAreRefused) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<w:r>";
  for (int i = 0; i < 100'000; ++i) deep += "</w:r>";
  Package package = own();
  Part* main = package.find(kMain);
  main->bytes.replace(main->bytes.find("<w:sectPr>"), 0, deep);
  for (int i = 0; i < 20'000; ++i) main->bytes += "<!-- " + std::to_string(i * 7919) + " -->";
  EXPECT_EQ(refusal(write_package(package)), "content damaged");
}

/// Whatever is broken in a file, it is refused or filled; it never ends the program.
TEST(PaperTemplate, ADamagedPartIsRefusedOrFilled) {
  std::uint32_t random = 20260322;
  const auto next = [&](std::size_t below) {
    random = random * 1664525U + 1013904223U;
    return (random >> 8U) % below;
  };
  for (int round = 0; round < 300; ++round) {
    Package package = own();
    std::string& bytes = package.parts[next(package.parts.size())].bytes;
    for (std::size_t cuts = 1 + next(3); cuts > 0; --cuts) {
      const std::size_t at = next(bytes.size());
      if (next(2) == 0) {
        bytes.erase(at, next(40));
      } else {
        bytes.insert(at, bytes.substr(next(bytes.size()), next(60)));
      }
    }
    const auto read = read_template(write_package(package));
    if (!read) continue;
    EXPECT_TRUE(docx(testing::document(), kCopy, *read).starts_with("PK"));
  }
}

TEST(PaperTemplate, EveryWordInBracesIsKnownAndNoneThatIsNeededIsMissing) {
  EXPECT_EQ(refusal(changed(kMain, "{{title}}", "Báo cáo")), "content.title placeholder_missing");
  EXPECT_EQ(refusal(changed(kMain, "{{title}}", "{{title}} {{tilte}}")),
            "content.tilte placeholder_unknown");
  EXPECT_EQ(refusal(changed(kMain, "{{body}}", "Nội dung: {{body}}")),
            "content.body placeholder_not_alone");
  EXPECT_EQ(refusal(changed(kMain, "{{recipients}}", "{{body}}")),
            "content.body placeholder_not_alone");
  EXPECT_EQ(refusal(changed(kMain, "{{superior_body}}", "")), "");
}

TEST(PaperTemplate, AWordThatWordSpreadOverSeveralRunsIsFound) {
  const std::string spread =
      "{</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:rPr><w:b/></w:rPr><w:t>{ti</w:t>"
      "</w:r><w:r><w:t>tle</w:t></w:r><w:r><w:t>}} và {{num</w:t></w:r><w:r><w:t>ber}";
  const std::string bytes = changed(kMain, "{{title}}", spread + "}");
  ASSERT_EQ(refusal(bytes), "");
  const std::string words = words_of(docx(testing::document(), kCopy, *read_template(bytes)));
  EXPECT_TRUE(holds(words, "Báo cáo thử về kết nối dịch vụ và ……/BC\n")) << words;
}

TEST(PaperTemplate, AContentControlIsFilledLikeAWordInBraces) {
  const std::string control =
      "<w:sdt><w:sdtPr><w:tag w:val=\"title\"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r>"
      "<w:t>Bấm để </w:t></w:r><w:r><w:t>nhập tên</w:t></w:r></w:sdtContent></w:sdt>";
  const std::string bytes =
      changed(kMain, "<w:r><w:t xml:space=\"preserve\">{{title}}</w:t></w:r>", control);
  ASSERT_EQ(refusal(bytes), "");
  const std::string words = words_of(docx(testing::document(), kCopy, *read_template(bytes)));
  EXPECT_TRUE(holds(words, "Báo cáo thử về kết nối dịch vụ\n"));
  EXPECT_FALSE(holds(words, "Bấm để"));
}

}  // namespace
}  // namespace hd::documents
