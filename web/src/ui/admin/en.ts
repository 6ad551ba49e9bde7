import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  title: "Administration",
  sub: "Administrators cannot read case content.",
  users: "Accounts",
  calendar: "Calendar",
  rules: "Deadline rules",
  templates: "Templates of papers",
  report_rules: "Rules of reports",
  lists: "Code lists",
  balances: "Opening balances",
  organisations: "Organisations",
};
