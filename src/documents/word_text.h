#pragma once
// The text of WordprocessingML. Word spreads a word over several runs at will, so a paragraph is
// read and changed as one text. Pure.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace hd::documents {

/// All paragraphs below `root`, also those in tables and text boxes, in order.
std::vector<pugi::xml_node> paragraphs_of(pugi::xml_node root);

/// The text of a paragraph, without that of text boxes anchored in it.
std::string text_of(pugi::xml_node paragraph);

/// The names between double braces in `text`, in order.
std::vector<std::string> names_in(std::string_view text);

/// Puts `value(name)` for every {{name}} of the paragraph; the letters take the look of the first
/// brace. "\n" becomes a line break. Names without a value stay.
void replace_names(pugi::xml_node paragraph,
                   const std::function<std::optional<std::string>(std::string_view)>& value);

/// Content controls with a tag that `is_name` knows get "{{tag}}" as their only text, so that they
/// are filled like words in braces.
void controls_to_names(pugi::xml_node root, const std::function<bool(std::string_view)>& is_name);

/// The whole text of the part again. Throws std::runtime_error when `bytes` is no XML.
pugi::xml_document parse_part(const std::string& bytes);
std::string part_text(const pugi::xml_document& part);

}  // namespace hd::documents
