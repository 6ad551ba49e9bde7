#include "reporting/operations_group_referrals.h"

#include <algorithm>
#include <map>
#include <utility>

#include "audit/audit.h"
#include "base/text.h"
#include "directory/operations.h"

namespace hd::reporting {
namespace {

using access::Permission;
using documents::Block;
using documents::BlockKind;
using platform::Transaction;

struct Column {
  const char* title;
  ReferralFigure figure;
};
constexpr auto kAnswers = std::to_array<Column>({
    {"Đã đề nghị", ReferralFigure::asked},
    {"Tiếp nhận bằng văn bản", ReferralFigure::accepted},
    {"Từ chối, chuyển nơi khác", ReferralFigure::declined_rerouted},
    {"Không trả lời", ReferralFigure::unanswered},
    {"Giao đơn vị", ReferralFigure::delegated},
});
constexpr auto kCourse = std::to_array<Column>({
    {"Đang thực hiện", ReferralFigure::under_way},
    {"Đã bàn giao", ReferralFigure::handed_over},
    {"Đã hoàn thành", ReferralFigure::completed},
    {"Người được chuyển từ chối", ReferralFigure::withdrawn},
});
constexpr auto kFollowUps = std::to_array<Column>({
    {"Đến hạn trong tháng", ReferralFigure::follow_ups_due},
    {"Đã đánh giá", ReferralFigure::follow_ups_done},
    {"Quá hạn", ReferralFigure::follow_ups_overdue},
});

template <std::size_t N>
Block table_of(const ReferralReport& report, const std::array<Column, N>& columns) {
  Block table{.kind = BlockKind::table, .columns = {"Cơ quan"}};
  const auto line = [&](const std::string& name, const ReferralCounts& counts) {
    std::vector<std::string> cells{name};
    for (const Column& column : columns) {
      cells.push_back(base::vietnamese_number(counts.of(column.figure)));
    }
    return cells;
  };
  for (const Column& column : columns) table.columns.emplace_back(column.title);
  for (const auto& row : report.rows) table.rows.push_back(line(row.name, row.counts));
  table.rows.push_back(line("Tổng số", report.total));
  return table;
}

Block heading(int number, const std::string& text) {
  return {.kind = BlockKind::heading, .text = std::to_string(number) + ". " + text};
}

}  // namespace

base::Result<base::Done> GroupReferrals::scan(
    Transaction& tx, const Who& who, const std::string& month, Permission action,
    const std::function<void(const referrals::Fact&)>& each) {
  const auto days = days_of(month);
  if (!days) return base::invalid({{"month", "malformed_date"}});
  for (const referrals::Fact& fact : referrals_.facts(tx, who.now, days->from, days->to)) {
    if (may_count(who.actor, who.today(), action, fact.sender, fact.target)) each(fact);
  }
  return base::Done{};
}

base::Result<ReferralReport> GroupReferrals::report(Transaction& tx, const Who& who,
                                                    const std::string& month) {
  struct Agency {
    ReferralCounts counts = {};
    bool opens = true;
  };
  std::map<directory::OrgId, Agency> by_agency;
  ReferralReport report;
  const auto scanned =
      scan(tx, who, month, Permission::reports_read, [&](const referrals::Fact& fact) {
        Agency& agency = by_agency[fact.target];
        agency.counts.add(fact);
        report.total.add(fact);
        if (may_count(who.actor, who.today(), Permission::reports_open, fact.sender, fact.target))
          return;
        agency.opens = false;
        report.total_opens = false;
      });
  if (!scanned) return scanned.error();
  const auto& directory = directory::current(tx);
  const base::Date day = days_of(month)->to;
  for (const auto& [organisation, agency] : by_agency) {
    report.rows.push_back(
        {organisation, directory.name(organisation, day), agency.counts, agency.opens});
  }
  std::ranges::stable_sort(report.rows, std::greater(), [](const ReferralReport::Row& row) {
    return row.counts.of(ReferralFigure::asked);
  });
  return report;
}

base::Result<GroupReferrals::Page> GroupReferrals::records(Transaction& tx, const Who& who,
                                                           const Order& order,
                                                           const std::string& cursor,
                                                           std::size_t limit) {
  std::vector<Record> found;
  const auto scanned =
      scan(tx, who, order.month, Permission::reports_open, [&](const referrals::Fact& fact) {
        const bool asked_here = !order.organisation || *order.organisation == fact.target;
        if (asked_here && counts_as(fact, order.figure)) {
          found.emplace_back(fact.sent_at, fact.id.str());
        }
      });
  if (!scanned) return scanned.error();
  const Slice slice = slice_of(std::move(found), cursor, limit);
  const std::string figure(base::name_of(kReferralFigureNames, order.figure));
  audit::record(tx, who.now, who.actor,
                {.action = "report.open_records",
                 .object_kind = "group_report",
                 .object_id = order.month + "/referrals/" + figure,
                 .marks = access::kWork});
  std::vector<referrals::ReferralId> ids;
  for (const auto& id : slice.ids) ids.push_back(referrals::ReferralId::parse(id).value());
  return Page{.items = referrals_.counted(tx, who, ids), .next = slice.next};
}

std::vector<Block> blocks_of(const ReferralReport& report, int first_heading) {
  const auto& total = report.total;
  const auto asked = total.of(ReferralFigure::asked);
  const auto due = total.of(ReferralFigure::follow_ups_due);
  return {heading(first_heading, "Chuyển tuyến theo cơ quan tiếp nhận: trả lời"),
          table_of(report, kAnswers),
          heading(first_heading + 1, "Chuyển tuyến theo cơ quan tiếp nhận: kết quả"),
          table_of(report, kCourse),
          heading(first_heading + 2, "Theo dõi sau bàn giao"),
          table_of(report, kFollowUps),
          {.kind = BlockKind::list,
           .items = {"Tiếp nhận trên số đã đề nghị: " +
                         base::vietnamese_share(total.of(ReferralFigure::accepted), asked),
                     "Đã đánh giá trên số đến hạn: " +
                         base::vietnamese_share(total.of(ReferralFigure::follow_ups_done), due)}}};
}

}  // namespace hd::reporting
