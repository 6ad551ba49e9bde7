import type { Of } from "../../api/types";
import { Empty } from "../../ui/parts";
import { FigureTable, type Picked } from "./FigureTable";
import { t } from "./words";

type Figure = Of<"WorkingGroupReferralFigure">;

const COURSE: readonly Figure[] = [
  "asked",
  "accepted",
  "declined_rerouted",
  "unanswered",
  "delegated",
  "under_way",
  "handed_over",
  "completed",
  "withdrawn",
];
const FOLLOW_UPS: readonly Figure[] = ["follow_ups_due", "follow_ups_done", "follow_ups_overdue"];

export function wordOfReferrals(figure: Figure): string {
  return t(`ref_${figure}`);
}

interface Props {
  data: Of<"WorkingGroupReferrals">;
  onPick: (picked: Picked<Figure>) => void;
}

/** What became of the referrals of the month, and the looks after a hand-over that fell due in it. */
export function WorkingGroupReferrals({ data, onPick }: Props) {
  const shared = {
    wordOf: wordOfReferrals,
    rows: data.rows,
    total: { figures: data.total, opens: data.total_opens },
    onPick,
  };
  return (
    <>
      <section class="card pad stack tight">
        <h2>{t("referrals")}</h2>
        {data.rows.length === 0 ? <Empty>{t("no_referrals")}</Empty> : null}
        <FigureTable caption={t("referrals")} figures={COURSE} {...shared} />
      </section>
      <section class="card pad stack tight">
        <h2>{t("follow_ups")}</h2>
        <p class="tiny muted">{t("follow_ups_hint")}</p>
        <FigureTable caption={t("follow_ups")} figures={FOLLOW_UPS} {...shared} />
      </section>
    </>
  );
}
