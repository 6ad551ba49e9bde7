#include "statistics/definition.h"

#include <algorithm>
#include <set>

namespace hd::statistics {
namespace {

constexpr std::size_t kTitleMax = 200, kTextMax = 4000, kLinesMax = 30, kPartsMax = 8,
                      kTablesMax = 40, kCodesMax = 100;

class Check {
 public:
  explicit Check(const directory::Directory& directory) : directory_(directory) {}

  void fault(const std::string& field, const char* code) { faults_.push_back({field, code}); }

  void title(const std::string& field, const Title& title) {
    if (title.vi.empty()) fault(field + ".vi", "required");
    if (title.en.empty()) fault(field + ".en", "required");
    if (title.vi.size() > kTitleMax) fault(field + ".vi", "too_long");
    if (title.en.size() > kTitleMax) fault(field + ".en", "too_long");
  }

  void code(const std::string& field, const std::string& code) {
    const bool word = std::ranges::all_of(
        code, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    if (code.empty()) return fault(field, "required");
    if (!word || code.size() > 40) fault(field, "malformed_code");
  }

  /// nullptr when it is none of the unit.
  const Dimension* dimension(const std::string& field, const std::string& code, Unit unit) {
    const Dimension* found = find_dimension(code);
    if (found == nullptr) {
      fault(field, code.empty() ? "required" : "unknown_value");
      return nullptr;
    }
    if (!fits(*found, unit)) {
      fault(field, "not_of_unit");
      return nullptr;
    }
    return found;
  }

  void part(const std::string& path, const Part& part) {
    code(path + ".code", part.code);
    title(path + ".title", part.title);
    if (part.filters.size() > kLinesMax) fault(path + ".filters", "too_many");
    for (std::size_t i = 0; i < part.filters.size(); ++i) {
      const auto& filter = part.filters[i];
      const auto at = path + ".filters." + std::to_string(i);
      dimension(at + ".dimension", filter.dimension, part.unit);
      if (filter.codes.empty()) fault(at + ".codes", "required");
      if (filter.codes.size() > kCodesMax) fault(at + ".codes", "too_many");
    }
    if (part.tables.empty()) fault(path + ".tables", "required");
    if (part.tables.size() > kTablesMax) fault(path + ".tables", "too_many");
    std::set<std::string> codes;
    for (std::size_t i = 0; i < part.tables.size(); ++i) {
      const auto at = path + ".tables." + std::to_string(i);
      table(at, part.tables[i], part.unit);
      if (!codes.insert(part.tables[i].code).second) fault(at + ".code", "duplicate");
    }
  }

  std::vector<base::FieldError> take() { return std::move(faults_); }
  const directory::Directory& directory() const { return directory_; }

 private:
  void table(const std::string& path, const TableSpec& table, Unit unit) {
    code(path + ".code", table.code);
    title(path + ".title", table.title);
    dimension(path + ".rows", table.rows, unit);
    if (table.columns.empty()) return;
    dimension(path + ".columns", table.columns, unit);
    if (table.columns == table.rows) fault(path + ".columns", "same_dimension");
  }

  const directory::Directory& directory_;
  std::vector<base::FieldError> faults_;
};

}  // namespace

std::vector<base::FieldError> check(const Definition& definition,
                                    const directory::Directory& directory) {
  Check check(directory);
  check.code("code", definition.code);
  check.title("title", definition.title);
  if (directory.age_bands(definition.age_set).empty()) check.fault("age_set", "unknown_value");
  if (definition.parts.empty()) check.fault("parts", "required");
  if (definition.parts.size() > kPartsMax) check.fault("parts", "too_many");
  std::set<std::string> codes;
  for (std::size_t i = 0; i < definition.parts.size(); ++i) {
    const auto path = "parts." + std::to_string(i);
    check.part(path, definition.parts[i]);
    if (!codes.insert(definition.parts[i].code).second) check.fault(path + ".code", "duplicate");
  }
  if (definition.texts.size() > kLinesMax) check.fault("texts", "too_many");
  for (std::size_t i = 0; i < definition.texts.size(); ++i) {
    const auto path = "texts." + std::to_string(i);
    if (definition.texts[i].size() > kTextMax) check.fault(path, "too_long");
    for (const auto& figure : figures_in(definition.texts[i])) {
      if (!knows(definition, figure)) check.fault(path, "unknown_figure");
    }
  }
  if (definition.recipients.size() > kLinesMax) check.fault("recipients", "too_many");
  for (std::size_t i = 0; i < definition.recipients.size(); ++i) {
    if (definition.recipients[i].size() > kTitleMax) {
      check.fault("recipients." + std::to_string(i), "too_long");
    }
  }
  if (definition.signer_role.size() > kTitleMax) check.fault("signer_role", "too_long");
  return check.take();
}

std::vector<std::string> figures_in(const std::string& text) {
  std::vector<std::string> figures;
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open)) {
    const auto close = text.find('}', open);
    if (close == std::string::npos) {
      figures.emplace_back();
      return figures;
    }
    figures.push_back(text.substr(open + 1, close - open - 1));
    open = close;
  }
  return figures;
}

FigureName parse_figure(std::string figure) {
  FigureName name;
  if (!figure.empty() && figure.back() == '%') {
    name.share = true;
    figure.pop_back();
  }
  const auto first = figure.find('.');
  name.part = figure.substr(0, first);
  if (first == std::string::npos) return name;
  const auto second = figure.find('.', first + 1);
  name.table = figure.substr(first + 1, second == std::string::npos ? second : second - first - 1);
  if (second != std::string::npos) name.row = figure.substr(second + 1);
  return name;
}

bool knows(const Definition& definition, const std::string& figure) {
  if (figure == "from" || figure == "to") return true;
  const auto name = parse_figure(figure);
  const Part* part = find_part(definition, name.part);
  if (part == nullptr) return false;
  if (name.table.empty()) return !name.share;
  return find_table(*part, name.table) != nullptr && !name.row.empty();
}

bool same_content(const Definition& left, const Definition& right) {
  Definition other = right;
  other.version = left.version;
  other.in_use = left.in_use;
  return left == other;
}

const Part* find_part(const Definition& definition, const std::string& code) {
  const auto found = std::ranges::find(definition.parts, code, &Part::code);
  return found == definition.parts.end() ? nullptr : &*found;
}

const TableSpec* find_table(const Part& part, const std::string& code) {
  const auto found = std::ranges::find(part.tables, code, &TableSpec::code);
  return found == part.tables.end() ? nullptr : &*found;
}

}  // namespace hd::statistics
