import type { Words } from "../i18n";

export const vi = {
  number: "Số",
  no_number: "Dự thảo",
  needs: "Nhu cầu",
  from_to: "Nơi tiếp nhận",
  from: "từ {name}",
  no_target: "Chưa chọn nơi",
  sent: "Gửi lúc",
  turn: "Đến lượt",
  state: "Trạng thái",
};

export const en: Words<typeof vi> = {
  number: "Number",
  no_number: "Draft",
  needs: "Needs",
  from_to: "Asked of",
  from: "from {name}",
  no_target: "No target yet",
  sent: "Sent",
  turn: "Whose turn",
  state: "State",
};
