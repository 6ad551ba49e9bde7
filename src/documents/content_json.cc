#include "documents/content_json.h"

#include "base/text.h"
#include "documents/limits.h"

namespace hd::documents {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;

Json to_json(const Series& series) {
  JsonArray values;
  for (const auto& value : series.values) values.emplace_back(value);
  return JsonObject{{"name", series.name}, {"values", std::move(values)}};
}

Json to_json(const Chart& chart) {
  JsonArray series;
  for (const Series& one : chart.series) series.emplace_back(to_json(one));
  return JsonObject{{"form", base::name_of(kChartFormNames, chart.form)},
                    {"head", chart.head},
                    {"labels", documents::to_json(chart.labels)},
                    {"series", std::move(series)},
                    {"unit", chart.unit},
                    {"decimals", chart.decimals},
                    {"note", chart.note}};
}

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
    case BlockKind::chart:
      object.emplace_back("text", block.text);
      object.emplace_back("chart", to_json(block.chart));
      if (block.beside_table) object.emplace_back("beside_table", true);
      break;
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

Series read_series(JsonReader& in) {
  Series series{.name = in.optional_text("name", kLabelMax)};
  for (const Json& item : in.array("values", kLabelsMax)) {
    const auto* number = item.get_if<std::int64_t>();
    if (number == nullptr && !item.is_null()) in.complain("values", "wrong_type");
    series.values.push_back(number == nullptr ? std::nullopt : std::optional(*number));
  }
  return series;
}

Chart read_chart(JsonReader& in) {
  Chart chart{.form = in.choice("form", kChartFormNames)};
  chart.head = in.optional_text("head", kLabelMax);
  chart.labels = lines_of(in.array("labels", kLabelsMax), in, "labels", kLabelMax);
  chart.series = in.objects("series", kSeriesMax, read_series);
  chart.unit = in.optional_text("unit", kLabelMax);
  chart.decimals = in.optional_number("decimals", 0, kDecimalsMax).value_or(0);
  chart.note = in.optional_text("note", kLineMax);
  if (!has_shape(chart)) in.complain("labels", "chart_shape");
  return chart;
}

/// `prefix` stands before the names of fields in complaints.
Block read_block(JsonReader& in, const std::string& prefix) {
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
  const bool is_chart = block.kind == BlockKind::chart;
  if (const Json* chart = is_chart ? in.object("chart") : nullptr; chart != nullptr) {
    JsonReader part(*chart, prefix + "chart.");
    block.chart = read_chart(part);
    in.absorb(part);
  }
  block.beside_table = in.optional_flag("beside_table").value_or(false) && is_chart;
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
    const std::string prefix = std::string(key) + "." + std::to_string(i) + ".";
    JsonReader part(array[i], prefix);
    blocks.push_back(read_block(part, prefix));
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
