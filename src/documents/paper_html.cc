// print_page(): the same paper as HTML. All text is escaped; there is no script and no inline
// style.

#include <memory>

#include <glib.h>

#include "documents/beside_table.h"
#include "documents/chart_picture.h"
#include "documents/paper.h"
#include "documents/table_widths.h"

namespace hd::documents {
namespace {

/// Inside the page: the policy under which papers are shown lets no other file in.
constexpr std::string_view kStyle = R"css(
@page { size: A4; margin: 20mm 20mm 20mm 30mm; }
body { font: 13pt/1.4 "Liberation Serif", "Times New Roman", serif; color: #000; }
main { max-width: 160mm; margin: 0 auto; }
header, .signature { display: flex; justify-content: space-between; gap: 6mm; break-inside: avoid; }
header div { text-align: center; flex: 4; }
header .motto { flex: 5; }
header p { margin: 0; font-size: 12pt; text-align: center; }
.nation { white-space: nowrap; }
.issuing, .nation, .device, .role, .signature .name { font-weight: bold; }
.device { text-decoration: underline; text-underline-offset: 4px; }
.number, .date { margin-top: 3mm; }
.date { font-style: italic; }
.stamp { text-align: right; font-weight: bold; }
h1 { font-size: 14pt; text-align: center; white-space: pre-line; }
h2 { font-size: 13pt; break-after: avoid; }
p { text-align: justify; }
table { border-collapse: collapse; width: 100%; margin: 3mm 0; }
thead { display: table-header-group; }
tr, img { break-inside: avoid; }
th, td { border: 0.5pt solid #000; padding: 1mm 2mm; text-align: left; vertical-align: top; }
td.figure { text-align: right; }
img { width: 100%; break-after: avoid; }
img.beside { break-after: auto; }
.signature { margin-top: 8mm; font-size: 11pt; }
.signature div:last-child { text-align: center; font-size: 13pt; }
.signature .name { margin-top: 24mm; }
footer { margin-top: 8mm; font-size: 8pt; font-style: italic; overflow-wrap: anywhere; }
)css";

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string element(const std::string& name, const std::string& css, const std::string& text) {
  const std::string open = css.empty() ? name : name + " class=\"" + css + "\"";
  return "<" + open + ">" + escaped(text) + "</" + name + ">\n";
}

std::string table(const Block& block) {
  std::string out = "<table><thead><tr>";
  for (const auto& column : block.columns) out += element("th", "", column);
  out += "</tr></thead><tbody>\n";
  for (const auto& row : block.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += element("td", i > 0 && is_figure(row[i]) ? "figure" : "", row[i]);
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

/// The picture is part of the page, so that a printed page asks for nothing more.
std::string chart_picture(const Block& block, bool is_beside) {
  const std::string svg = chart_svg(block);
  const std::unique_ptr<gchar, decltype(&g_free)> encoded(
      g_base64_encode(reinterpret_cast<const guchar*>(svg.data()), svg.size()), g_free);
  return std::string("<img ") + (is_beside ? "class=\"beside\" " : "") + "alt=\"" +
         escaped(block.text) + "\" src=\"data:image/svg+xml;base64," + encoded.get() + "\">\n" +
         (is_beside ? "" : table(table_block(block)));
}

std::string body_of(const std::vector<Block>& blocks, std::size_t at) {
  const Block& block = blocks[at];
  switch (block.kind) {
    case BlockKind::heading:
      return element("h2", "", block.text);
    case BlockKind::paragraph:
      return element("p", "", block.text);
    case BlockKind::list: {
      std::string out = "<ul>\n";
      for (const auto& item : block.items) out += element("li", "", item);
      return out + "</ul>\n";
    }
    case BlockKind::table:
      return table(block);
    case BlockKind::chart:
      return chart_picture(block, is_beside_table(blocks, at));
  }
  return {};
}

std::string head_of(const Document& document) {
  const Content& content = document.content;
  std::string out = "<header><div class=\"body\">\n";
  out += element("p", "superior", letterhead(content.superior_body));
  out += element("p", "issuing", letterhead(content.issuing_body));
  out += element("p", "number", "Số: " + number_or_blank(document));
  out += "</div><div class=\"motto\">\n";
  out += element("p", "nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  out += element("p", "device", "Độc lập - Tự do - Hạnh phúc");
  out += element("p", "date", place_and_date(document));
  return out + "</div></header>\n";
}

}  // namespace

std::string stamp_of(State state) {
  switch (state) {
    case State::draft:
      return "DỰ THẢO";
    case State::issued:
      return "";
    case State::superseded:
      return "ĐÃ ĐƯỢC THAY THẾ";
    case State::withdrawn:
      return "ĐÃ THU HỒI";
  }
  return "";
}

std::string class_mark(const Document& document) {
  return document.kind == "statistics_public" ? "Công bố" : "Nội bộ";
}

std::string letterhead(const std::string& body) {
  const auto size = static_cast<gssize>(body.size());
  const std::unique_ptr<gchar, decltype(&g_free)> capitals(g_utf8_strup(body.data(), size), g_free);
  return capitals.get();
}

std::string number_or_blank(const Document& document) {
  return document.number.empty() ? "……/BC" : document.number;
}

std::string place_and_date(const Document& document) {
  const base::Date day = base::local_date(document.issued_at.value_or(document.created_at));
  const std::string date = base::to_vietnamese(day);
  constexpr unsigned kLastWithZero = 2;
  const bool has_zero = static_cast<unsigned>(day.month()) <= kLastWithZero;
  const std::string month =
      has_zero ? date.substr(3, 2) : std::to_string(static_cast<unsigned>(day.month()));
  return (document.content.place.empty() ? "" : document.content.place + ", ") + "ngày " +
         date.substr(0, 2) + " tháng " + month + " năm " + date.substr(6);
}

std::string footer_of(const Document& document, const Copy& copy) {
  std::string text = "In lúc " + base::to_vietnamese(copy.printed_at) + " bởi " + copy.printed_by;
  if (!document.hash.empty()) text += " · SHA-256 " + document.hash;
  return text;
}

std::string print_page(const Document& document, const Copy& copy) {
  const Content& content = document.content;
  std::string out =
      "<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<title>Hải Đăng</title><style>" +
      std::string(kStyle) + "</style></head><body class=\"paper\"><main>\n";
  out += head_of(document);
  if (const auto stamp = stamp_of(document.state); !stamp.empty())
    out += element("p", "stamp", stamp);
  out += element("h1", "", content.title);
  for (std::size_t i = 0; i < content.blocks.size(); ++i) out += body_of(content.blocks, i);
  out +=
      "<section class=\"signature\"><div>\n" + element("p", "recipients", "Nơi nhận:") + "<ul>\n";
  for (const auto& line : content.recipients) out += element("li", "", line);
  out += "</ul></div><div>\n" + element("p", "role", content.signer_role);
  out += element("p", "name", content.signer_name) + "</div></section>\n";
  out += "<footer>" + element("p", "", footer_of(document, copy)) + "</footer>\n";
  return out + "</main></body></html>\n";
}

}  // namespace hd::documents
