import { useRoute } from "preact-iso";
import type { Permission } from "../../api/types";
import { may } from "../../app/state";
import { AdminTabs } from "../../ui/admin/AdminTabs";
import { adminWord } from "../../ui/admin/words";
import { PageHead } from "../../ui/parts";
import { Balances } from "./Balances";
import { Calendar } from "./Calendar";
import { Lists } from "./Lists";
import { Rules } from "./Rules";
import { Templates } from "./Templates";
import { Users } from "./Users";

const PARTS = [
  { name: "users", needs: "users_manage" },
  { name: "calendar", needs: "rules_manage" },
  { name: "rules", needs: "rules_manage" },
  { name: "templates", needs: "rules_manage" },
  { name: "lists", needs: "directory_manage" },
  { name: "balances", needs: "reports_issue" },
] as const satisfies readonly { name: string; needs: Permission }[];
type Part = (typeof PARTS)[number]["name"];

function Body({ part }: { part: Part }) {
  switch (part) {
    case "users":
      return <Users />;
    case "calendar":
      return <Calendar />;
    case "rules":
      return <Rules />;
    case "templates":
      return <Templates />;
    case "lists":
      return <Lists />;
    case "balances":
      return <Balances />;
  }
}

/** The least an installation needs: accounts, calendar, rules, lists. */
export default function Admin() {
  const { params } = useRoute();
  const open = PARTS.filter((part) => may(part.needs));
  const here = open.find((part) => part.name === params.part) ?? open[0];
  return (
    <>
      <PageHead title={adminWord("title")} sub={adminWord("sub")} tab={adminWord("title")} />
      <AdminTabs here={here?.name} />
      {here ? <Body part={here.name} /> : null}
    </>
  );
}
