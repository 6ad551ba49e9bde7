import type { Words } from "../i18n";

export const vi = {
  need: "Đúng dịch vụ cần",
  place: "Phụ trách địa bàn",
  place_nationwide: "Phạm vi toàn quốc",
  level: "Cấp phù hợp",
  sex_age: "Nhận giới tính, độ tuổi này",
  capacity: "Còn chỗ",
  verified_recently: "Mới kiểm tra thông tin",
  working_group_member: "Thành viên Tổ công tác",
  distance: "Gần",
  hours: "Đang trong giờ làm việc",
  other: "Lý do khác",
  phone: "Điện thoại {phone}",
  why: "Vì sao",
};

export const en: Words<typeof vi> = {
  need: "Offers the service needed",
  place: "Serves the place",
  place_nationwide: "Works nationwide",
  level: "Fitting level",
  sex_age: "Takes this sex and age",
  capacity: "Has room",
  verified_recently: "Checked recently",
  working_group_member: "Member of the working group",
  distance: "Near",
  hours: "Open now",
  other: "Other reason",
  phone: "Phone {phone}",
  why: "Why",
};
