#include "statistics/definition_codec.h"

#include <utility>

namespace hd::statistics {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;

constexpr std::size_t kWireItems = 100, kWireTitle = 200, kWireText = 4000;

JsonArray texts_json(const std::vector<std::string>& texts) {
  JsonArray array;
  for (const auto& text : texts) array.emplace_back(text);
  return array;
}

Json table_json(const TableSpec& table) {
  return JsonObject{{"code", table.code},
                    {"title_vi", table.title.vi},
                    {"title_en", table.title.en},
                    {"rows", table.rows},
                    {"columns", platform::text_or_null(table.columns)},
                    {"chart", table.chart}};
}

Json part_json(const Part& part) {
  JsonArray filters, tables;
  for (const auto& filter : part.filters) {
    filters.emplace_back(
        JsonObject{{"dimension", filter.dimension}, {"codes", texts_json(filter.codes)}});
  }
  for (const auto& table : part.tables) tables.push_back(table_json(table));
  return JsonObject{{"code", part.code},
                    {"title_vi", part.title.vi},
                    {"title_en", part.title.en},
                    {"unit", base::name_of(kUnitNames, part.unit)},
                    {"filters", std::move(filters)},
                    {"tables", std::move(tables)}};
}

std::vector<std::string> read_texts(JsonReader& in, std::string_view key, std::size_t longest) {
  std::vector<std::string> texts;
  for (const Json& item : in.optional_array(key, kWireItems)) {
    const auto* text = item.get_if<std::string>();
    if (text == nullptr || text->size() > longest) {
      in.complain(key, text == nullptr ? "wrong_type" : "too_long");
      return {};
    }
    texts.push_back(*text);
  }
  return texts;
}

Title read_title(JsonReader& in) {
  return {in.optional_text("title_vi", kWireTitle), in.optional_text("title_en", kWireTitle)};
}

Part read_part_spec(JsonReader& in) {
  Part part{.code = in.optional_text("code", kWireTitle), .title = read_title(in)};
  part.unit = in.choice("unit", kUnitNames);
  part.filters = in.objects("filters", kWireItems, [](JsonReader& item) {
    return Filter{item.optional_text("dimension", kWireTitle),
                  read_texts(item, "codes", kWireTitle)};
  });
  part.tables = in.objects("tables", kWireItems, [](JsonReader& item) {
    return TableSpec{.code = item.optional_text("code", kWireTitle),
                     .title = read_title(item),
                     .rows = item.optional_text("rows", kWireTitle),
                     .columns = item.optional_text("columns", kWireTitle),
                     .chart = item.optional_flag("chart").value_or(false)};
  });
  return part;
}

}  // namespace

JsonObject to_json(const Definition& definition) {
  JsonArray parts;
  for (const auto& part : definition.parts) parts.push_back(part_json(part));
  return {{"code", definition.code},
          {"title_vi", definition.title.vi},
          {"title_en", definition.title.en},
          {"age_set", definition.age_set},
          {"geography", base::name_of(kGeographyRuleNames, definition.geography)},
          {"compare", definition.compare},
          {"cumulative", definition.cumulative},
          {"in_use", definition.in_use},
          {"parts", std::move(parts)},
          {"texts", texts_json(definition.texts)},
          {"recipients", texts_json(definition.recipients)},
          {"signer_role", definition.signer_role}};
}

Definition read_definition(JsonReader& in) {
  Definition definition{.code = in.optional_text("code", kWireTitle), .title = read_title(in)};
  definition.age_set = in.optional_text("age_set", kWireTitle);
  definition.geography = in.choice("geography", kGeographyRuleNames);
  definition.compare = in.flag("compare");
  definition.cumulative = in.flag("cumulative");
  definition.in_use = in.flag("in_use");
  definition.parts = in.objects("parts", kWireItems, read_part_spec);
  definition.texts = read_texts(in, "texts", kWireText);
  definition.recipients = read_texts(in, "recipients", kWireTitle);
  definition.signer_role = in.optional_text("signer_role", kWireTitle);
  return definition;
}

std::string encode(const Definition& definition) {
  return Json(to_json(definition)).dump();
}

Definition decode_definition(const std::string& text) {
  const Json json = platform::parse_own_json(text, "report definition");
  JsonReader in(json);
  auto definition = in.finish(read_definition(in));
  if (!definition) throw std::runtime_error("malformed report definition");
  return std::move(*definition);
}

}  // namespace hd::statistics
