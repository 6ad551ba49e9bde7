import type { Words } from "../i18n";

export const vi = {
  number: "Số",
  no_number: "Chưa có số",
  time: "Thời gian",
  kind: "Loại, chủ đề",
  no_kind: "Chưa chọn loại",
  relation: "Người gọi",
  phone: "Điện thoại",
  counsellor: "Người ghi",
  state: "Trạng thái",
  at_risk: "Không an toàn",
};

export const en: Words<typeof vi> = {
  number: "Number",
  no_number: "No number yet",
  time: "Time",
  kind: "Kind, topics",
  no_kind: "Kind not chosen",
  relation: "Caller",
  phone: "Phone",
  counsellor: "Written by",
  state: "State",
  at_risk: "Not safe",
};
