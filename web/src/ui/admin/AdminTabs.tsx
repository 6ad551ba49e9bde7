import type { Permission } from "../../api/types";
import { may } from "../../app/state";
import { adminWord } from "./words";

const TABS = [
  { name: "users", path: "/admin/users", needs: "users_manage" },
  { name: "calendar", path: "/admin/calendar", needs: "rules_manage" },
  { name: "rules", path: "/admin/rules", needs: "rules_manage" },
  { name: "templates", path: "/admin/templates", needs: "rules_manage" },
  { name: "report_rules", path: "/admin/report-rules", needs: "rules_manage" },
  { name: "lists", path: "/admin/lists", needs: "directory_manage" },
  { name: "balances", path: "/admin/balances", needs: "reports_issue" },
  { name: "organisations", path: "/directory", needs: "directory_manage" },
] as const satisfies readonly { name: string; path: string; needs: Permission }[];

/** Where one can go inside the administration: what the permissions open. */
export function AdminTabs({ here }: { here: string | undefined }) {
  return (
    <nav class="tabs" aria-label={adminWord("title")}>
      {TABS.filter(({ needs }) => may(needs)).map(({ name, path }) => (
        <a key={name} href={path} aria-current={name === here ? "page" : undefined}>
          {adminWord(name)}
        </a>
      ))}
    </nav>
  );
}
