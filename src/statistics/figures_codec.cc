#include "statistics/figures_codec.h"

#include <stdexcept>
#include <utility>

#include "reporting/figures.h"

namespace hd::statistics {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;

constexpr std::size_t kAnyFigure = 1'000'000;

std::optional<std::int64_t> at(const std::optional<std::vector<std::int64_t>>& column,
                               std::size_t row) {
  if (!column) return std::nullopt;
  return column->at(row);
}

JsonObject category_json(const Category& category, std::int64_t total) {
  return {{"code", category.code},
          {"label_vi", category.label.vi},
          {"label_en", category.label.en},
          {"total", total}};
}

Json table_json(const Table& table) {
  JsonArray rows, columns;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    JsonArray cells;
    for (std::size_t j = 0; j < table.columns.size(); ++j) cells.emplace_back(table.cell(i, j));
    JsonObject row = category_json(table.rows[i], table.row_totals[i]);
    row.emplace_back("share_permille", reporting::permille(table.row_totals[i], table.total));
    row.emplace_back("previous", at(table.previous, i));
    row.emplace_back("cumulative", at(table.cumulative, i));
    row.emplace_back("cells", std::move(cells));
    rows.emplace_back(std::move(row));
  }
  for (std::size_t j = 0; j < table.columns.size(); ++j) {
    columns.emplace_back(category_json(table.columns[j], table.column_totals[j]));
  }
  return JsonObject{{"code", table.code},
                    {"title_vi", table.title.vi},
                    {"title_en", table.title.en},
                    {"rows_by", table.rows_by},
                    {"columns_by", platform::text_or_null(table.columns_by)},
                    {"chart", table.chart},
                    {"many", table.many},
                    {"total", table.total},
                    {"previous_total", table.previous_total},
                    {"cumulative_total", table.cumulative_total},
                    {"columns", std::move(columns)},
                    {"rows", std::move(rows)}};
}

Title read_title(JsonReader& in, std::string_view name) {
  const std::string key(name);
  return {in.optional_text(key + "_vi", kAnyFigure), in.optional_text(key + "_en", kAnyFigure)};
}

struct ReadRow {
  Category category;
  std::int64_t total;
  std::optional<std::int64_t> previous, cumulative;
  std::vector<std::int64_t> cells;
};

ReadRow read_row(JsonReader& in) {
  ReadRow row{.category = {in.text("code", kAnyFigure), read_title(in, "label")},
              .total = in.number("total", 0, INT64_MAX),
              .previous = in.optional_number("previous", 0, INT64_MAX),
              .cumulative = in.optional_number("cumulative", 0, INT64_MAX),
              .cells = {}};
  in.optional_number("share_permille", 0, INT64_MAX);
  for (const Json& cell : in.optional_array("cells", kAnyFigure)) {
    const auto* number = cell.get_if<std::int64_t>();
    if (number == nullptr) throw std::runtime_error("malformed figures");
    row.cells.push_back(*number);
  }
  return row;
}

Table read_table(JsonReader& in) {
  Table table{.code = in.text("code", kAnyFigure),
              .title = read_title(in, "title"),
              .rows_by = in.text("rows_by", kAnyFigure),
              .columns_by = in.optional_text("columns_by", kAnyFigure),
              .chart = in.flag("chart"),
              .many = in.flag("many"),
              .total = in.number("total", 0, INT64_MAX),
              .previous_total = in.optional_number("previous_total", 0, INT64_MAX),
              .cumulative_total = in.optional_number("cumulative_total", 0, INT64_MAX)};
  const auto columns = in.objects("columns", kAnyFigure, [](JsonReader& item) {
    return std::pair(Category{item.text("code", kAnyFigure), read_title(item, "label")},
                     item.number("total", 0, INT64_MAX));
  });
  for (const auto& [category, total] : columns) {
    table.columns.push_back(category);
    table.column_totals.push_back(total);
  }
  if (table.previous_total) table.previous.emplace();
  if (table.cumulative_total) table.cumulative.emplace();
  for (auto& row : in.objects("rows", kAnyFigure, read_row)) {
    table.rows.push_back(std::move(row.category));
    table.row_totals.push_back(row.total);
    if (table.previous) table.previous->push_back(row.previous.value_or(0));
    if (table.cumulative) table.cumulative->push_back(row.cumulative.value_or(0));
    table.cells.insert(table.cells.end(), row.cells.begin(), row.cells.end());
  }
  return table;
}

PartFigures read_part(JsonReader& in) {
  PartFigures part{.code = in.text("code", kAnyFigure),
                   .title = read_title(in, "title"),
                   .unit = in.choice("unit", kUnitNames),
                   .total = in.number("total", 0, INT64_MAX)};
  part.tables = in.objects("tables", kAnyFigure, read_table);
  return part;
}

}  // namespace

JsonObject to_json(const Figures& figures) {
  JsonArray parts, sources;
  for (const PartFigures& part : figures.parts) {
    JsonArray tables;
    for (const Table& table : part.tables) tables.push_back(table_json(table));
    parts.emplace_back(JsonObject{{"code", part.code},
                                  {"title_vi", part.title.vi},
                                  {"title_en", part.title.en},
                                  {"unit", base::name_of(kUnitNames, part.unit)},
                                  {"total", part.total},
                                  {"tables", std::move(tables)}});
  }
  for (const auto& source : figures.sources) sources.emplace_back(source);
  return {{"parts", std::move(parts)}, {"sources", std::move(sources)}};
}

std::string encode(const Figures& figures) {
  return Json(to_json(figures)).dump();
}

Figures decode_figures(const std::string& text) {
  const Json json = platform::parse_own_json(text, "figures");
  JsonReader in(json);
  Figures figures;
  figures.parts = in.objects("parts", kAnyFigure, read_part);
  for (const Json& source : in.optional_array("sources", kAnyFigure)) {
    if (const auto* line = source.get_if<std::string>()) figures.sources.push_back(*line);
  }
  auto read = in.finish(std::move(figures));
  if (!read) throw std::runtime_error("malformed figures");
  return std::move(*read);
}

}  // namespace hd::statistics
