// Word templates: the input is the text of the main part and of its relations, put into an archive.
// What is accepted holds nothing that runs or comes from elsewhere, by whatever prefix it is
// called, and a paper can be written into it.

#include <algorithm>

#include "documents/paper_docx.h"
#include "documents/paper_template.h"
#include "documents/testing.h"
#include "documents/word_text.h"
#include "fuzz.h"

namespace hd::fuzz {
namespace {

constexpr std::string_view kTypes =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
    R"(<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-)"
    R"(officedocument.wordprocessingml.document.main+xml"/></Types>)";
constexpr std::string_view kRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/)"
    R"(relationships/officeDocument" Target="word/document.xml"/></Relationships>)";
constexpr std::string_view kBegin =
    R"(<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>)";
constexpr std::string_view kEnd = "</w:body></w:document>";

std::string_view local(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

void check(const pugi::xml_node& node, bool relations) {
  for (const auto& child : node.children()) {
    const std::string_view name = local(child.name());
    require(name != "altChunk" && name != "object" && name != "subDoc", "nothing embedded");
    const std::string_view text = child.text().get();
    require(name != "instrText" || text.find("DDE") == text.npos, "no field that runs");
    for (const auto& attribute : child.attributes()) {
      const std::string_view value = attribute.value();
      require(!relations || local(attribute.name()) != "TargetMode" || value != "External",
              "nothing outside");
    }
    check(child, relations);
  }
}

}  // namespace

void examine(std::string_view input) {
  Pieces pieces(input);
  std::string body(pieces.next());
  const std::string relations(pieces.rest());
  if (!body.starts_with("<?xml")) body = std::string(kBegin) + body + std::string(kEnd);
  documents::Package package{.parts = {{"[Content_Types].xml", std::string(kTypes)},
                                       {"_rels/.rels", std::string(kRelations)},
                                       {"word/document.xml", body}}};
  if (!relations.empty()) {
    package.parts.push_back({"word/_rels/document.xml.rels", relations});
  }
  const auto accepted = documents::read_template(documents::write_package(package));
  if (!accepted) {
    require(!accepted.error().fields.empty(), "a refusal says where");
    return;
  }
  for (const auto& part : accepted->parts) {
    check(documents::parse_part(part.bytes), part.name.ends_with(".rels"));
  }
  require(!documents::placeholders_of(*accepted).empty(), "words in braces are found");
  const documents::Copy copy{.printed_by = "Người Thử", .printed_at = {}};
  const auto paper = documents::docx(documents::testing::document(), copy, *accepted);
  const auto written = documents::read_package(paper);
  require(!written.fault, "the paper is a package");
  static_cast<void>(documents::parse_part(written.package.find("word/document.xml")->bytes));
}

}  // namespace hd::fuzz
