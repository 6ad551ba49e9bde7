import { ListTable } from "../ListTable";
import { requestColumns } from "../requests/columns";
import { EmergencyTag, isMine, type ReferralSummary, ReferralTag, turnOf } from "./parts";
import { referralWord as t } from "./words";

interface Props {
  items: readonly ReferralSummary[];
  caption: string;
}

/** Referrals, one a line. */
export function ReferralTable({ items, caption }: Props) {
  return (
    <ListTable
      caption={caption}
      items={items}
      keyOf={(item) => item.id}
      columns={requestColumns<ReferralSummary>({
        path: "/referrals",
        asker: (item) => item.sender.name,
        middle: {
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
        turn: (item) => (isMine(item) ? <b>{turnOf(item)}</b> : turnOf(item)),
        tags: (item) => (
          <>
            <ReferralTag status={item.status} />
            <EmergencyTag shown={item.emergency} />
          </>
        ),
      })}
    />
  );
}
