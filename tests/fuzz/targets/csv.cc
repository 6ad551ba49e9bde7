// CSV: rows are as long as their header, and rows written as fields read the same.

#include "platform/csv.h"

#include "fuzz.h"

namespace hd::fuzz {
namespace {

std::string written(const std::vector<platform::CsvRow>& rows) {
  std::string text;
  for (const auto& [name, value] : rows.front().values) {
    if (!text.empty()) text += ',';
    text += '"' + name + '"';
  }
  for (const auto& row : rows) {
    text += "\r\n";
    bool first = true;
    for (const auto& [name, value] : row.values) {
      text += first ? "" : ",";
      first = false;
      text += platform::csv_field(value);
    }
  }
  return text;
}

bool is_simple(const std::vector<platform::CsvRow>& rows) {
  for (const auto& row : rows) {
    for (const auto& [name, value] : row.values) {
      if (name.empty() || name.find('"') != name.npos || value.empty()) return false;
      if (std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos) return false;
    }
  }
  return !rows.empty();
}

}  // namespace

void examine(std::string_view input) {
  const char separator = input.size() % 5 == 0 ? ';' : ',';
  const auto rows = platform::parse_csv(input, separator);
  if (!rows) {
    require(!rows.error().params.at("line").empty(), "a fault names its line");
    return;
  }
  std::size_t last = 1;
  for (const auto& row : *rows) {
    require(row.line > last, "lines grow");
    last = row.line;
  }
  if (!is_simple(*rows)) return;
  const auto again = platform::parse_csv(written(*rows));
  require(again && again->size() == rows->size(), "what is written reads as many rows");
  for (std::size_t i = 0; i < rows->size(); ++i) {
    require((*again)[i].values == (*rows)[i].values, "what is written reads the same");
  }
}

}  // namespace hd::fuzz
