import type { ComponentChildren } from "preact";
import type { Of } from "../../api/types";
import { labels } from "../../lib/codes";
import { DueText } from "../clocks";
import type { Column } from "../ListTable";
import { UrgencyTag } from "../tags";
import { requestWord as t } from "./words";

interface Request {
  id: string;
  number: string | null;
  needs: readonly string[];
  target: { organisation_name: string; unit_name?: string | null } | null;
  due_at: string | null;
  overdue: boolean;
  urgency: Of<"Urgency">;
}

interface Parts<T> {
  /** Where one is shown: the path before its id. */
  path: string;
  /** Who asks. */
  asker: (item: T) => string;
  /** Between who is asked and whose turn it is. */
  middle: Column<T>;
  turn: (item: T) => ComponentChildren;
  tags: (item: T) => ComponentChildren;
}

/** The columns of a list of requests to other bodies: codes and organisations only. */
export function requestColumns<T extends Request>(parts: Parts<T>): Column<T>[] {
  return [
    {
      head: t("number"),
      kind: "short-row",
      cell: (item) => <a href={`${parts.path}/${item.id}`}>{item.number ?? t("no_number")}</a>,
    },
    { head: t("needs"), cell: (item) => labels("service_type", item.needs) },
    {
      head: t("from_to"),
      cell: (item) => (
        <>
          {item.target?.organisation_name ?? t("no_target")}
          <div class="tiny muted">
            {item.target?.unit_name ? `${item.target.unit_name} · ` : ""}
            {t("from", { name: parts.asker(item) })}
          </div>
        </>
      ),
    },
    parts.middle,
    {
      head: t("turn"),
      cell: (item) => (
        <>
          {parts.turn(item)}
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
          {parts.tags(item)}
          <UrgencyTag urgency={item.urgency} />
        </div>
      ),
    },
  ];
}
