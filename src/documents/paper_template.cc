#include "documents/paper_template.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "documents/word_text.h"

namespace hd::documents {
namespace {

constexpr std::string_view kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view kMainType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
constexpr std::string_view kContentTypes = "[Content_Types].xml";

/// Ends the check; never leaves read_template.
struct Refused : std::runtime_error {
  Refused(std::string_view where, std::string_view why)
      : std::runtime_error(std::string(why)), field(where), code(why) {}
  std::string field, code;
};

[[noreturn]] void refuse(std::string_view code) {
  throw Refused("content", code);
}

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return text;
}

bool is_xml(const std::string& name) {
  return name.ends_with(".xml") || name.ends_with(".rels");
}

/// Stops at elements nested deeper than any office program writes: what follows goes down to them
/// step by step on the stack.
struct DepthLimit : pugi::xml_tree_walker {
  bool for_each(pugi::xml_node&) override {
    constexpr int kDeepest = 250;
    return depth() < kDeepest;
  }
};

pugi::xml_document parsed(const Part& part) {
  pugi::xml_document document;
  try {
    document = parse_part(part.bytes);
  } catch (const std::runtime_error&) {
    refuse("damaged");
  }
  DepthLimit limit;
  if (!document.traverse(limit)) refuse("damaged");
  return document;
}

/// Pictures and XML may stay; whatever runs or holds another file may not.
void check_name(const std::string& name) {
  if (name.find("vba") != name.npos) refuse("macro");
  for (const char* part :
       {"/embeddings/", "/activex/", "customui", "/afchunk", "/webextensions/"}) {
    if (name.find(part) != name.npos) refuse("embedded_object");
  }
  constexpr auto kKnown = std::to_array<std::string_view>(
      {".xml", ".rels", ".png", ".jpg", ".jpeg", ".emf", ".wmf", ".odttf"});
  if (std::ranges::none_of(kKnown, [&](std::string_view end) { return name.ends_with(end); })) {
    refuse("embedded_object");
  }
}

/// A name without its prefix, which the file chooses.
std::string_view local_name(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

/// Whether an attribute of that name, by any prefix, says something that may not be.
template <class Test>
bool any_attribute(const pugi::xml_node& node, std::string_view name, Test test) {
  return std::ranges::any_of(node.attributes(), [&](const pugi::xml_attribute& attribute) {
    return local_name(attribute.name()) == name && test(attribute.value());
  });
}

/// What a relationship may lead to is checked by its kind, not by the name of its target.
void check_relations_below(pugi::xml_node parent) {
  for (const auto& relation : parent.children()) {
    check_relations_below(relation);
    const std::string mode = lower_case(relation.attribute("TargetMode").value());
    const std::string type = lower_case(relation.attribute("Type").value());
    if (!mode.empty() && mode != "internal") refuse("external_link");
    if (type.find("vba") != type.npos || type.ends_with("/keymapcustomizations")) refuse("macro");
    for (const char* end : {"/oleobject", "/package", "/control", "/afchunk", "/attachedtemplate",
                            "/subdocument", "/mailmergesource", "/frame"}) {
      if (type.ends_with(end)) refuse("embedded_object");
    }
  }
}

/// A field may count pages and nothing else: others read files, addresses or programs.
bool is_harmless_field(std::string_view instruction) {
  const std::size_t begin = instruction.find_first_not_of(' ');
  if (begin == instruction.npos) return true;
  const std::string_view trimmed = instruction.substr(begin);
  const std::string_view word = trimmed.substr(0, trimmed.find(' '));
  return word == "PAGE" || word == "NUMPAGES" || word == "SECTIONPAGES" || word.starts_with('\\');
}

void check_elements(pugi::xml_node node) {
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = local_name(child.name());
    if (name == "altChunk" || name == "object" || name == "control" || name == "subDoc" ||
        name == "mailMerge" || name == "OLEObject") {
      refuse("embedded_object");
    }
    if (name == "instrText" && !is_harmless_field(child.text().get())) refuse("unsafe_field");
    if (any_attribute(child, "instr", [](const char* text) { return !is_harmless_field(text); })) {
      refuse("unsafe_field");
    }
    check_elements(child);
  }
}

void check_part(const Part& part) {
  const std::string name = lower_case(part.name);
  check_name(name);
  if (!is_xml(name)) return;
  if (part.bytes.find("<!DOCTYPE") != part.bytes.npos) refuse("damaged");
  if (name.ends_with(".rels")) {
    check_relations_below(parsed(part).root());
  } else {
    check_elements(parsed(part).root());
  }
}

/// The main part is a Word document by its declared type and by its root.
void check_kind(const Package& package) {
  const Part* types = package.find(kContentTypes);
  const Part* main = package.find(main_part(package));
  if (types == nullptr || main == nullptr) refuse("not_word");
  const auto declared = parsed(*types);
  bool is_document = false;
  for (const auto& entry : declared.document_element().children("Override")) {
    const std::string_view type = entry.attribute("ContentType").value();
    if (type.find("macroEnabled") != type.npos) refuse("macro");
    is_document |= type == kMainType && entry.attribute("PartName").value() == "/" + main->name;
  }
  const auto document = parsed(*main);
  const auto root = document.document_element();
  if (!is_document || root.name() != std::string_view("w:document") ||
      root.attribute("xmlns:w").value() != kWord || !root.child("w:body")) {
    refuse("not_word");
  }
}

bool is_name(std::string_view name) {
  return base::value_of(kPlaceholderNames, name).has_value();
}

/// body and recipients become several paragraphs, so they stand alone in theirs; the body, which
/// holds tables, not in a table.
void check_alone(const pugi::xml_node& paragraph, const std::string& name) {
  if (text_of(paragraph) != "{{" + name + "}}") {
    throw Refused("content." + name, "placeholder_not_alone");
  }
  if (name != "body") return;
  for (auto node = paragraph.parent(); node; node = node.parent()) {
    const std::string_view parent = node.name();
    if (parent == "w:tc" || parent == "w:txbxContent" || parent == "w:hdr" || parent == "w:ftr") {
      throw Refused("content.body", "placeholder_not_alone");
    }
  }
}

void count_names(const Part& part, std::map<std::string, int>& counts) {
  auto document = parsed(part);
  controls_to_names(document.root(), is_name);
  for (const auto& paragraph : paragraphs_of(document.root())) {
    for (const std::string& name : names_in(text_of(paragraph))) {
      if (!is_name(name)) throw Refused("content." + name, "placeholder_unknown");
      if (name == "body" || name == "recipients") check_alone(paragraph, name);
      ++counts[name];
    }
  }
}

void check_names(const Package& package) {
  std::map<std::string, int> counts;
  for (const std::string& name : text_parts(package)) count_names(*package.find(name), counts);
  for (const char* name :
       {"title", "number", "issuing_body", "place_and_date", "body", "signer_name", "footer"}) {
    if (!counts.contains(name))
      throw Refused(std::string("content.") + name, "placeholder_missing");
  }
  if (counts["body"] > 1) throw Refused("content.body", "placeholder_twice");
}

}  // namespace

base::Result<Package> read_template(std::string_view bytes) {
  if (bytes.size() > kTemplateMaxBytes) return base::invalid({{"content", "too_large"}});
  ReadPackage read = read_package(bytes);
  if (read.fault) {
    const bool is_bomb = *read.fault == PackageFault::too_large;
    return base::invalid({{"content", is_bomb ? "archive_too_large" : "damaged"}});
  }
  try {
    for (const Part& part : read.package.parts) check_part(part);
    check_kind(read.package);
    check_names(read.package);
  } catch (const Refused& refused) {
    return base::invalid({{refused.field, refused.code}});
  }
  return std::move(read.package);
}

std::vector<Placeholder> placeholders_of(const Package& checked) {
  std::map<std::string, int> counts;
  for (const std::string& name : text_parts(checked)) count_names(*checked.find(name), counts);
  std::vector<Placeholder> found;
  for (const auto& entry : kPlaceholderNames) {
    if (counts.contains(std::string(entry.name))) found.push_back(entry.value);
  }
  return found;
}

std::string main_part(const Package& package) {
  const Part* relations = package.find("_rels/.rels");
  if (relations == nullptr) return {};
  const auto document = parse_part(relations->bytes);
  for (const auto& relation : document.document_element().children("Relationship")) {
    if (std::string_view(relation.attribute("Type").value()).ends_with("/officeDocument")) {
      std::string target = relation.attribute("Target").value();
      return target.starts_with('/') ? target.substr(1) : target;
    }
  }
  return {};
}

std::string relations_of(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  if (slash == part.npos) return "_rels/" + part + ".rels";
  return part.substr(0, slash) + "/_rels/" + part.substr(slash + 1) + ".rels";
}

std::vector<std::string> text_parts(const Package& package) {
  const std::string main = main_part(package);
  const std::string folder = main.substr(0, main.rfind('/') + 1);
  std::vector<std::string> names;
  for (const Part& part : package.parts) {
    const bool is_frame =
        part.name.starts_with(folder + "header") || part.name.starts_with(folder + "footer");
    if (part.name == main || (is_frame && part.name.ends_with(".xml"))) names.push_back(part.name);
  }
  return names;
}

}  // namespace hd::documents
