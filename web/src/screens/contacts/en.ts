import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  title: "Call log",
  sub: "Newest first. Phone numbers are masked.",
  number: "Number",
  kind: "Kind",
  channel: "Channel",
  hotline: "Hotline",
  at_risk: "Only callers not safe",
  none: "No contact matches.",
  clear: "Clear filters",
};
