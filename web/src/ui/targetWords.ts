import type { Words } from "../i18n";

export const vi = {
  organisation: "Cơ quan",
  unit: "Đơn vị",
  kind: "Đầu mối",
  choose: "Chọn",
};

export const en: Words<typeof vi> = {
  organisation: "Organisation",
  unit: "Unit",
  kind: "Contact point",
  choose: "Choose",
};
