#include "documents/word_text.h"

#include <sstream>
#include <stdexcept>

namespace hd::documents {
namespace {

bool is(const pugi::xml_node& node, std::string_view name) {
  return node.name() == name;
}

void find_paragraphs(pugi::xml_node node, std::vector<pugi::xml_node>& found) {
  for (pugi::xml_node child : node.children()) {
    if (is(child, "w:p")) found.push_back(child);
    find_paragraphs(child, found);
  }
}

/// Stops at paragraphs inside: a text box belongs to its own.
void find_texts(pugi::xml_node node, std::vector<pugi::xml_node>& found) {
  for (pugi::xml_node child : node.children()) {
    if (is(child, "w:p")) continue;
    if (is(child, "w:t")) {
      found.push_back(child);
    } else {
      find_texts(child, found);
    }
  }
}

std::vector<pugi::xml_node> texts_of(pugi::xml_node paragraph) {
  std::vector<pugi::xml_node> found;
  find_texts(paragraph, found);
  return found;
}

/// One name in braces: where it begins and ends in the text of the paragraph.
struct Found {
  std::size_t begin, end;
  std::string name;
};

std::vector<Found> find_names(std::string_view text) {
  std::vector<Found> found;
  for (std::size_t begin = text.find("{{"); begin != text.npos; begin = text.find("{{", begin)) {
    const std::size_t end = text.find("}}", begin);
    if (end == text.npos) break;
    std::string name(text.substr(begin + 2, end - begin - 2));
    std::erase(name, ' ');
    found.push_back({.begin = begin, .end = end + 2, .name = std::move(name)});
    begin = end + 2;
  }
  return found;
}

/// Writes `text` into a w:t; line breaks become elements of its run.
void set_text(pugi::xml_node node, std::string_view text) {
  pugi::xml_node at = node;
  while (true) {
    const std::size_t end = text.find('\n');
    at.text().set(std::string(text.substr(0, end)).c_str());
    if (!at.attribute("xml:space")) at.append_attribute("xml:space").set_value("preserve");
    if (end == text.npos) return;
    text.remove_prefix(end + 1);
    pugi::xml_node run = at.parent();
    const pugi::xml_node line_break = run.insert_child_after("w:br", at);
    at = run.insert_child_after("w:t", line_break);
  }
}

/// Puts `value` where [begin, end) of the joined text was.
void replace_range(std::vector<std::string>& texts, const Found& range, const std::string& value) {
  std::size_t start = 0;
  bool is_first = true;
  for (std::string& text : texts) {
    const std::size_t size = text.size();
    const std::size_t from = std::max(range.begin, start);
    const std::size_t to = std::min(range.end, start + size);
    if (from < to) {
      text.replace(from - start, to - from, is_first ? value : std::string());
      is_first = false;
    }
    start += size;
  }
}

}  // namespace

std::vector<pugi::xml_node> paragraphs_of(pugi::xml_node root) {
  std::vector<pugi::xml_node> found;
  find_paragraphs(root, found);
  return found;
}

std::string text_of(pugi::xml_node paragraph) {
  std::string text;
  for (const auto& node : texts_of(paragraph)) text += node.text().get();
  return text;
}

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  for (auto& found : find_names(text)) names.push_back(std::move(found.name));
  return names;
}

void replace_names(pugi::xml_node paragraph,
                   const std::function<std::optional<std::string>(std::string_view)>& value) {
  const auto nodes = texts_of(paragraph);
  std::vector<std::string> texts;
  std::string whole;
  for (const auto& node : nodes) {
    texts.emplace_back(node.text().get());
    whole += texts.back();
  }
  const auto names = find_names(whole);
  if (names.empty()) return;
  for (auto found = names.rbegin(); found != names.rend(); ++found) {
    if (const auto text = value(found->name)) replace_range(texts, *found, *text);
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) set_text(nodes[i], texts[i]);
}

void controls_to_names(pugi::xml_node root, const std::function<bool(std::string_view)>& is_name) {
  for (pugi::xml_node child : root.children()) controls_to_names(child, is_name);
  if (!is(root, "w:sdt")) return;
  const std::string tag = root.child("w:sdtPr").child("w:tag").attribute("w:val").value();
  if (!is_name(tag)) return;
  root.child("w:sdtPr").remove_child("w:showingPlcHdr");
  root.child("w:sdtPr").remove_child("w:dataBinding");  // it would put another text in its place
  std::vector<pugi::xml_node> texts;
  pugi::xml_node content = root.child("w:sdtContent");
  find_texts(content, texts);
  for (const auto& paragraph : paragraphs_of(content)) find_texts(paragraph, texts);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    texts[i].text().set(i == 0 ? ("{{" + tag + "}}").c_str() : "");
  }
}

pugi::xml_document parse_part(const std::string& bytes) {
  pugi::xml_document part;
  const auto parsed = part.load_buffer(
      bytes.data(), bytes.size(),
      pugi::parse_default | pugi::parse_declaration | pugi::parse_ws_pcdata_single);
  if (!parsed) throw std::runtime_error("a part of an office file is no XML");
  return part;
}

std::string part_text(const pugi::xml_document& part) {
  std::ostringstream out;
  part.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  return out.str();
}

}  // namespace hd::documents
