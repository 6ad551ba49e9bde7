export const vi = {
  title: "Nhật ký cuộc gọi",
  sub: "Mới nhất trước. Số điện thoại được che.",
  number: "Số phiếu",
  kind: "Loại",
  channel: "Kênh",
  hotline: "Đường dây",
  at_risk: "Chỉ người gọi không an toàn",
  none: "Không có cuộc nào khớp.",
  clear: "Bỏ lọc",
};
