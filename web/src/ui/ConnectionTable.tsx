import type { ConnectionSummary } from "../api/types";
import { stateWord } from "../i18n/common";
import { momentOf } from "../lib/format";
import { ListTable } from "./ListTable";
import { requestColumns } from "./requests/columns";
import { requestWord as t } from "./requests/words";
import { ConnectionTag } from "./tags";

/** Who is to act: the organisation, or the side. */
export function turnText(turn: ConnectionSummary["turn"]): string {
  if (turn.side === "nobody") return "–";
  return turn.organisation_name ?? stateWord("turn", turn.side);
}

interface Props {
  items: readonly ConnectionSummary[];
  caption: string;
}

/** Service connections, one a line. */
export function ConnectionTable({ items, caption }: Props) {
  return (
    <ListTable
      caption={caption}
      items={items}
      keyOf={(item) => item.id}
      columns={requestColumns<ConnectionSummary>({
        path: "/connections",
        asker: (item) => item.hotline_name,
        middle: {
          head: t("sent"),
          kind: "short",
          cell: (item) => (item.sent_at ? momentOf(item.sent_at) : "–"),
        },
        turn: (item) => turnText(item.turn),
        tags: (item) => <ConnectionTag status={item.status} />,
      })}
    />
  );
}
