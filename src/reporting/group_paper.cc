#include "reporting/group_paper.h"

#include <algorithm>

#include "base/text.h"

namespace hd::reporting {
namespace {

using documents::Block;
using documents::BlockKind;

template <class Figure>
struct Column {
  const char* title;
  Figure figure;
};
constexpr auto kConnections = std::to_array<Column<ConnectionFigure>>({
    {"Đã đề nghị", ConnectionFigure::asked},
    {"Trả lời trong 1 ngày", ConnectionFigure::answered_in_1_day},
    {"Có kết quả ban đầu trong 5 ngày", ConnectionFigure::first_result_in_5_days},
    {"Từ chối, kết nối nơi khác", ConnectionFigure::declined_rerouted},
    {"Giao đơn vị", ConnectionFigure::delegated},
    {"Đang mở", ConnectionFigure::open},
});
constexpr auto kAnswers = std::to_array<Column<ReferralFigure>>({
    {"Đã đề nghị", ReferralFigure::asked},
    {"Tiếp nhận bằng văn bản", ReferralFigure::accepted},
    {"Từ chối, chuyển nơi khác", ReferralFigure::declined_rerouted},
    {"Không trả lời", ReferralFigure::unanswered},
    {"Giao đơn vị", ReferralFigure::delegated},
});
constexpr auto kCourse = std::to_array<Column<ReferralFigure>>({
    {"Đang thực hiện", ReferralFigure::under_way},
    {"Đã bàn giao", ReferralFigure::handed_over},
    {"Đã hoàn thành", ReferralFigure::completed},
    {"Người được chuyển từ chối", ReferralFigure::withdrawn},
});
constexpr auto kFollowUps = std::to_array<Column<ReferralFigure>>({
    {"Đến hạn trong tháng", ReferralFigure::follow_ups_due},
    {"Đã đánh giá", ReferralFigure::follow_ups_done},
    {"Quá hạn", ReferralFigure::follow_ups_overdue},
});

Block heading(const std::string& text) {
  return {.kind = BlockKind::heading, .text = text};
}

template <class Report, class Columns>
Block agency_table(const Report& report, const Columns& columns) {
  Block table{.kind = BlockKind::table, .columns = {"Cơ quan"}};
  const auto line = [&](const std::string& name, const auto& counts) {
    std::vector<std::string> cells{name};
    for (const auto& column : columns) {
      cells.push_back(base::vietnamese_number(counts.of(column.figure)));
    }
    return cells;
  };
  for (const auto& column : columns) table.columns.emplace_back(column.title);
  for (const auto& row : report.rows) table.rows.push_back(line(row.name, row.counts));
  table.rows.push_back(line("Tổng số", report.total));
  return table;
}

/// As many as are read at a glance; the table goes on.
constexpr std::size_t kAgenciesMax = 12;

struct Chapter {
  int number;
  std::string title;
  std::size_t drawn;  ///< as many columns of the table as are drawn
};

/// Bars under each other: the figures of an agency overlap, so that they are not put end to end.
template <class Report, class Columns>
documents::Chart agency_chart(const Report& report, const Columns& columns, std::size_t drawn) {
  documents::Chart chart{.head = "Cơ quan"};
  const auto agencies = std::min(report.rows.size(), kAgenciesMax);
  for (std::size_t i = 0; i < agencies; ++i) chart.labels.push_back(report.rows[i].name);
  for (std::size_t j = 0; j < drawn; ++j) {
    documents::Series series{.name = columns.at(j).title};
    for (std::size_t i = 0; i < agencies; ++i) {
      series.values.emplace_back(report.rows[i].counts.of(columns.at(j).figure));
    }
    chart.series.push_back(std::move(series));
  }
  if (agencies < report.rows.size()) {
    chart.note = std::to_string(agencies) + " cơ quan đầu bảng.";
  }
  return chart;
}

/// Heading, table, and its chart unless there is nothing to draw.
template <class Report, class Columns>
void add_agencies(std::vector<Block>& blocks, const Chapter& chapter, const Report& report,
                  const Columns& columns) {
  blocks.push_back(heading(std::to_string(chapter.number) + ". " + chapter.title));
  blocks.push_back(agency_table(report, columns));
  auto chart = agency_chart(report, columns, chapter.drawn);
  if (!documents::has_shape(chart) || documents::largest(chart) == 0) return;
  blocks.push_back({.kind = BlockKind::chart, .text = chapter.title, .chart = std::move(chart)});
}

Block shares_of(const ConnectionReport& report) {
  const auto share = [&](ConnectionFigure part) {
    return base::vietnamese_share(report.total.of(part), report.total.of(ConnectionFigure::asked));
  };
  return {.kind = BlockKind::list,
          .items = {"Trả lời trong thời hạn: " + share(ConnectionFigure::answered_in_1_day),
                    "Có kết quả ban đầu trong thời hạn: " +
                        share(ConnectionFigure::first_result_in_5_days)}};
}

Block shares_of(const ReferralReport& report) {
  const auto share = [&](ReferralFigure part, ReferralFigure whole) {
    return base::vietnamese_share(report.total.of(part), report.total.of(whole));
  };
  return {.kind = BlockKind::list,
          .items = {"Tiếp nhận trên số đã đề nghị: " +
                        share(ReferralFigure::accepted, ReferralFigure::asked),
                    "Đã đánh giá trên số đến hạn: " +
                        share(ReferralFigure::follow_ups_done, ReferralFigure::follow_ups_due)}};
}

}  // namespace

documents::Content paper_of(const ConnectionReport& connections, const ReferralReport& referrals,
                            const Days& days, const std::string& body) {
  std::vector<Block> blocks{{.kind = BlockKind::paragraph,
                             .text = "Kỳ báo cáo: từ ngày " + base::to_vietnamese(days.from) +
                                     " đến ngày " + base::to_vietnamese(days.to) +
                                     ", theo ngày gửi đề nghị."}};
  add_agencies(blocks, {1, "Kết nối dịch vụ theo cơ quan", 3}, connections, kConnections);
  blocks.push_back(heading("2. Thời hạn của kết nối"));
  blocks.push_back(shares_of(connections));
  add_agencies(blocks, {3, "Chuyển tuyến theo cơ quan tiếp nhận: trả lời", 4}, referrals, kAnswers);
  add_agencies(blocks, {4, "Chuyển tuyến theo cơ quan tiếp nhận: kết quả", 4}, referrals, kCourse);
  add_agencies(blocks, {5, "Theo dõi sau bàn giao", 3}, referrals, kFollowUps);
  blocks.push_back(shares_of(referrals));
  return {.title = "Báo cáo tháng của Tổ công tác về kết nối dịch vụ và chuyển tuyến",
          .blocks = std::move(blocks),
          .recipients = {"Các cơ quan thành viên Tổ công tác", "Lưu hồ sơ"},
          .issuing_body = body,
          .place = "Hà Nội",
          .signer_role = "LÃNH ĐẠO ĐƯỜNG DÂY NÓNG"};
}

}  // namespace hd::reporting
