// The written report of R-008: drafted from the record, edited and issued as a document.

#include <utility>

#include "accounts/operations_people.h"
#include "audit/audit.h"
#include "connections/operations.h"
#include "connections/store.h"
#include "directory/operations.h"

namespace hd::connections {
namespace {

using documents::Block;
using documents::BlockKind;

/// Puts the record into the paper's words.
class Writer {
 public:
  Writer(const directory::Directory& directory, base::Date today)
      : directory_(directory), today_(today) {}

  void heading(std::string text) {
    blocks_.push_back({.kind = BlockKind::heading, .text = std::move(text)});
  }
  void paragraph(const std::string& text) {
    if (!text.empty()) blocks_.push_back({.kind = BlockKind::paragraph, .text = text});
  }
  void list(std::vector<std::string> items) {
    if (!items.empty()) {
      blocks_.push_back({.kind = BlockKind::list, .items = std::move(items)});
    }
  }
  std::string label(std::string_view list_name, const std::string& code) const {
    return code.empty() ? "" : directory_.label(list_name, code, today_, "vi");
  }
  std::vector<Block> take() { return std::move(blocks_); }

 private:
  const directory::Directory& directory_;
  base::Date today_;
  std::vector<Block> blocks_;
};

std::string text_of(const Entry& entry, const std::string& key) {
  const auto found = entry.texts.find(key);
  return found == entry.texts.end() ? "" : found->second;
}

void write_call(Writer& paper, const Connection& c, const std::string& asked) {
  paper.heading("1. Việc kết nối");
  std::string call = "Lúc " + base::to_vietnamese(*c.sent_at) + ", đường dây nóng đã kết nối với " +
                     asked + " (số kết nối " + c.number + ")";
  if (!c.contact_number.empty()) call += " từ cuộc tiếp nhận số " + c.contact_number;
  paper.paragraph(call + ".");
  const std::string form = paper.label("coordination_form", c.channel_used);
  if (!form.empty()) paper.paragraph("Hình thức phối hợp: " + form + ".");
  paper.paragraph(
      "Mức độ: " + paper.label("urgency", std::string(base::name_of(kUrgencyNames, c.urgency))) +
      ".");
}

void write_needs(Writer& paper, const Connection& c) {
  paper.heading("2. Nhu cầu cần hỗ trợ");
  std::vector<std::string> needs;
  for (const Need& need : c.told.needs) {
    std::string line = paper.label("service_type", need.service);
    if (!need.detail.empty()) line += ": " + need.detail;
    needs.push_back(std::move(line));
  }
  paper.list(std::move(needs));
  paper.paragraph(c.told.card.summary);
  if (!c.told.agreed_measure.empty()) {
    paper.paragraph("Biện pháp đã thống nhất: " + c.told.agreed_measure);
  }
}

/// Said by a body that has no account here.
std::string recorded_by(const Entry& entry) {
  return entry.side == Side::hotline ? " (Đường dây nóng ghi theo lời cơ quan.)" : "";
}

void write_answer(Writer& paper, const std::vector<Entry>& entries) {
  paper.heading("3. Xử lý của cơ quan phối hợp");
  bool any = false;
  for (const Entry& entry : entries) {
    const std::string at = base::to_vietnamese(entry.at);
    if (entry.kind == "handling_recorded") {
      paper.paragraph(at + ": " + text_of(entry, "handled_by") + " xử lý, báo cáo " +
                      text_of(entry, "reported_to") + "." + recorded_by(entry));
      if (const auto text = text_of(entry, "direction"); !text.empty()) {
        paper.paragraph("Chỉ đạo: " + text);
      }
      if (const auto text = text_of(entry, "units_instructed"); !text.empty()) {
        paper.paragraph("Đơn vị được giao: " + text);
      }
    } else if (entry.kind == "declined") {
      paper.paragraph(at + ": trả lời không đáp ứng được. Lý do: " +
                      paper.label("decline_reason", entry.code) + ". " + text_of(entry, "note"));
    } else if (entry.kind == "delegated") {
      paper.paragraph(at + ": giao đơn vị thuộc ngành thực hiện. " + text_of(entry, "note"));
    } else if (entry.kind == "escalated") {
      paper.paragraph(at + ": không liên hệ được, đã đề nghị thành viên Tổ công tác hỗ trợ.");
    } else {
      continue;
    }
    any = true;
  }
  if (!any) paper.paragraph("Chưa có thông tin.");
}

void write_result(Writer& paper, const Connection& c, const std::vector<Entry>& entries) {
  paper.heading("4. Tình hình và kết quả");
  bool any = false;
  for (const Entry& entry : entries) {
    if (entry.kind != "result") continue;
    paper.paragraph(base::to_vietnamese(entry.at) + ": " + text_of(entry, "situation"));
    paper.paragraph("Kết quả: " + text_of(entry, "result") + recorded_by(entry));
    any = true;
  }
  std::vector<std::string> outcomes;
  for (const Outcome& outcome : c.told.outcomes) {
    outcomes.push_back(paper.label("service_type", outcome.service) + ": " +
                       paper.label("need_outcome", outcome.outcome) +
                       (outcome.note.empty() ? "" : " (" + outcome.note + ")"));
  }
  paper.list(std::move(outcomes));
  if (!any) paper.paragraph("Chưa có kết quả.");
}

}  // namespace

base::Result<documents::Document> Operations::draft_written_report(platform::Transaction& tx,
                                                                   const Who& who,
                                                                   const ConnectionId& id,
                                                                   std::int64_t version) {
  auto step = begin(tx, who, id, version, Action::draft_written_report);
  if (!step) return step.error();
  Connection& next = step->next;
  if (next.report) return base::Error{base::ErrorKind::conflict, "connection.report_exists"};
  const auto& directory = directory::current(tx);
  const base::Date today = who.today();
  const std::string asked = directory.name(next.target->org, today);
  const auto entries = store::entries({tx, vault_, who.actor.session}, next);
  Writer paper(directory, today);
  write_call(paper, next, asked);
  write_needs(paper, next);
  write_answer(paper, entries);
  write_result(paper, next, entries);

  const auto* hotline = directory.nearest(next.hotline, today);
  documents::Content content{.title = "Báo cáo kết quả kết nối dịch vụ số " + next.number,
                             .blocks = paper.take(),
                             .recipients = {"Lãnh đạo đường dây nóng;", asked + ";", "Lưu."},
                             .issuing_body = hotline == nullptr ? "" : hotline->name,
                             .signer_name = accounts::display_name(tx, vault_, who.actor.user)};
  if (hotline != nullptr && hotline->parent) {
    content.superior_body = directory.name(*hotline->parent, today);
  }
  auto draft = documents_.create_draft(tx, who.now, who.actor,
                                       {.kind = "written_report",
                                        .owner_org = next.hotline,
                                        .copies_to = {next.target->org},
                                        .subject_kind = "connection",
                                        .subject_id = next.id.str(),
                                        .subject_number = next.number,
                                        .content = std::move(content)});
  if (!draft) return draft;
  next.report = draft->id;
  keep(tx, who, *step, {.kind = "written_report"}, Action::draft_written_report);
  return draft;
}

}  // namespace hd::connections
