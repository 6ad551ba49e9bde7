import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { usePages } from "../../lib/pages";
import { ReferralTag } from "../../ui/referrals/parts";
import { ReferralTable } from "../../ui/referrals/ReferralTable";
import type { Picked } from "./FigureTable";
import { Records } from "./Records";
import { Traces } from "./Traces";
import { wordOfReferrals } from "./WorkingGroupReferrals";
import { t } from "./words";

type Line = Of<"WorkingGroupReferralRecord">;

/** Those that may be opened as everywhere; of the others only their traces. */
function Lines({ items, caption }: { items: readonly Line[]; caption: string }) {
  const open = items.flatMap((item) => (item.referral ? [item.referral] : []));
  const closed = items.filter((item) => !item.referral);
  return (
    <>
      {open.length > 0 ? <ReferralTable items={open} caption={caption} /> : null}
      {closed.length > 0 ? (
        <Traces
          items={closed}
          hint={t("referral_traces_hint")}
          stateOf={(item) => <ReferralTag status={item.status} />}
        />
      ) : null}
    </>
  );
}

interface Props {
  month: string;
  picked: Picked<Of<"WorkingGroupReferralFigure">>;
  onClose: () => void;
}

/** The referrals that a figure counts. */
export function WorkingGroupReferralRecords({ month, picked, onClose }: Props) {
  const pages = usePages(
    (page, signal) =>
      get("/reports/working-group/referral-records", {
        query: {
          month,
          figure: picked.figure,
          ...(picked.organisation ? { organisation_id: picked.organisation.id } : {}),
          ...page,
        },
        signal,
      }),
    [month, picked.figure, picked.organisation?.id],
  );
  const title = t("records", {
    name: `${wordOfReferrals(picked.figure)}, ${picked.organisation?.name ?? t("all_agencies")}`,
  });
  return (
    <Records title={title} pages={pages} onClose={onClose}>
      {(items) => <Lines items={items} caption={title} />}
    </Records>
  );
}
