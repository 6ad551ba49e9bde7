import type { Permission } from "../../api/types";
import { may } from "../../app/state";
import { reportWord } from "./words";

const TABS = [
  { name: "hotline", path: "/reports", needs: "reports_read" },
  { name: "group", path: "/reports/working-group", needs: "reports_read" },
  { name: "versions", path: "/reports/versions", needs: "reports_read" },
  { name: "releases", path: "/reports/releases", needs: "reports_publish" },
  { name: "definitions", path: "/reports/definitions", needs: "definitions_manage" },
  { name: "rules", path: "/reports/rules", needs: "definitions_manage" },
] as const satisfies readonly { name: string; path: string; needs: Permission }[];

/** Where one can go inside the reports: what the permissions open. */
export function ReportTabs({ here }: { here: (typeof TABS)[number]["name"] }) {
  return (
    <nav class="tabs noprint" aria-label={reportWord("tabs")}>
      {TABS.filter(({ needs }) => may(needs)).map(({ name, path }) => (
        <a key={name} href={path} aria-current={name === here ? "page" : undefined}>
          {reportWord(`tab_${name}`)}
        </a>
      ))}
    </nav>
  );
}
