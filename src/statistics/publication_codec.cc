#include "statistics/publication_codec.h"

#include <stdexcept>
#include <utility>

#include "reporting/figures.h"
#include "statistics/figures_codec.h"

namespace hd::statistics {
namespace {

using disclosure::ReleasedCell;
using disclosure::State;
using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;

constexpr std::size_t kAnyForm = 10'000'000;

Json figure(std::int64_t amount, bool hidden) {
  return hidden ? Json() : Json(amount);
}

/// null for a figure that is shown.
Json because(Because reason) {
  return reason == Because::shown ? Json() : Json(base::name_of(kBecauseNames, reason));
}

JsonObject category_json(const Category& category, std::int64_t total, bool hidden,
                         Because reason) {
  return {{"code", category.code},
          {"label_vi", category.label.vi},
          {"label_en", category.label.en},
          {"total", figure(total, hidden)},
          {"hidden_because", because(reason)}};
}

Json table_json(const Table& table, const TableMask& mask, const TableOf<Because>& reasons) {
  JsonArray rows, columns;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    JsonObject row =
        category_json(table.rows[i], table.row_totals[i], mask.rows[i], reasons.rows[i]);
    const bool share = !mask.rows[i] && !mask.total;
    row.emplace_back("share_permille",
                     share ? Json(reporting::permille(table.row_totals[i], table.total)) : Json());
    row.emplace_back("share_hidden_because", share ? Json() : Json("count_hidden"));
    JsonArray cells, cell_reasons;
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
      const std::size_t cell = i * table.columns.size() + j;
      cells.push_back(figure(table.cell(i, j), mask.cells[cell]));
      cell_reasons.push_back(because(reasons.cells[cell]));
    }
    row.emplace_back("cells", std::move(cells));
    row.emplace_back("cells_hidden_because", std::move(cell_reasons));
    rows.emplace_back(std::move(row));
  }
  for (std::size_t j = 0; j < table.columns.size(); ++j) {
    columns.emplace_back(category_json(table.columns[j], table.column_totals[j], mask.columns[j],
                                       reasons.columns[j]));
  }
  return JsonObject{{"code", table.code},
                    {"title_vi", table.title.vi},
                    {"title_en", table.title.en},
                    {"rows_by", table.rows_by},
                    {"columns_by", platform::text_or_null(table.columns_by)},
                    {"chart", table.chart},
                    {"many", table.many},
                    {"total", figure(table.total, mask.total)},
                    {"hidden_because", because(reasons.total)},
                    {"columns", std::move(columns)},
                    {"rows", std::move(rows)}};
}

/// "0110": which are hidden.
std::string bits(const std::vector<bool>& mask) {
  std::string text;
  for (const bool hidden : mask) text += hidden ? '1' : '0';
  return text;
}

/// A letter per figure, in the order of Because.
constexpr std::string_view kLetters = "-sogen";

std::string letter(Because reason) {
  return std::string(1, kLetters[static_cast<std::size_t>(reason)]);
}

std::string letters(const std::vector<Because>& reasons) {
  std::string text;
  for (const Because reason : reasons) text += letter(reason);
  return text;
}

std::vector<Because> reasons_in(const std::string& letters) {
  std::vector<Because> reasons;
  for (const char each : letters) {
    const auto at = kLetters.find(each);
    if (at == kLetters.npos) throw std::runtime_error("malformed public form");
    reasons.push_back(static_cast<Because>(at));
  }
  return reasons;
}

Because reason_in(JsonReader& in) {
  const auto reasons = reasons_in(in.text("total", 1));
  return reasons.empty() ? Because::not_recorded : reasons.front();
}

TableOf<Because> read_table_reasons(JsonReader& in) {
  return {.total = reason_in(in),
          .rows = reasons_in(in.optional_text("rows", kAnyForm)),
          .columns = reasons_in(in.optional_text("columns", kAnyForm)),
          .cells = reasons_in(in.optional_text("cells", kAnyForm))};
}

JsonArray reasons_json(const Reasons& reasons) {
  JsonArray parts;
  for (const auto& part : reasons.parts) {
    JsonArray tables;
    for (const auto& table : part.tables) {
      tables.emplace_back(JsonObject{{"total", letter(table.total)},
                                     {"rows", letters(table.rows)},
                                     {"columns", letters(table.columns)},
                                     {"cells", letters(table.cells)}});
    }
    parts.emplace_back(JsonObject{{"total", letter(part.total)}, {"tables", std::move(tables)}});
  }
  return parts;
}

std::vector<bool> mask_of(const std::string& bits) {
  std::vector<bool> mask;
  for (const char bit : bits) mask.push_back(bit == '1');
  return mask;
}

constexpr auto kUtility =
    std::to_array<std::pair<const char*, std::int64_t disclosure::Utility::*>>(
        {{"cells", &disclosure::Utility::cells},
         {"shown_cells", &disclosure::Utility::shown_cells},
         {"totals", &disclosure::Utility::totals},
         {"shown_totals", &disclosure::Utility::shown_totals},
         {"leaf_sum", &disclosure::Utility::leaf_sum},
         {"shown_leaf_sum", &disclosure::Utility::shown_leaf_sum},
         {"total_sum", &disclosure::Utility::total_sum},
         {"shown_total_sum", &disclosure::Utility::shown_total_sum}});

TableMask read_table_mask(JsonReader& in) {
  return {.total = in.flag("total"),
          .rows = mask_of(in.optional_text("rows", kAnyForm)),
          .columns = mask_of(in.optional_text("columns", kAnyForm)),
          .cells = mask_of(in.optional_text("cells", kAnyForm))};
}

State state_of(const std::string& name) {
  for (const State state : {State::shown, State::primary, State::secondary, State::group}) {
    if (disclosure::name_of(state) == name) return state;
  }
  throw std::runtime_error("malformed registry");
}

}  // namespace

JsonObject public_json(const PublicForm& form) {
  JsonArray parts;
  for (std::size_t p = 0; p < form.figures.parts.size(); ++p) {
    const PartFigures& part = form.figures.parts[p];
    const PartMask& mask = form.mask.parts[p];
    const auto& reasons = form.reasons.parts[p];
    JsonArray tables;
    for (std::size_t t = 0; t < part.tables.size(); ++t) {
      tables.push_back(table_json(part.tables[t], mask.tables[t], reasons.tables[t]));
    }
    parts.emplace_back(JsonObject{{"code", part.code},
                                  {"title_vi", part.title.vi},
                                  {"title_en", part.title.en},
                                  {"unit", base::name_of(kUnitNames, part.unit)},
                                  {"total", figure(part.total, mask.total)},
                                  {"hidden_because", because(reasons.total)},
                                  {"tables", std::move(tables)}});
  }
  const auto& left = form.utility;
  return {{"parts", std::move(parts)},
          {"utility", JsonObject{{"cells", left.cells},
                                 {"shown_cells", left.shown_cells},
                                 {"cells_permille", left.cells_permille()},
                                 {"totals_permille", left.totals_permille()},
                                 {"leaf_sum_permille", left.leaf_sum_permille()},
                                 {"total_sum_permille", left.total_sum_permille()}}}};
}

std::string encode_form(const PublicForm& form) {
  JsonArray masks;
  for (const PartMask& part : form.mask.parts) {
    JsonArray tables;
    for (const TableMask& table : part.tables) {
      tables.emplace_back(JsonObject{{"total", table.total},
                                     {"rows", bits(table.rows)},
                                     {"columns", bits(table.columns)},
                                     {"cells", bits(table.cells)}});
    }
    masks.emplace_back(JsonObject{{"total", part.total}, {"tables", std::move(tables)}});
  }
  JsonObject utility;
  for (const auto& [name, member] : kUtility) utility.emplace_back(name, form.utility.*member);
  return Json(JsonObject{{"figures", to_json(form.figures)},
                         {"mask", std::move(masks)},
                         {"because", reasons_json(form.reasons)},
                         {"utility", std::move(utility)}})
      .dump();
}

PublicForm decode_form(const std::string& text) {
  const Json json = platform::parse_own_json(text, "public form");
  JsonReader in(json);
  PublicForm form;
  const Json* figures = in.object("figures");
  const Json* utility = in.object("utility");
  if (figures == nullptr || utility == nullptr) throw std::runtime_error("malformed public form");
  form.figures = decode_figures(figures->dump());
  form.mask.parts = in.objects("mask", kAnyForm, [](JsonReader& part) {
    PartMask mask{.total = part.flag("total")};
    mask.tables = part.objects("tables", kAnyForm, read_table_mask);
    return mask;
  });
  form.reasons = reasons_of(form.mask);  // of forms from before reasons were kept
  if (in.has("because")) {
    form.reasons.parts = in.objects("because", kAnyForm, [](JsonReader& part) {
      PartOf<Because> reasons{.total = reason_in(part)};
      reasons.tables = part.objects("tables", kAnyForm, read_table_reasons);
      return reasons;
    });
  }
  JsonReader left(*utility);
  for (const auto& [name, member] : kUtility) {
    form.utility.*member = left.number(name, 0, INT64_MAX);
  }
  if (!in.finish(base::Done{})) throw std::runtime_error("malformed public form");
  return form;
}

std::string encode_cells(const Registry& cells) {
  JsonArray units;
  for (const auto& [unit, all] : cells) {
    JsonArray items;
    for (const ReleasedCell& cell : all) {
      JsonArray members;
      for (const auto one : cell.contributors) {
        members.emplace_back(static_cast<std::int64_t>(one));  // JSON has no unsigned
      }
      items.emplace_back(JsonObject{{"release", cell.release},
                                    {"key", cell.key},
                                    {"state", std::string(disclosure::name_of(cell.state))},
                                    {"weight", cell.weight},
                                    {"members", std::move(members)}});
    }
    units.emplace_back(
        JsonObject{{"unit", base::name_of(kUnitNames, unit)}, {"cells", std::move(items)}});
  }
  return Json(JsonObject{{"units", std::move(units)}}).dump();
}

Registry decode_cells(const std::string& text) {
  const Json json = platform::parse_own_json(text, "registry");
  JsonReader in(json);
  Registry registry;
  const auto units = in.objects("units", kAnyForm, [](JsonReader& unit) {
    return std::pair(unit.choice("unit", kUnitNames),
                     unit.objects("cells", kAnyForm, [](JsonReader& item) {
                       ReleasedCell cell{.release = item.text("release", kAnyForm),
                                         .key = item.text("key", kAnyForm),
                                         .state = state_of(item.text("state", kAnyForm)),
                                         .weight = item.number("weight", 1, INT64_MAX)};
                       for (const Json& one : item.array("members", kAnyForm)) {
                         const auto* number = one.get_if<std::int64_t>();
                         if (number == nullptr) throw std::runtime_error("malformed registry");
                         cell.contributors.push_back(static_cast<std::uint64_t>(*number));
                       }
                       return cell;
                     }));
  });
  for (const auto& [unit, cells] : units) registry[unit] = cells;
  if (!in.finish(base::Done{})) throw std::runtime_error("malformed registry");
  return registry;
}

}  // namespace hd::statistics
