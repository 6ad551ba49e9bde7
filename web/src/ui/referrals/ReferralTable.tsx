import { labels } from "../../lib/codes";
import { DueText } from "../clocks";
import { ListTable } from "../ListTable";
import { UrgencyTag } from "../tags";
import { EmergencyTag, isMine, type ReferralSummary, ReferralTag, turnOf } from "./parts";
import { referralWord as t } from "./words";

interface Props {
  items: readonly ReferralSummary[];
  caption: string;
}

/** Referrals, one a line: codes and organisations only. */
export function ReferralTable({ items, caption }: Props) {
  return (
    <ListTable
      caption={caption}
      items={items}
      keyOf={(item) => item.id}
      columns={[
        {
          head: t("number"),
          kind: "short-row",
          cell: (item) => <a href={`/referrals/${item.id}`}>{item.number ?? t("no_number")}</a>,
        },
        { head: t("needs"), cell: (item) => labels("service_type", item.needs) },
        {
          head: t("from_to"),
          cell: (item) => (
            <>
              {item.target?.organisation_name ?? t("no_target")}
              <div class="tiny muted">
                {item.target?.unit_name ? `${item.target.unit_name} · ` : ""}
                {t("from", { name: item.sender.name })}
              </div>
            </>
          ),
        },
        {
          head: t("steps"),
          kind: "short",
          cell: (item) => (
            <>
              {item.steps_done.length}/7
              <progress
                class="main"
                max={7}
                value={item.steps_done.length}
                aria-label={t("steps_of", { n: item.steps_done.length })}
              />
            </>
          ),
        },
        {
          head: t("turn"),
          cell: (item) => (
            <>
              {isMine(item) ? <b>{turnOf(item)}</b> : turnOf(item)}
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
              <ReferralTag status={item.status} />
              <EmergencyTag shown={item.emergency} />
              <UrgencyTag urgency={item.urgency} />
            </div>
          ),
        },
      ]}
    />
  );
}
