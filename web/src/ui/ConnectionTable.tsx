import type { ConnectionSummary } from "../api/types";
import { dictionary } from "../i18n";
import { stateWord } from "../i18n/common";
import { labels } from "../lib/codes";
import { momentOf } from "../lib/format";
import { DueText } from "./clocks";
import { vi } from "./connectionWords";
import { TableFrame } from "./TableFrame";
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
    <TableFrame label={caption} card>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("number")}</th>
            <th scope="col">{t("needs")}</th>
            <th scope="col">{t("from_to")}</th>
            <th scope="col">{t("sent")}</th>
            <th scope="col">{t("turn")}</th>
            <th scope="col">{t("state")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row" class="nowrap">
                <a href={`/connections/${item.id}`}>{item.number ?? t("no_number")}</a>
              </th>
              <td>{labels("service_type", item.needs)}</td>
              <td>
                {item.target?.organisation_name ?? t("no_target")}
                <div class="tiny muted">
                  {item.target?.unit_name ? `${item.target.unit_name} · ` : ""}
                  {t("from", { name: item.hotline_name })}
                </div>
              </td>
              <td class="nowrap">{item.sent_at ? momentOf(item.sent_at) : "–"}</td>
              <td>
                {turnText(item.turn)}
                <div>
                  <DueText dueAt={item.due_at} overdue={item.overdue} />
                </div>
              </td>
              <td>
                <div class="row">
                  <ConnectionTag status={item.status} />
                  <UrgencyTag urgency={item.urgency} />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
