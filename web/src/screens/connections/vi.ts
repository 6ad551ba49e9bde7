export const vi = {
  title: "Kết nối dịch vụ",
  sub: "Quyền phụ trách vẫn ở đường dây nóng; cơ quan phối hợp trả lời trong thời hạn.",
  scope: "Phạm vi",
  scope_inbox: "Gửi đến cơ quan tôi",
  scope_asked: "Đường dây của tôi đã gửi",
  scope_all: "Tất cả được xem",
  none: "Không có kết nối nào khớp.",
};
