#pragma once
// Content as JSON: in the envelope and on the wire the blocks have the same form.

#include <string>
#include <vector>

#include "base/result.h"
#include "documents/document.h"
#include "platform/json.h"

namespace hd::documents {

platform::JsonArray to_json(const std::vector<Block>& blocks);
platform::JsonArray to_json(const std::vector<std::string>& lines);

/// Complaints go to `in`, under "<key>.<index>.…".
std::vector<Block> read_blocks(platform::JsonReader& in, std::string_view key);
std::vector<std::string> read_lines(platform::JsonReader& in, std::string_view key,
                                    std::size_t max_lines, std::size_t max_characters);

/// The text that is sealed.
std::string to_text(const Content& content);

/// Throws std::runtime_error when the text is not what to_text() wrote.
Content content_of(const std::string& text);

}  // namespace hd::documents
