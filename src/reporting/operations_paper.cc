#include "reporting/operations_paper.h"

#include <algorithm>

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

/// What is seen at a glance; of the rest the table says enough.
constexpr auto kCharted = std::to_array<std::string_view>(
    {"report_group", "caller_group", "age_band", "region", "topic"});
constexpr std::size_t kBarsMax = 40;

/// Below its table, unless there is nothing to draw.
void add_chart(std::vector<Block>& blocks, const std::string& title, documents::Chart chart) {
  if (!documents::has_shape(chart) || documents::largest(chart) == 0) return;
  blocks.push_back({.kind = BlockKind::chart, .text = title, .chart = std::move(chart)});
}

/// Bars, those of the year before beside them where it is known.
documents::Chart chart_of(const ReportSection& section, const Block& table) {
  documents::Chart chart{.head = section.label.vi};
  documents::Series now{.name = table.columns[1]}, before{.name = "Cùng kỳ năm trước"};
  for (const auto& row : section.rows) {
    chart.labels.push_back(row.label.vi);
    now.values.emplace_back(row.count);
    before.values.push_back(row.previous);
  }
  chart.series.push_back(std::move(now));
  if (section.previous_total) chart.series.push_back(std::move(before));
  return chart;
}

void add_section(std::vector<Block>& blocks, const ReportSection& section,
                 const HotlineOrder& order) {
  const bool is_charted = std::ranges::find(kCharted, section.code) != kCharted.end() &&
                          section.rows.size() <= kBarsMax;
  blocks.push_back(table_of(section, order));
  if (is_charted) add_chart(blocks, section.label.vi, chart_of(section, blocks.back()));
}

/// A line for each report group.
void add_months(std::vector<Block>& blocks, const MonthTable& months, const std::string& title) {
  Block table{.kind = BlockKind::table, .columns = {"Thời gian"}};
  documents::Chart chart{.form = documents::ChartForm::line, .head = "Thời gian"};
  std::vector<std::int64_t> totals;
  const auto line = [](const std::string& name, const std::vector<std::int64_t>& counts) {
    std::vector<std::string> cells{name};
    std::int64_t sum = 0;
    for (const auto count : counts) {
      cells.push_back(base::vietnamese_number(count));
      sum += count;
    }
    cells.push_back(base::vietnamese_number(sum));
    return cells;
  };
  for (std::size_t group = 0; group < months.groups.size(); ++group) {
    table.columns.push_back(months.groups[group].label.vi);
    documents::Series series{.name = table.columns.back()};
    totals.push_back(0);
    for (const auto& row : months.rows) {
      series.values.emplace_back(row.counts[group]);
      totals.back() += row.counts[group];
    }
    chart.series.push_back(std::move(series));
  }
  table.columns.emplace_back("Tổng số");
  for (const auto& row : months.rows) {
    chart.labels.push_back(row.name);
    table.rows.push_back(line(row.name, row.counts));
  }
  table.rows.push_back(line("Tổng số", totals));
  blocks.push_back(std::move(table));
  add_chart(blocks, title, std::move(chart));
}

}  // namespace

documents::Content paper_of(const HotlineReport& report, const MonthTable& months,
                            const std::string& hotline) {
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
  const auto head = [&](const std::string& text) {
    paper.blocks.push_back(
        {.kind = BlockKind::heading, .text = std::to_string(++position) + ". " + text});
  };
  for (const auto& section : report.sections) {
    if (section.rows.empty()) continue;
    head(section.label.vi);
    add_section(paper.blocks, section, report.order);
    if (section.code == "report_group" && !months.rows.empty()) {
      const std::string title = section.label.vi + " theo thời gian";
      head(title);
      add_months(paper.blocks, months, title);
    }
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
  const auto& directory = directory::current(tx);
  const auto name = directory.name(*full.hotline, full.period.to);
  const Frame frame{.directory = directory,
                    .period = full.period,
                    .age_set = full.age_set,
                    .geography = report->geography};
  MonthTable months;
  facts_.with(tx, *full.hotline,
              [&](HotlineFacts& facts) { months = by_month(frame, facts.columns()); });
  return documents_.create_draft(
      tx, who.now, who.actor,
      {.kind = "hotline_report",
       .owner_org = *full.hotline,
       .subject_kind = "period",
       .subject_id = base::to_text(full.period.from) + "/" + base::to_text(full.period.to),
       .subject_number =
           base::to_vietnamese(full.period.from) + " – " + base::to_vietnamese(full.period.to),
       .content = paper_of(*report, months, name)});
}

}  // namespace hd::reporting
