import { t } from "./words";

export function ReportTabs({ here }: { here: "hotline" | "group" }) {
  return (
    <nav class="tabs" aria-label={t("title")}>
      <a href="/reports" aria-current={here === "hotline" ? "page" : undefined}>
        {t("tab_hotline")}
      </a>
      <a href="/reports/working-group" aria-current={here === "group" ? "page" : undefined}>
        {t("tab_group")}
      </a>
    </nav>
  );
}
