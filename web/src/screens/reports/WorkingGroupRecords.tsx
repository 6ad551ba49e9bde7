import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { ConnectionTable } from "../../ui/ConnectionTable";
import { ReferralTag } from "../../ui/referrals/parts";
import { ReferralTable } from "../../ui/referrals/ReferralTable";
import { ConnectionTag } from "../../ui/tags";
import { FigureRecords } from "./FigureRecords";
import type { Picked } from "./FigureTable";
import { wordOfReferrals } from "./WorkingGroupReferrals";
import { t } from "./words";

interface Props<F extends string> {
  month: string;
  picked: Picked<F>;
  onClose: () => void;
}

/** The connections that a figure counts. */
export function WorkingGroupRecords(props: Props<Of<"WorkingGroupFigure">>) {
  return (
    <FigureRecords
      {...props}
      word={(figure) => t(figure)}
      load={(query, signal) => get("/reports/working-group/records", { query, signal })}
      opens={(item) => item.connection}
      table={(items, caption) => <ConnectionTable items={items} caption={caption} />}
      hint={t("traces_hint")}
      stateOf={(item) => <ConnectionTag status={item.status} />}
    />
  );
}

/** The referrals that a figure counts. */
export function WorkingGroupReferralRecords(props: Props<Of<"WorkingGroupReferralFigure">>) {
  return (
    <FigureRecords
      {...props}
      word={wordOfReferrals}
      load={(query, signal) => get("/reports/working-group/referral-records", { query, signal })}
      opens={(item) => item.referral}
      table={(items, caption) => <ReferralTable items={items} caption={caption} />}
      hint={t("referral_traces_hint")}
      stateOf={(item) => <ReferralTag status={item.status} />}
    />
  );
}
