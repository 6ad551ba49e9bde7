#include "documents/paper_xlsx.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <vector>

#include <xlsxwriter.h>

#include "base/text.h"
#include "documents/figures.h"
#include "documents/private_file.h"
#include "documents/sheet_chart.h"

namespace hd::documents {
namespace {

constexpr std::uint8_t kA4 = 9;
constexpr lxw_row_t kHeadRow = 2;
constexpr const char* kFont = "Times New Roman";

/// "#,##0.00": dots and commas come out as Vietnamese write them, wherever the file is opened.
std::string number_format(const Cell& cell) {
  std::string format = cell.grouped ? "[$-42A]#,##0" : "0";
  if (cell.decimals > 0) format += "." + std::string(static_cast<std::size_t>(cell.decimals), '0');
  return cell.kind == Cell::Kind::share ? format + " %" : format;
}

double number_of(const Cell& cell) {
  const double scale = std::pow(10.0, static_cast<double>(cell.decimals));
  const double value = static_cast<double>(cell.value) / scale;
  return cell.kind == Cell::Kind::share ? value / 100 : value;
}

/// What Excel allows: 31 characters, none of []:*?/\, each name once.
std::string sheet_name(const std::string& wanted, std::set<std::string>& taken) {
  constexpr std::size_t kLongest = 31;
  constexpr std::size_t kSuffix = 4;
  std::string name;
  std::size_t units = 0;
  for (std::size_t i = 0; i < wanted.size() && units < kLongest - kSuffix;) {
    std::size_t end = i + 1;
    while (end < wanted.size() && (static_cast<unsigned char>(wanted[end]) & 0xC0U) == 0x80U) ++end;
    const std::string character = wanted.substr(i, end - i);
    const bool is_allowed =
        std::string_view("[]:*?/\\'\n\t").find(character) == std::string_view::npos;
    name += is_allowed ? character : " ";
    units += character.size() == 4 ? 2 : 1;
    i = end;
  }
  name = base::trim(name);
  if (name.empty()) name = "Bảng";
  std::string free = name;
  for (int number = 2; !taken.insert(base::fold(free)).second; ++number) {
    free = name + " " + std::to_string(number);
  }
  return free;
}

class Workbook {
 public:
  explicit Workbook(const Document& document) {
    lxw_workbook_options options{
        .constant_memory = LXW_TRUE, .tmpdir = folder_path_.data(), .use_zip64 = LXW_FALSE};
    workbook_ = workbook_new_opt(file_.path().c_str(), &options);
    if (workbook_ == nullptr) throw std::runtime_error("no workbook could be begun");
    std::string title = document.content.title;
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.created =
        std::chrono::system_clock::to_time_t(document.issued_at.value_or(document.created_at));
    workbook_set_properties(workbook_, &properties);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  ~Workbook() {
    if (workbook_ != nullptr) lxw_workbook_free(workbook_);
  }

  lxw_worksheet* sheet(const std::string& name) {
    lxw_worksheet* made = workbook_add_worksheet(workbook_, name.c_str());
    if (made == nullptr) throw std::runtime_error("no sheet could be added");
    worksheet_set_paper(made, kA4);
    worksheet_fit_to_pages(made, 1, 0);
    worksheet_set_margins(made, 0.8, 0.6, 0.8, 0.8);  // inches
    worksheet_set_footer(made, "&C&P/&N");
    return made;
  }

  struct Look {
    bool is_bold = false;
    bool is_italic = false;
    bool is_boxed = false;
    std::uint8_t align = LXW_ALIGN_LEFT;
    double size = 12;
    std::string number = {};
    auto operator<=>(const Look&) const = default;
  };
  lxw_format* format(const Look& look) {
    lxw_format*& made = formats_[look];
    if (made != nullptr) return made;
    made = workbook_add_format(workbook_);
    format_set_font_name(made, kFont);
    format_set_font_size(made, look.size);
    if (look.is_bold) format_set_bold(made);
    if (look.is_italic) format_set_italic(made);
    if (look.is_boxed) format_set_border(made, LXW_BORDER_THIN);
    if (look.is_boxed) format_set_text_wrap(made);
    format_set_align(made, look.align);
    format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
    if (!look.number.empty()) format_set_num_format(made, look.number.c_str());
    return made;
  }

  lxw_workbook* handle() { return workbook_; }

  std::string finish() {
    lxw_workbook* closing = workbook_;
    workbook_ = nullptr;
    if (workbook_close(closing) != LXW_NO_ERROR) {
      throw std::runtime_error("the workbook could not be written");
    }
    return file_.bytes();
  }

 private:
  MemoryFile file_;
  PrivateFolder folder_;
  std::string folder_path_ = folder_.path();
  lxw_workbook* workbook_ = nullptr;
  std::map<Look, lxw_format*> formats_ = {};
};

/// The gap of a chart stays empty: any text would be drawn as zero.
void write_cell(Workbook& book, lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                const Cell& cell, bool is_charted) {
  const bool is_mark = column > 0 && is_gap(cell);
  if (is_mark && is_charted) {
    worksheet_write_blank(sheet, row, column, book.format({.is_boxed = true}));
  } else if (cell.kind == Cell::Kind::text) {
    const std::uint8_t align = is_mark ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT;
    worksheet_write_string(sheet, row, column, cell.text.c_str(),
                           book.format({.is_boxed = true, .align = align}));
  } else {
    worksheet_write_number(
        sheet, row, column, number_of(cell),
        book.format({.is_boxed = true, .align = LXW_ALIGN_RIGHT, .number = number_format(cell)}));
  }
}

/// In characters; long text wraps.
std::vector<double> widths_of(const FigureTable& table) {
  std::vector<double> widths;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    std::size_t longest = base::length(table.columns[column]) / 2;
    for (const auto& row : table.rows) longest = std::max(longest, base::length(row[column].text));
    widths.push_back(std::clamp(static_cast<double>(longest) * 1.15 + 2, 11.0, 48.0));
  }
  return widths;
}

/// Not every program finds the height of wrapped text by itself.
void set_height(lxw_worksheet* sheet, lxw_row_t row, const std::vector<std::string>& cells,
                const std::vector<double>& widths) {
  constexpr double kLine = 16;  // points
  double lines = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto breaks = static_cast<double>(std::ranges::count(cells[i], '\n'));
    const double wide = static_cast<double>(base::length(cells[i])) * 1.15 / widths[i];
    lines = std::max(lines, std::ceil(wide) + breaks);
  }
  worksheet_set_row(sheet, row, lines * kLine + 2, nullptr);
}

std::vector<std::string> texts_of(const std::vector<Cell>& cells) {
  std::vector<std::string> texts;
  texts.reserve(cells.size());
  for (const Cell& cell : cells) texts.push_back(cell.text);
  return texts;
}

/// Head and rows; returns the first row below.
lxw_row_t write_rows(Workbook& book, lxw_worksheet* sheet, const FigureTable& table) {
  const auto widths = widths_of(table);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    worksheet_set_column(sheet, column, column, widths[i], nullptr);
  }
  set_height(sheet, kHeadRow, table.columns, widths);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    worksheet_write_string(
        sheet, kHeadRow, static_cast<lxw_col_t>(i), table.columns[i].c_str(),
        book.format({.is_bold = true, .is_boxed = true, .align = LXW_ALIGN_CENTER}));
  }
  lxw_row_t row = kHeadRow + 1;
  for (const auto& cells : table.rows) {
    set_height(sheet, row, texts_of(cells), widths);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool is_charted = table.is_charted(row - kHeadRow - 1, i);
      write_cell(book, sheet, row, static_cast<lxw_col_t>(i), cells[i], is_charted);
    }
    ++row;
  }
  return row;
}

bool has_gap_in_chart(const FigureTable& table) {
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (const std::size_t column : table.charted.columns) {
      if (table.is_charted(row, column) && is_gap(table.rows[row][column])) return true;
    }
  }
  return false;
}

void add_facts(Workbook& book, const Document& document, const Copy& copy) {
  lxw_worksheet* sheet = book.sheet("Thông tin");
  worksheet_set_column(sheet, 0, 0, 24, nullptr);
  worksheet_set_column(sheet, 1, 1, 70, nullptr);
  const std::string stamp = stamp_of(document.state);
  const std::vector<std::pair<std::string, std::string>> facts{
      {"Tên văn bản", document.content.title},
      {"Cơ quan ban hành", document.content.issuing_body},
      {"Số", number_or_blank(document)},
      {"Ngày", place_and_date(document)},
      {"Tình trạng", stamp.empty() ? "ĐÃ BAN HÀNH" : stamp},
      {"Mức phổ biến", class_mark(document)},
      {"Mã băm (SHA-256)", document.hash},
      {"Bản này", footer_of(document, copy)},
  };
  lxw_row_t row = 0;
  for (const auto& [name, value] : facts) {
    set_height(sheet, row, {name, value}, {24, 70});
    worksheet_write_string(sheet, row, 0, name.c_str(),
                           book.format({.is_bold = true, .is_boxed = true}));
    worksheet_write_string(sheet, row++, 1, value.c_str(), book.format({.is_boxed = true}));
  }
}

void add_table(Workbook& book, const FigureTable& table, const std::string& name) {
  lxw_worksheet* sheet = book.sheet(name);
  constexpr std::size_t kWide = 6;
  if (table.columns.size() > kWide) worksheet_set_landscape(sheet);
  worksheet_repeat_rows(sheet, kHeadRow, kHeadRow);
  worksheet_freeze_panes(sheet, kHeadRow + 1, 1);
  worksheet_write_string(sheet, 0, 0, table.name.c_str(),
                         book.format({.is_bold = true, .size = 14}));
  if (table.chart != nullptr && !table.chart->chart.unit.empty()) {
    const std::string unit = "Đơn vị: " + table.chart->chart.unit;
    worksheet_write_string(sheet, 1, 0, unit.c_str(), book.format({.is_italic = true}));
  }
  lxw_row_t row = write_rows(book, sheet, table) + 1;
  const auto note = [&](const std::string& text) {
    if (text.empty()) return;
    worksheet_write_string(sheet, row++, 0, text.c_str(), book.format({.is_italic = true}));
  };
  if (table.chart == nullptr) return;
  if (has_gap_in_chart(table)) note("Ô trống: không có số liệu hoặc không công bố.");
  note(table.chart->chart.note);
  insert_chart({.workbook = book.handle(), .sheet = sheet, .name = name}, *table.chart,
               {.head = kHeadRow, .figures = table.charted, .below = row + 1});
}

}  // namespace

std::string xlsx(const Document& document, const Copy& copy) {
  Workbook book(document);
  add_facts(book, document, copy);
  std::set<std::string> names{base::fold("Thông tin")};
  for (const FigureTable& table : figure_tables(document.content)) {
    add_table(book, table, sheet_name(table.name, names));
  }
  return book.finish();
}

}  // namespace hd::documents
