#include "documents/content_json.h"

#include "base/text.h"
#include "documents/limits.h"

namespace hd::documents {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;

Json to_json(const Block& block) {
  JsonObject object{{"kind", base::name_of(kBlockKindNames, block.kind)}};
  switch (block.kind) {
    case BlockKind::heading:
    case BlockKind::paragraph:
      object.emplace_back("text", block.text);
      break;
    case BlockKind::list:
      object.emplace_back("items", documents::to_json(block.items));
      break;
    case BlockKind::table: {
      JsonArray rows;
      for (const auto& row : block.rows) rows.emplace_back(documents::to_json(row));
      object.emplace_back("columns", documents::to_json(block.columns));
      object.emplace_back("rows", std::move(rows));
      break;
    }
  }
  return Json(std::move(object));
}

std::vector<std::string> lines_of(const JsonArray& array, JsonReader& in, std::string_view key,
                                  std::size_t max_characters) {
  std::vector<std::string> lines;
  for (const Json& item : array) {
    const auto* text = item.get_if<std::string>();
    if (text == nullptr) {
      in.complain(key, "wrong_type");
      return {};
    }
    if (base::length(*text) > max_characters) in.complain(key, "too_long");
    lines.push_back(base::nfc(*text));
  }
  return lines;
}

Block read_block(JsonReader& in) {
  Block block{.kind = in.choice("kind", kBlockKindNames)};
  block.text = in.optional_text("text", kTextMax);
  block.items = lines_of(in.optional_array("items", kItemsMax), in, "items", kLineMax);
  block.columns = lines_of(in.optional_array("columns", kColumnsMax), in, "columns", kLineMax);
  for (const Json& row : in.optional_array("rows", kRowsMax)) {
    const auto* cells = row.get_if<JsonArray>();
    if (cells == nullptr || cells->size() != block.columns.size()) {
      in.complain("rows", "table_shape");
      break;
    }
    block.rows.push_back(lines_of(*cells, in, "rows", kLineMax));
  }
  return block;
}

}  // namespace

JsonArray to_json(const std::vector<Block>& blocks) {
  JsonArray array;
  for (const Block& block : blocks) array.emplace_back(to_json(block));
  return array;
}

JsonArray to_json(const std::vector<std::string>& lines) {
  return {lines.begin(), lines.end()};
}

std::vector<Block> read_blocks(JsonReader& in, std::string_view key) {
  std::vector<Block> blocks;
  const JsonArray& array = in.optional_array(key, kRowsMax);
  for (std::size_t i = 0; i < array.size(); ++i) {
    JsonReader part(array[i], std::string(key) + "." + std::to_string(i) + ".");
    blocks.push_back(read_block(part));
    in.absorb(part);
  }
  return blocks;
}

std::vector<std::string> read_lines(JsonReader& in, std::string_view key, std::size_t max_lines,
                                    std::size_t max_characters) {
  return lines_of(in.optional_array(key, max_lines), in, key, max_characters);
}

std::string to_text(const Content& content) {
  return Json(JsonObject{{"title", content.title},
                         {"blocks", to_json(content.blocks)},
                         {"recipients", to_json(content.recipients)},
                         {"issuing_body", content.issuing_body},
                         {"superior_body", content.superior_body},
                         {"place", content.place},
                         {"signer_role", content.signer_role},
                         {"signer_name", content.signer_name}})
      .dump();
}

Content content_of(const std::string& text) {
  constexpr std::string_view kWhat = "document content";
  const Json json = platform::parse_own_json(text, kWhat);
  JsonReader in(json);
  Content content{.title = in.optional_text("title", kLineMax)};
  content.blocks = read_blocks(in, "blocks");
  content.recipients = read_lines(in, "recipients", kItemsMax, kLineMax);
  content.issuing_body = in.optional_text("issuing_body", kLineMax);
  content.superior_body = in.optional_text("superior_body", kLineMax);
  content.place = in.optional_text("place", kLineMax);
  content.signer_role = in.optional_text("signer_role", kLineMax);
  content.signer_name = in.optional_text("signer_name", kLineMax);
  in.require_clean(kWhat);
  return content;
}

}  // namespace hd::documents
