// print_page(): the same paper as HTML. All text is escaped; there is no script and no inline
// style.

#include "documents/paper.h"

namespace hd::documents {
namespace {

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
    for (const auto& cell : row) out += element("td", "", cell);
    out += "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

std::string body_of(const Block& block) {
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
  }
  return {};
}

std::string head_of(const Document& document) {
  const Content& content = document.content;
  const base::Date day = base::local_date(document.issued_at.value_or(document.created_at));
  const std::string number = document.number.empty() ? "……/BC" : document.number;
  std::string out = "<header><div class=\"body\">\n";
  out += element("p", "superior", content.superior_body);
  out += element("p", "issuing", content.issuing_body);
  out += element("p", "number", "Số: " + number);
  out += "</div><div class=\"motto\">\n";
  out += element("p", "nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  out += element("p", "device", "Độc lập - Tự do - Hạnh phúc");
  const std::string place = content.place.empty() ? "" : content.place + ", ";
  out += element("p", "date", place + "ngày " + base::to_vietnamese(day));
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
      "<title>Hải Đăng</title><link rel=\"stylesheet\" href=\"/print.css\"></head>"
      "<body class=\"paper\"><main>\n";
  out += head_of(document);
  if (const auto stamp = stamp_of(document.state); !stamp.empty())
    out += element("p", "stamp", stamp);
  out += element("h1", "", content.title);
  for (const Block& block : content.blocks) out += body_of(block);
  out +=
      "<section class=\"signature\"><div>\n" + element("p", "recipients", "Nơi nhận:") + "<ul>\n";
  for (const auto& line : content.recipients) out += element("li", "", line);
  out += "</ul></div><div>\n" + element("p", "role", content.signer_role);
  out += element("p", "name", content.signer_name) + "</div></section>\n";
  out += "<footer>" + element("p", "", footer_of(document, copy)) + "</footer>\n";
  return out + "</main></body></html>\n";
}

}  // namespace hd::documents
