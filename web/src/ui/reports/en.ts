import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  tabs: "Statistics and reports",
  tab_hotline: "Hotline",
  tab_group: "Working group",
  tab_versions: "Reports by version",
  tab_definitions: "Report definitions",
  tab_releases: "Publication",
  period: "Period",
  own_days: "Own days",
  p_month: "This month",
  p_last_month: "Last month",
  p_quarter: "This quarter",
  p_half: "6 months",
  p_nine_months: "9 months",
  p_year: "This year",
  ages_un_wide: "General (8 bands)",
  ages_tongdai_caller: "Callers (6 bands)",
  ages_tongdai_victim_fixed: "Victims (5 bands)",
  ages_law: "By law (4 bands)",
  ages_ctdc: "International comparison (9 bands)",
  age_set: "Age bands",
  geography: "Places",
  p34: "34 provinces",
  p63: "63 provinces (before 7/2025)",
  of_the_period: "As on the last day",
};
