export const vi = {
  title: "Quản trị",
  sub: "Người quản trị không xem được nội dung hồ sơ.",
  users: "Tài khoản",
  calendar: "Lịch làm việc",
  rules: "Thời hạn theo quy định",
  templates: "Mẫu văn bản",
  report_rules: "Quy định của báo cáo",
  lists: "Danh mục",
  balances: "Số lũy kế ban đầu",
  organisations: "Cơ quan",
};
