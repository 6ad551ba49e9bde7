// Poisoned files: security 3.8, abuse case 19.
#include "files/examine.h"

#include <gtest/gtest.h>

#include "files/archive.h"
#include "files/testing.h"
#include "platform/testing_zip.h"

namespace hd::files {
namespace {

using platform::testing::zipped;
using testing::exif;
using testing::jpeg;
using testing::png;

std::string docx(const std::string& name = "docProps/app.xml", const std::string& text = "<a/>") {
  return zipped(
      {{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w:document/>"}, {name, text}});
}

class Examination : public ::testing::Test {
 protected:
  /// "" when taken, else the refusal.
  std::string verdict(std::string_view bytes, std::string_view extension) const {
    const auto findings = examiner_.examine(bytes, extension);
    return findings.refusal ? std::string(base::name_of(kRefusalNames, *findings.refusal)) : "";
  }
  const Examiner examiner_;
};

TEST_F(Examination, TakesTheKindsOfTheList) {
  EXPECT_EQ(verdict(jpeg(16, 16), "jpg"), "");
  EXPECT_EQ(verdict(jpeg(16, 16), "jpeg"), "");
  EXPECT_EQ(verdict(png(4, 4), "png"), "");
  EXPECT_EQ(verdict(docx(), "docx"), "");
  EXPECT_EQ(verdict("Lời kể của người gọi.\r\n", "txt"), "");
  EXPECT_EQ(verdict("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n", "pdf"), "");
}

TEST_F(Examination, RefusesWhatIsNotWhatItSays) {
  EXPECT_EQ(verdict(png(4, 4), "jpg"), "type_mismatch");
  EXPECT_EQ(verdict(docx(), "xlsx"), "type_mismatch");
  EXPECT_EQ(verdict("<html><body onload=x></body></html>", "txt"), "type_mismatch");
  EXPECT_EQ(verdict("MZ\x90\x03", "png"), "type_not_allowed");
  EXPECT_EQ(verdict(zipped({{"a.txt", "a"}}), "docx"), "type_not_allowed");
  EXPECT_EQ(verdict(std::string("text with\0zero", 14), "txt"), "type_not_allowed");
  EXPECT_EQ(verdict("", "txt"), "type_mismatch");
}

TEST_F(Examination, RefusesTwoFilesInOne) {
  EXPECT_EQ(verdict(png(4, 4) + docx(), "png"), "two_faces");
  EXPECT_EQ(verdict(jpeg(16, 16) + docx(), "jpg"), "two_faces");
  EXPECT_EQ(verdict(jpeg(16, 16, "\xFF\xFE" + std::string("\0\x0B", 2) + "<script>x"), "jpg"),
            "two_faces");
  EXPECT_EQ(verdict(png(4, 4) + std::string(2000, '\0') + "%PDF-1.4\n%%EOF", "png"), "two_faces");
  EXPECT_NE(verdict("x\n%PDF-1.4\n%%EOF", "txt"), "");
}

TEST_F(Examination, RefusesWhatIsCutShortOrDamaged) {
  const std::string photo = jpeg(64, 64);
  EXPECT_EQ(verdict(photo.substr(0, photo.size() * 2 / 3), "jpg"), "damaged");
  const std::string picture = png(64, 64);
  EXPECT_EQ(verdict(picture.substr(0, picture.size() - 20), "png"), "damaged");
  std::string changed = picture;
  changed[picture.size() / 2] = static_cast<char>(changed[picture.size() / 2] ^ 1);
  EXPECT_EQ(verdict(changed, "png"), "damaged");
  const std::string office = docx();
  EXPECT_EQ(verdict(office.substr(0, office.size() - 10), "docx"), "damaged");
  EXPECT_EQ(verdict("%PDF-1.4\n1 0 obj", "pdf"), "damaged");
}

TEST_F(Examination, RefusesAPictureTooLargeToDecodeBeforeItDecodesIt) {
  std::string huge = jpeg(16, 16);
  const auto frame = huge.find("\xFF\xC0");
  ASSERT_NE(frame, huge.npos);
  huge.replace(frame + 5, 4, "\xFD\xE8\xFD\xE8");  // 65,000 by 65,000
  EXPECT_EQ(verdict(huge, "jpg"), "too_many_pixels");
}

TEST_F(Examination, RefusesArchivesThatAreTraps) {
  EXPECT_EQ(verdict(docx("word/media/a.bin", std::string(8 << 20, '\0')), "docx"),
            "archive_too_large");
  EXPECT_EQ(verdict(docx("word/media/a.zip", "x"), "docx"), "archive_nested");
  EXPECT_EQ(verdict(docx("word/media/a.png", zipped({{"a", "a"}})), "docx"), "archive_nested");
  EXPECT_EQ(verdict(docx("word/vbaProject.bin", "x"), "docx"), "active_content");
  EXPECT_EQ(verdict(docx("word/embeddings/a.bin", "x"), "docx"), "active_content");
  EXPECT_EQ(verdict(docx("word/../../a.xml", "x"), "docx"), "damaged");
  std::vector<std::pair<std::string, std::string>> many{{"word/document.xml", "x"}};
  for (int i = 0; i < kEntriesMax; ++i) many.emplace_back("word/" + std::to_string(i), "x");
  EXPECT_EQ(verdict(zipped(many), "docx"), "archive_too_large");
}

// What an office program fetches or runs by itself; a link that a reader clicks is none of that.
TEST_F(Examination, RefusesOfficeFilesThatReachOutOrRunSomething) {
  const auto relation = [](const std::string& kind, const std::string& mode) {
    return "<a:Relationships xmlns:a=\"r\"><a:Relationship Id=\"1\" Type=\"http://r/" + kind +
           "\" Target=\"http://a.invalid/x\" TargetMode=\"" + mode + "\"/></a:Relationships>";
  };
  const auto with = [&](const std::string& kind, const std::string& mode) {
    return verdict(docx("word/_rels/settings.xml.rels", relation(kind, mode)), "docx");
  };
  EXPECT_EQ(with("attachedTemplate", "External"), "active_content");
  EXPECT_EQ(with("image", "external"), "active_content");
  EXPECT_EQ(with("image", " External"), "active_content");
  EXPECT_EQ(with("externalLinkPath", "External"), "active_content");
  EXPECT_EQ(with("hyperlink", "External"), "");
  EXPECT_EQ(with("image", "Internal"), "");
  EXPECT_EQ(with("vbaProject", "Internal"), "active_content");
  EXPECT_EQ(with("oleObject", "Internal"), "active_content");
  EXPECT_EQ(verdict(docx("word/_rels/a.xml.rels", "<Relationships"), "docx"), "damaged");
  EXPECT_EQ(
      verdict(docx("customXml/item1.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), "docx"),
      "active_content");
  const std::string macros = zipped({{"[Content_Types].xml",
                                      "<Types><Override ContentType=\"application/vnd.ms-word."
                                      "document.macroEnabled.main+xml\"/></Types>"},
                                     {"word/document.xml", "<w:document/>"}});
  EXPECT_EQ(verdict(macros, "docx"), "active_content");
}

TEST_F(Examination, RefusesPapersThatRunSomething) {
  for (const char* part :
       {"/JavaScript", "/Launch", "/EmbeddedFile", "/JS (x)", "/JS<41>", "/JS\n(x)",
        "/J#61vaScript", "/#4aS 5 0 R", "/JS%\n(x)", "/SubmitForm"}) {
    const std::string pdf = std::string("%PDF-1.4\n1 0 obj<<") + part + ">>endobj\n%%EOF\n";
    EXPECT_EQ(verdict(pdf, "pdf"), "active_content") << part;
  }
}

TEST_F(Examination, MakesPicturesAnewWithoutTheNotesOfTheCamera) {
  const std::string photo = jpeg(32, 16, exif(1));
  ASSERT_NE(photo.find("GPS"), std::string::npos);
  const auto findings = examiner_.examine(photo, "jpg");
  ASSERT_TRUE(findings.safe);
  EXPECT_EQ(findings.safe->type, Type::jpeg);
  EXPECT_EQ(findings.safe->bytes.find("GPS"), std::string::npos);
  EXPECT_EQ(findings.safe->bytes.find("Exif"), std::string::npos);
}

TEST_F(Examination, KeepsAPictureUprightWhenItsNotesAreGone) {
  const auto turned = std::get<Picture>(redrawn(Type::jpeg, jpeg(32, 16, exif(6))));
  tjhandle turbo = tjInitDecompress();
  const auto* raw = reinterpret_cast<const unsigned char*>(turned.bytes.data());
  int width = 0;
  int height = 0;
  int other = 0;
  ASSERT_EQ(tjDecompressHeader3(turbo, raw, turned.bytes.size(), &width, &height, &other, &other),
            0);
  EXPECT_EQ(width, 16);
  EXPECT_EQ(height, 32);
  std::vector<unsigned char> pixels(std::size_t{16} * 32 * 3);
  ASSERT_EQ(tjDecompress2(turbo, raw, turned.bytes.size(), pixels.data(), 16, 0, 32, TJPF_RGB, 0),
            0);
  tjDestroy(turbo);
  EXPECT_GT(pixels.front(), 200);            // red was left and is now on top
  EXPECT_LT(pixels[pixels.size() - 3], 50);  // blue below
}

TEST_F(Examination, SendsItsFindingsThroughThePipe) {
  const auto findings = examiner_.examine(png(4, 4), "png");
  const auto back = read_answer(to_answer(findings));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->type, findings.type);
  EXPECT_EQ(back->safe->bytes, findings.safe->bytes);
  EXPECT_EQ(read_answer(to_answer({.refusal = Refusal::damaged}))->refusal, Refusal::damaged);
  for (const char* malformed : {"", "x", "- - -\n", "damaged text -\n", "- png png"}) {
    EXPECT_FALSE(read_answer(malformed)) << malformed;
  }
  const std::string sent = to_request("png", "bytes\nand more");
  const auto request = read_request(sent);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->extension, "png");
  EXPECT_EQ(request->bytes, "bytes\nand more");
}

}  // namespace
}  // namespace hd::files
