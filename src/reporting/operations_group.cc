#include "reporting/operations_group.h"

#include <algorithm>
#include <map>
#include <utility>

#include "audit/audit.h"
#include "base/text.h"
#include "directory/operations.h"
#include "documents/document.h"

namespace hd::reporting {
namespace {

using access::Permission;
using documents::Block;
using documents::BlockKind;
using platform::Transaction;

void add(GroupFigures& figures, const connections::Fact& fact) {
  figures.asked += 1;
  figures.answered_in_1_day += counts_as(fact, "answered_in_1_day") ? 1 : 0;
  figures.first_result_in_5_days += counts_as(fact, "first_result_in_5_days") ? 1 : 0;
  figures.declined_rerouted += counts_as(fact, "declined_rerouted") ? 1 : 0;
  figures.delegated += counts_as(fact, "delegated") ? 1 : 0;
  figures.open += counts_as(fact, "open") ? 1 : 0;
}

std::vector<std::string> cells_of(const std::string& name, const GroupFigures& figures) {
  std::vector<std::string> cells{name};
  for (const auto value : {figures.asked, figures.answered_in_1_day, figures.first_result_in_5_days,
                           figures.declined_rerouted, figures.delegated, figures.open}) {
    cells.push_back(base::vietnamese_number(value));
  }
  return cells;
}

documents::Content paper_of(const GroupReport& report, const ReferralReport& referrals,
                            const Days& days, const std::string& body) {
  Block table{.kind = BlockKind::table,
              .columns = {"Cơ quan", "Đã đề nghị", "Trả lời trong 1 ngày",
                          "Có kết quả ban đầu trong 5 ngày", "Từ chối, kết nối nơi khác",
                          "Giao đơn vị", "Đang mở"}};
  for (const auto& row : report.rows) table.rows.push_back(cells_of(row.name, row.figures));
  table.rows.push_back(cells_of("Tổng số", report.total));
  const auto& total = report.total;
  documents::Content paper{
      .title = "Báo cáo tháng của Tổ công tác về kết nối dịch vụ và chuyển tuyến",
      .blocks = {{.kind = BlockKind::paragraph,
                  .text = "Kỳ báo cáo: từ ngày " + base::to_vietnamese(days.from) + " đến ngày " +
                          base::to_vietnamese(days.to) + ", theo ngày gửi đề nghị."},
                 {.kind = BlockKind::heading, .text = "1. Kết nối dịch vụ theo cơ quan"},
                 table,
                 {.kind = BlockKind::heading, .text = "2. Thời hạn của kết nối"},
                 {.kind = BlockKind::list,
                  .items = {"Trả lời trong thời hạn: " +
                                base::vietnamese_share(total.answered_in_1_day, total.asked),
                            "Có kết quả ban đầu trong thời hạn: " +
                                base::vietnamese_share(total.first_result_in_5_days,
                                                       total.asked)}}},
      .recipients = {"Các cơ quan thành viên Tổ công tác", "Lưu hồ sơ"},
      .issuing_body = body,
      .place = "Hà Nội",
      .signer_role = "LÃNH ĐẠO ĐƯỜNG DÂY NÓNG"};
  constexpr int kNextHeading = 3;
  for (auto& block : blocks_of(referrals, kNextHeading)) paper.blocks.push_back(std::move(block));
  return paper;
}

}  // namespace

const std::vector<std::string>& figure_names() {
  static const std::vector<std::string> names{
      "asked", "answered_in_1_day", "first_result_in_5_days", "declined_rerouted", "delegated",
      "open"};
  return names;
}

bool counts_as(const connections::Fact& fact, std::string_view figure) {
  if (figure == "asked") return true;
  if (figure == "answered_in_1_day") return fact.answered_in_time;
  if (figure == "first_result_in_5_days") return fact.first_result_in_time;
  if (figure == "declined_rerouted") return fact.declined || fact.rerouted;
  if (figure == "delegated") return fact.delegated;
  return figure == "open" && fact.open;
}

base::Result<base::Done> GroupOperations::scan(
    Transaction& tx, const Who& who, const std::string& month, Permission action,
    const std::function<void(const connections::Fact&)>& each) {
  const auto days = days_of(month);
  if (!days) return base::invalid({{"month", "malformed_date"}});
  connections_.scan_facts(
      tx, who.now, days->from, days->to, std::nullopt, [&](const connections::Fact& fact) {
        if (may_count(who.actor, who.today(), action, fact.hotline, fact.target)) each(fact);
      });
  return base::Done{};
}

base::Result<GroupReport> GroupOperations::report(Transaction& tx, const Who& who,
                                                  const std::string& month) {
  struct Agency {
    GroupFigures figures;
    bool opens = true;
  };
  std::map<directory::OrgId, Agency> by_agency;
  GroupReport report{.month = month};
  const auto scanned =
      scan(tx, who, month, Permission::reports_read, [&](const connections::Fact& fact) {
        Agency& agency = by_agency[fact.target];
        add(agency.figures, fact);
        add(report.total, fact);
        if (may_count(who.actor, who.today(), Permission::reports_open, fact.hotline, fact.target))
          return;
        agency.opens = false;
        report.total_opens = false;
      });
  if (!scanned) return scanned.error();
  const auto& directory = directory::current(tx);
  const base::Date day = days_of(month)->to;
  for (const auto& [organisation, agency] : by_agency) {
    report.rows.push_back(
        {organisation, directory.name(organisation, day), agency.figures, agency.opens});
  }
  std::ranges::stable_sort(report.rows, [](const auto& left, const auto& right) {
    return left.figures.asked > right.figures.asked;
  });
  return report;
}

base::Result<GroupOperations::Page> GroupOperations::records(Transaction& tx, const Who& who,
                                                             const Figure& figure,
                                                             const std::string& cursor,
                                                             std::size_t limit) {
  if (std::ranges::find(figure_names(), figure.name) == figure_names().end()) {
    return base::invalid({{"figure", "unknown_value"}});
  }
  std::vector<Record> found;
  const auto scanned =
      scan(tx, who, figure.month, Permission::reports_open, [&](const connections::Fact& fact) {
        const bool asked_here = !figure.organisation || *figure.organisation == fact.target;
        if (asked_here && counts_as(fact, figure.name)) {
          found.emplace_back(fact.sent_at, fact.id.str());
        }
      });
  if (!scanned) return scanned.error();
  const Slice slice = slice_of(std::move(found), cursor, limit);
  audit::record(tx, who.now, who.actor,
                {.action = "report.open_records",
                 .object_kind = "group_report",
                 .object_id = figure.month + "/" + figure.name,
                 .marks = access::kWork});
  return Page{.items = connections_.counted(tx, who, slice.ids), .next = slice.next};
}

base::Result<documents::Document> GroupOperations::document(Transaction& tx, const Who& who,
                                                            const std::string& month) {
  std::optional<directory::OrgId> hotline;
  for (const auto& org : who.actor.organisations(who.today())) {
    const access::Object object{.stage = access::Stage::final, .owner_org = org};
    if (access::decide(who.actor, Permission::reports_issue, object, who.today())) hotline = org;
  }
  if (!hotline) return base::not_found();
  const auto made = report(tx, who, month);
  if (!made) return made.error();
  const auto transfers = referrals_.report(tx, who, month);
  if (!transfers) return transfers.error();
  const auto days = *days_of(month);
  const auto name = directory::current(tx).name(*hotline, days.to);
  return documents_.create_draft(tx, who.now, who.actor,
                                 {.kind = "monthly_report",
                                  .owner_org = *hotline,
                                  .subject_kind = "month",
                                  .subject_id = month,
                                  .subject_number = month,
                                  .content = paper_of(*made, *transfers, days, name)});
}

}  // namespace hd::reporting
