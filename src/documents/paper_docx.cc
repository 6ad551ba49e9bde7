#include "documents/paper_docx.h"

#include "documents/paper_template.h"
#include "documents/word_body.h"
#include "documents/word_text.h"

namespace hd::documents {
namespace {

constexpr const char* kNoRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>)";
constexpr std::string_view kStyleSheet = "/styles.xml";

/// Everything but body and recipients, which are more than one paragraph.
std::string word_of(Placeholder name, const Document& document, const Copy& copy,
                    bool stamp_in_footer) {
  const Content& content = document.content;
  switch (name) {
    case Placeholder::title:
      return content.title;
    case Placeholder::number:
      return number_or_blank(document);
    case Placeholder::issuing_body:
      return letterhead(content.issuing_body);
    case Placeholder::superior_body:
      return letterhead(content.superior_body);
    case Placeholder::place_and_date:
      return place_and_date(document);
    case Placeholder::signer_role:
      return content.signer_role;
    case Placeholder::signer_name:
      return content.signer_name;
    case Placeholder::footer: {
      const std::string stamp = stamp_in_footer ? stamp_of(document.state) : "";
      return (stamp.empty() ? "" : stamp + " · ") + footer_of(document, copy);
    }
    case Placeholder::stamp:
      return stamp_of(document.state);
    case Placeholder::body:
    case Placeholder::recipients:
      return {};
  }
  return {};
}

/// Id of the style that every language of Word calls "heading 2".
std::string heading_style(const Package& package) {
  for (const Part& part : package.parts) {
    if (!part.name.ends_with(kStyleSheet)) continue;
    const auto styles = parse_part(part.bytes);
    for (const auto& style : styles.document_element().children("w:style")) {
      const std::string_view name = style.child("w:name").attribute("w:val").value();
      if (name == "heading 2" || name == "Heading 2") return style.attribute("w:styleId").value();
    }
  }
  return {};
}

double text_width(const pugi::xml_node& root) {
  constexpr double kTwips = 20;
  const auto section = root.child("w:body").child("w:sectPr");
  const double width = section.child("w:pgSz").attribute("w:w").as_double(11906);
  const auto margins = section.child("w:pgMar");
  const double left = margins.attribute("w:left").as_double(1701);
  const double right = margins.attribute("w:right").as_double(1134);
  constexpr double kLeast = 200;
  return std::max((width - left - right) / kTwips, kLeast);
}

/// A line of the letterhead that is empty in this paper leaves no gap, unless its cell needs it.
void drop_if_empty(pugi::xml_node paragraph) {
  if (!text_of(paragraph).empty()) return;
  pugi::xml_node parent = paragraph.parent();
  std::size_t siblings = 0;
  for (const auto& child : parent.children("w:p")) siblings += child == paragraph ? 0 : 1;
  if (siblings > 0) parent.remove_child(paragraph);
}

void fill_recipients(pugi::xml_node paragraph, const std::vector<std::string>& recipients) {
  pugi::xml_node parent = paragraph.parent();
  for (const std::string& line : recipients) {
    pugi::xml_node copy = parent.insert_copy_before(paragraph, paragraph);
    replace_names(copy, [&](std::string_view) { return "- " + word_safe(line); });
  }
  replace_names(paragraph, [](std::string_view) { return std::string(); });
  drop_if_empty(paragraph);
}

/// Fills one part; what the body needs of the package comes back.
class Filling {
 public:
  Filling(const Document& document, const Copy& copy, const Package& paper)
      : document_(document), copy_(copy), paper_(paper) {
    for (const Placeholder name : placeholders_of(paper)) has_stamp_ |= name == Placeholder::stamp;
  }

  std::string filled(const std::string& bytes) {
    auto part = parse_part(bytes);
    controls_to_names(part.root(), [](std::string_view tag) {
      return base::value_of(kPlaceholderNames, tag).has_value();
    });
    for (const auto& paragraph : paragraphs_of(part.root()))
      fill(paragraph, part.document_element());
    return part_text(part);
  }

  const std::vector<WordPicture>& pictures() const { return pictures_; }

 private:
  void fill(pugi::xml_node paragraph, const pugi::xml_node& root) {
    const auto names = names_in(text_of(paragraph));
    if (names.empty()) return;
    if (names.front() == "body") return fill_body(paragraph, root);
    if (names.front() == "recipients") {
      return fill_recipients(paragraph, document_.content.recipients);
    }
    replace_names(paragraph, [&](std::string_view name) -> std::optional<std::string> {
      const auto known = base::value_of(kPlaceholderNames, name);
      if (!known) return std::nullopt;
      return word_safe(word_of(*known, document_, copy_, !has_stamp_));
    });
    drop_if_empty(paragraph);
  }

  void fill_body(pugi::xml_node paragraph, const pugi::xml_node& root) {
    WordBody body(paragraph,
                  {.text_width = text_width(root), .heading_style = heading_style(paper_)});
    const auto& blocks = document_.content.blocks;
    for (std::size_t i = 0; i < blocks.size(); ++i) body.add(blocks, i);
    pictures_ = body.pictures();
    paragraph.parent().remove_child(paragraph);
  }

  const Document& document_;
  const Copy& copy_;
  const Package& paper_;
  bool has_stamp_ = false;
  std::vector<WordPicture> pictures_ = {};
};

void declare_type(pugi::xml_node types, const char* extension, const char* type) {
  if (types.find_child_by_attribute("Default", "Extension", extension)) return;
  pugi::xml_node entry = types.prepend_child("Default");
  entry.append_attribute("Extension").set_value(extension);
  entry.append_attribute("ContentType").set_value(type);
}

void add_relation(pugi::xml_node relations, const std::string& id, const std::string& target) {
  pugi::xml_node relation = relations.append_child("Relationship");
  relation.append_attribute("Id").set_value(id.c_str());
  relation.append_attribute("Type").set_value(
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image");
  relation.append_attribute("Target").set_value(target.c_str());
}

void add_pictures(Package& package, const std::vector<WordPicture>& pictures) {
  if (pictures.empty()) return;
  const std::string main = main_part(package);
  const std::string folder = main.substr(0, main.rfind('/') + 1);
  Part* types = package.find("[Content_Types].xml");
  auto declared = parse_part(types->bytes);
  declare_type(declared.document_element(), "png", "image/png");
  declare_type(declared.document_element(), "svg", "image/svg+xml");
  types->bytes = part_text(declared);
  if (package.find(relations_of(main)) == nullptr) {
    package.parts.push_back({.name = relations_of(main), .bytes = kNoRelations});
  }
  Part* links = package.find(relations_of(main));
  auto relations = parse_part(links->bytes);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const std::string name = "media/hd-chart-" + std::to_string(i);
    add_relation(relations.document_element(), "hdPng" + std::to_string(i), name + ".png");
    add_relation(relations.document_element(), "hdSvg" + std::to_string(i), name + ".svg");
  }
  links->bytes = part_text(relations);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const std::string name = folder + "media/hd-chart-" + std::to_string(i);
    package.parts.push_back({.name = name + ".png", .bytes = pictures[i].png});
    package.parts.push_back({.name = name + ".svg", .bytes = pictures[i].svg});
  }
}

}  // namespace

std::string docx(const Document& document, const Copy& copy, const Package& paper_template) {
  Package made = paper_template;
  Filling filling(document, copy, paper_template);
  for (const std::string& name : text_parts(paper_template)) {
    Part* part = made.find(name);
    part->bytes = filling.filled(part->bytes);
  }
  add_pictures(made, filling.pictures());
  return write_package(made);
}

}  // namespace hd::documents
