import type { ConnectionSummary } from "../api/types";
import { dictionary } from "../i18n";
import { stateWord } from "../i18n/common";
import { labels } from "../lib/codes";
import { momentOf } from "../lib/format";
import { DueText } from "./clocks";
import { vi } from "./connectionWords";
import { ListTable } from "./ListTable";
import { ConnectionTag, UrgencyTag } from "./tags";

const t = dictionary(vi, () => import("./connectionWords").then((module) => module.en));

/** Who is to act: the organisation, or the side. */
export function turnText(turn: ConnectionSummary["turn"]): string {
  if (turn.side === "nobody") return "–";
  return turn.organisation_name ?? stateWord("turn", turn.side);
}

export function ConnectionTable({
  items,
  caption,
}: {
  items: readonly ConnectionSummary[];
  caption: string;
}) {
  return (
    <ListTable
      caption={caption}
      items={items}
      keyOf={(item) => item.id}
      columns={[
        {
          head: t("number"),
          kind: "short-row",
          cell: (item) => <a href={`/connections/${item.id}`}>{item.number ?? t("no_number")}</a>,
        },
        { head: t("needs"), cell: (item) => labels("service_type", item.needs) },
        {
          head: t("from_to"),
          cell: (item) => (
            <>
              {item.target?.organisation_name ?? t("no_target")}
              <div class="tiny muted">
                {item.target?.unit_name ? `${item.target.unit_name} · ` : ""}
                {t("from", { name: item.hotline_name })}
              </div>
            </>
          ),
        },
        {
          head: t("sent"),
          kind: "short",
          cell: (item) => (item.sent_at ? momentOf(item.sent_at) : "–"),
        },
        {
          head: t("turn"),
          cell: (item) => (
            <>
              {turnText(item.turn)}
              <div>
                <DueText dueAt={item.due_at} overdue={item.overdue} />
              </div>
            </>
          ),
        },
        {
          head: t("state"),
          cell: (item) => (
            <div class="row">
              <ConnectionTag status={item.status} />
              <UrgencyTag urgency={item.urgency} />
            </div>
          ),
        },
      ]}
    />
  );
}
