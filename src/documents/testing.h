#pragma once
// For tests only: one ordinary paper with a block of every kind.

#include "base/testing.h"
#include "documents/document.h"

namespace hd::documents::testing {

inline Content content() {
  return {
      .title = "Báo cáo thử về kết nối dịch vụ",
      .blocks = {{.kind = BlockKind::heading, .text = "1. Diễn biến"},
                 {.kind = BlockKind::paragraph, .text = "Người Thử Một gọi lúc 09:00 <ngày> thử."},
                 {.kind = BlockKind::table,
                  .columns = {"Cơ quan", "Số lượt"},
                  .rows = {{"Cơ quan thử", "12"}, {"Cơ quan khác", "1.020"}}},
                 {.kind = BlockKind::list, .items = {"Việc thứ nhất", "Việc thứ hai"}}},
      .recipients = {"Lãnh đạo đường dây nóng;", "Lưu."},
      .issuing_body = "TỔNG ĐÀI THỬ",
      .superior_body = "CỤC THỬ",
      .place = "Hà Nội",
      .signer_role = "CÁN BỘ ĐƯỜNG DÂY NÓNG",
      .signer_name = "Người Thử Hai",
  };
}

/// Stacked bars of two series; the second value of the second agency is not published.
inline Block chart() {
  return {.kind = BlockKind::chart,
          .text = "Biểu đồ 1. Kết nối dịch vụ theo cơ quan",
          .chart = {.form = ChartForm::stacked,
                    .head = "Cơ quan",
                    .labels = {"Sở Y tế tỉnh thử", "Hội Liên hiệp Phụ nữ tỉnh thử"},
                    .series = {{.name = "Đúng hạn", .values = {1020, 12}},
                               {.name = "Quá hạn", .values = {7, std::nullopt}}},
                    .unit = "cuộc kết nối",
                    .note = "Số dưới 5 không công bố."}};
}

inline Document document() {
  return {.id = base::testing::id<DocumentId>(1),
          .kind = "written_report",
          .owner_org = base::testing::id<directory::OrgId>(1),
          .author = base::testing::id<access::UserId>(1),
          .created_at = base::testing::at_minute(0),
          .content = content()};
}

}  // namespace hd::documents::testing
