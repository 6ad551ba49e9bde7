#include "reporting/group_paper.h"

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

Block heading(const std::string& text) {
  return {.kind = BlockKind::heading, .text = text};
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
  return {
      .title = "Báo cáo tháng của Tổ công tác về kết nối dịch vụ và chuyển tuyến",
      .blocks = {{.kind = BlockKind::paragraph,
                  .text = "Kỳ báo cáo: từ ngày " + base::to_vietnamese(days.from) + " đến ngày " +
                          base::to_vietnamese(days.to) + ", theo ngày gửi đề nghị."},
                 heading("1. Kết nối dịch vụ theo cơ quan"),
                 agency_table(connections, kConnections),
                 heading("2. Thời hạn của kết nối"),
                 shares_of(connections),
                 heading("3. Chuyển tuyến theo cơ quan tiếp nhận: trả lời"),
                 agency_table(referrals, kAnswers),
                 heading("4. Chuyển tuyến theo cơ quan tiếp nhận: kết quả"),
                 agency_table(referrals, kCourse),
                 heading("5. Theo dõi sau bàn giao"),
                 agency_table(referrals, kFollowUps),
                 shares_of(referrals)},
      .recipients = {"Các cơ quan thành viên Tổ công tác", "Lưu hồ sơ"},
      .issuing_body = body,
      .place = "Hà Nội",
      .signer_role = "LÃNH ĐẠO ĐƯỜNG DÂY NÓNG"};
}

}  // namespace hd::reporting
