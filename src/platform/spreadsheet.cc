#include "platform/spreadsheet.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include <pugixml.hpp>

#include "base/time.h"
#include "platform/spreadsheet_package.h"

namespace hd::platform {
namespace {

constexpr unsigned kParse = pugi::parse_default | pugi::parse_ws_pcdata;

pugi::xml_document parsed(std::string_view xml) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size(), kParse, pugi::encoding_utf8)) {
    sheet_malformed();
  }
  return document;
}

/// Text of a shared or inline string: plain, or runs with formats; reading aids are left out.
std::string text_of(const pugi::xml_node& item) {
  std::string text;
  for (const auto& child : item.children()) {
    const std::string_view name = child.name();
    if (name == "t") text += child.text().get();
    if (name == "r") text += child.child("t").text().get();
  }
  return text;
}

/// Looks for date letters outside "quoted text", [colours and conditions] and escapes.
bool shows_time(std::string_view format) {
  char closing = '\0';
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char character = format[i];
    if (closing != '\0') {
      if (character == closing) closing = '\0';
    } else if (character == '"') {
      closing = '"';
    } else if (character == '[') {
      closing = ']';
    } else if (character == '\\') {
      ++i;
    } else if (std::string_view("ymdhsYMDHS").find(character) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

struct Workbook {
  std::string sheet;  ///< path of the first sheet
  std::vector<std::string> strings;
  std::vector<bool> style_is_time;
  bool since_1904 = false;
};

std::string target_of(const SheetPackage& package, std::string_view id) {
  const auto relations = package.part("xl/_rels/workbook.xml.rels");
  if (!relations) sheet_malformed();
  const auto document = parsed(*relations);
  for (const auto& relation : document.child("Relationships").children()) {
    if (id != relation.attribute("Id").value()) continue;
    const std::string target = relation.attribute("Target").value();
    return target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }
  sheet_malformed();
}

/// For each cell style: does it show its number as a date or time?
std::vector<bool> time_styles(const SheetPackage& package) {
  const auto part = package.part("xl/styles.xml");
  if (!part) return {};
  const auto document = parsed(*part);
  const auto root = document.child("styleSheet");
  const auto is_time = [&](int format) {
    if ((format >= 14 && format <= 22) || (format >= 45 && format <= 47)) return true;
    const auto own =
        root.child("numFmts").find_child_by_attribute("numFmtId", std::to_string(format).c_str());
    return own && shows_time(own.attribute("formatCode").value());
  };
  std::vector<bool> styles;
  for (const auto& style : root.child("cellXfs").children("xf")) {
    styles.push_back(is_time(style.attribute("numFmtId").as_int()));
  }
  return styles;
}

Workbook open_workbook(const SheetPackage& package) {
  const auto part = package.part("xl/workbook.xml");
  if (!part) sheet_malformed();
  const auto document = parsed(*part);
  const auto root = document.child("workbook");
  Workbook book;
  book.sheet = target_of(package, root.child("sheets").child("sheet").attribute("r:id").value());
  book.since_1904 = root.child("workbookPr").attribute("date1904").as_bool();
  book.style_is_time = time_styles(package);
  if (const auto strings = package.part("xl/sharedStrings.xml")) {
    const auto texts = parsed(*strings);
    for (const auto& item : texts.child("sst").children("si")) {
      book.strings.push_back(text_of(item));
    }
  }
  return book;
}

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Days since 1899-12-30 (or 1904-01-01) with the time of day as fraction.
std::string time_text(double serial, bool since_1904) {
  constexpr double kSecondsOfDay = 86'400;
  // Up to the end of the year 9999; the form refuses NaN, too.
  if (!(serial >= 0 && serial < 2'958'466)) sheet_malformed();
  const auto seconds = static_cast<std::int64_t>(std::llround(serial * kSecondsOfDay));
  const base::Date start =
      since_1904
          ? base::Date{std::chrono::year(1904), std::chrono::month(1), std::chrono::day(1)}
          : base::Date{std::chrono::year(1899), std::chrono::month(12), std::chrono::day(30)};
  const base::Timestamp when{std::chrono::sys_days(start) + std::chrono::seconds(seconds)};
  const auto text = base::to_rfc3339(when);  // "2026-03-02T02:00:00.000Z"
  if (seconds < 86'400) return text.substr(11, 8);
  const auto day = text.substr(0, 10);
  return seconds % 86'400 == 0 ? day : day + " " + text.substr(11, 8);
}

std::string number_text(std::string text, bool is_time, bool since_1904) {
  const auto number = number_in(text);
  if (!number) return text;
  if (is_time) return time_text(*number, since_1904);
  constexpr double kExact = 1e15;
  if (std::abs(*number) < kExact && std::trunc(*number) == *number) {
    return std::to_string(static_cast<std::int64_t>(*number));
  }
  return text;
}

std::string cell_text(const pugi::xml_node& cell, const Workbook& book) {
  const std::string_view type = cell.attribute("t").value();
  if (type == "inlineStr") return text_of(cell.child("is"));
  std::string text = cell.child("v").text().get();
  if (type == "s") {
    const auto index = number_in(text);
    // The form refuses NaN, too.
    if (!index || !(*index >= 0 && *index < static_cast<double>(book.strings.size()))) {
      sheet_malformed();
    }
    return book.strings[static_cast<std::size_t>(*index)];
  }
  if (!type.empty() && type != "n") return text;
  const auto style = cell.attribute("s").as_uint();
  const bool is_time = style < book.style_is_time.size() && book.style_is_time[style];
  return number_text(std::move(text), is_time, book.since_1904);
}

/// "C5" is column 2; `otherwise` when the cell does not say.
std::size_t column_of(std::string_view reference, std::size_t otherwise) {
  std::size_t column = 0;
  for (const char letter : reference) {
    if (letter < 'A' || letter > 'Z' || column > 100'000) break;
    column = column * 26 + static_cast<std::size_t>(letter - 'A') + 1;
  }
  return column == 0 ? otherwise : column - 1;
}

SheetRow row_of(std::string_view xml, const Workbook& book, const SheetLimits& limits,
                std::size_t number) {
  const auto document = parsed(xml);
  const auto node = document.child("row");
  SheetRow row{node.attribute("r").as_ullong(number), {}};
  std::size_t next = 0;
  for (const auto& cell : node.children("c")) {
    const auto column = column_of(cell.attribute("r").value(), next);
    if (column >= limits.columns) sheet_too_large();
    auto text = cell_text(cell, book);
    next = column + 1;
    if (text.empty()) continue;
    if (row.cells.size() < next) row.cells.resize(next);
    row.cells[column] = std::move(text);
  }
  return row;
}

/// The next "<row …>…</row>" of `rest`, which it shortens; empty when there is none. One row at a
/// time keeps the memory small. Text cannot hold "<", and what could hide one is refused before.
std::string_view next_row(std::string_view& rest) {
  std::size_t start = 0;
  do {
    start = rest.find("<row", start);
    if (start == std::string_view::npos) return {};
    start += 4;
  } while (start < rest.size() &&
           std::string_view(" \t\r\n/>").find(rest[start]) == std::string_view::npos);
  start -= 4;
  const auto open_end = rest.find('>', start);
  if (open_end == std::string_view::npos) sheet_malformed();
  auto end = open_end + 1;
  if (rest[open_end - 1] != '/') {
    constexpr std::string_view kClose = "</row>";
    end = rest.find(kClose, open_end);
    if (end == std::string_view::npos) sheet_malformed();
    end += kClose.size();
  }
  const auto row = rest.substr(start, end - start);
  rest.remove_prefix(end);
  return row;
}

std::vector<SheetRow> rows_of(const std::string& xml, const Workbook& book,
                              const SheetLimits& limits) {
  std::string_view rest = xml;
  if (rest.find("<!") != std::string_view::npos) sheet_malformed();
  const auto data = rest.find("<sheetData");
  if (data == std::string_view::npos) sheet_malformed();
  rest.remove_prefix(data);
  std::vector<SheetRow> rows;
  std::size_t number = 1;
  std::size_t cells = 0;
  for (auto part = next_row(rest); !part.empty(); part = next_row(rest)) {
    auto row = row_of(part, book, limits, number);
    number = row.number + 1;
    if (row.cells.empty()) continue;
    cells += row.cells.size();
    if (rows.size() == limits.rows || cells > limits.cells) sheet_too_large();
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

base::Result<std::vector<SheetRow>> read_spreadsheet(std::string_view bytes,
                                                     const SheetLimits& limits) {
  try {
    const SheetPackage package(bytes, limits);
    const auto book = open_workbook(package);
    const auto sheet = package.part(book.sheet);
    if (!sheet) sheet_malformed();
    return rows_of(*sheet, book, limits);
  } catch (const BadSheet& bad) {
    return bad.error;
  }
}

}  // namespace hd::platform
