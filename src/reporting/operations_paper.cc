#include "reporting/operations_paper.h"

#include "base/text.h"
#include "directory/operations.h"

namespace hd::reporting {
namespace {

using documents::Block;
using documents::BlockKind;

std::string number(const std::optional<std::int64_t>& value) {
  return value ? base::vietnamese_number(*value) : "–";
}

Block table_of(const ReportSection& section, const HotlineOrder& order) {
  Block table{.kind = BlockKind::table, .columns = {section.label.vi, "Số lượng", "Tỷ lệ"}};
  if (order.compare) table.columns.emplace_back("Cùng kỳ năm trước");
  if (order.cumulative) table.columns.emplace_back("Lũy kế");
  for (const auto& row : section.rows) {
    std::vector<std::string> cells{row.label.vi, base::vietnamese_number(row.count),
                                   base::vietnamese_share(row.count, section.total)};
    if (order.compare) cells.push_back(number(row.previous));
    if (order.cumulative) cells.push_back(number(row.cumulative));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace

documents::Content paper_of(const HotlineReport& report, const std::string& hotline) {
  const auto& period = report.order.period;
  documents::Content paper{.title = "Báo cáo kết quả hoạt động của đường dây nóng",
                           .recipients = {"Lãnh đạo đường dây nóng", "Lưu hồ sơ"},
                           .issuing_body = hotline,
                           .place = "Hà Nội",
                           .signer_role = "LÃNH ĐẠO ĐƯỜNG DÂY NÓNG"};
  paper.blocks.push_back({.kind = BlockKind::paragraph,
                          .text = "Kỳ báo cáo: từ ngày " + base::to_vietnamese(period.from) +
                                  " đến ngày " + base::to_vietnamese(period.to) + "."});
  int position = 0;
  for (const auto& section : report.sections) {
    if (section.rows.empty()) continue;
    paper.blocks.push_back(
        {.kind = BlockKind::heading, .text = std::to_string(++position) + ". " + section.label.vi});
    paper.blocks.push_back(table_of(section, report.order));
    if (section.many_per_record) {
      paper.blocks.push_back(
          {.kind = BlockKind::paragraph,
           .text = "Một cuộc có thể có nhiều nội dung; tỷ lệ tính trên tổng số cuộc."});
    }
  }
  for (const auto& source : report.sources) {
    paper.blocks.push_back(
        {.kind = BlockKind::paragraph, .text = "Số lũy kế tính tiếp từ: " + source + "."});
  }
  paper.blocks.push_back(
      {.kind = BlockKind::paragraph,
       .text = "Tỷ lệ làm tròn một chữ số thập phân, không điều chỉnh để cộng đủ 100 %."});
  return paper;
}

base::Result<documents::Document> Operations::hotline_document(platform::Transaction& tx,
                                                               const Who& who,
                                                               const HotlineOrder& order) {
  HotlineOrder full = order;
  full.compare = full.cumulative = true;
  const auto hotlines = hotlines_for(tx, who, full, access::Permission::reports_issue);
  if (!hotlines) return hotlines.error();
  full.hotline = hotlines->front();
  const auto report = hotline(tx, who, full);
  if (!report) return report.error();
  const auto name = directory::current(tx).name(*full.hotline, full.period.to);
  return documents_.create_draft(
      tx, who.now, who.actor,
      {.kind = "hotline_report",
       .owner_org = *full.hotline,
       .subject_kind = "period",
       .subject_id = base::to_text(full.period.from) + "/" + base::to_text(full.period.to),
       .subject_number =
           base::to_vietnamese(full.period.from) + " – " + base::to_vietnamese(full.period.to),
       .content = paper_of(*report, name)});
}

}  // namespace hd::reporting
