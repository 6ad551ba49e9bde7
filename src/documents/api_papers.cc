#include "documents/api_papers.h"

#include <algorithm>
#include <charconv>

#include "accounts/operations_people.h"
#include "documents/chart_picture.h"
#include "documents/figures.h"
#include "documents/operations_templates.h"
#include "documents/paper.h"
#include "documents/paper_docx.h"
#include "documents/paper_xlsx.h"
#include "server/disposition.h"
#include "server/names.h"

namespace hd::documents {
namespace {

/// An opened document and the copy that is made of it.
struct Printing {
  Transaction& tx;
  const Call& call;
  const Document& document;
  const Copy& copy;
};

/// "Văn bản 12-BC-111.docx".
std::string file_name(const Document& document, const std::string& ending) {
  if (document.number.empty()) return "Dự thảo văn bản" + ending;
  std::string number = document.number;
  std::ranges::replace(number, '/', '-');
  return "Văn bản " + number + ending;
}

Reply download(std::string bytes, std::string_view type, const std::string& name) {
  return {.bytes = std::move(bytes),
          .content_type = std::string(type),
          .headers = {{"Content-Disposition", server::disposition_of(name)}}};
}

Result<Reply> as_pdf(const Printing& of) {
  const std::string name = of.document.number.empty() ? "du-thao" : of.document.id.str();
  return Reply{.bytes = pdf(of.document, of.copy),
               .content_type = "application/pdf",
               .headers = {{"Content-Disposition", "inline; filename=\"" + name + ".pdf\""}}};
}

Result<Reply> as_page(const Printing& of) {
  return Reply{.bytes = print_page(of.document, of.copy),
               .content_type = "text/html; charset=utf-8"};
}

Result<Reply> as_docx(const Printing& of) {
  const Package paper_template = template_of(of.tx, of.call.now, of.document);
  return download(docx(of.document, of.copy, paper_template), kDocxType,
                  file_name(of.document, ".docx"));
}

Result<Reply> as_xlsx(const Printing& of) {
  return download(xlsx(of.document, of.copy),
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  file_name(of.document, ".xlsx"));
}

/// Counted from 1; 0 for what is no number.
std::size_t position_in(const std::string& text) {
  std::size_t position = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, position);
  return read.ec == std::errc() && read.ptr == end ? position : 0;
}

Result<Reply> as_csv(const Printing& of) {
  const std::string asked = of.call.query("table");
  const std::size_t position = asked.empty() ? 1 : position_in(asked);
  const auto tables = figure_tables(of.document.content);
  if (position < 1 || position > tables.size()) return base::not_found();
  return download(csv(tables[position - 1]), "text/csv; charset=utf-8",
                  file_name(of.document, " - bảng " + std::to_string(position) + ".csv"));
}

Result<Reply> as_chart(const Printing& of) {
  const std::size_t position = position_in(of.call.path.find("position")->second);
  const Block* chart = find_chart(of.document.content, position);
  if (chart == nullptr) return base::not_found();
  return Reply{.bytes = chart_svg(*chart), .content_type = "image/svg+xml"};
}

}  // namespace

void add_paper_routes(server::Router& router, Operations& operations, vault::Vault& vault) {
  const auto add = [&](const std::string& end, auto print) {
    router.sensitive_read(
        "GET", "/api/v1/documents/{id}" + end, Permission::documents_read,
        [&operations, &vault, print](Transaction& tx, const Call& call) -> Result<Reply> {
          const auto id = call.id<DocumentId>();
          if (!id) return id.error();
          const auto document = operations.open(tx, call.now, call.actor, *id);
          if (!document) return document.error();
          const Copy copy{.printed_by = accounts::display_name(tx, vault, call.actor.user),
                          .printed_at = call.now};
          return print(Printing{tx, call, *document, copy});
        });
  };
  add("/pdf", as_pdf);
  add("/print", as_page);
  add("/docx", as_docx);
  add("/xlsx", as_xlsx);
  add("/csv", as_csv);
  add("/charts/{position}", as_chart);
}

}  // namespace hd::documents
