import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { useAction } from "../../lib/action";
import { dayOf, momentOf } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { DateField } from "../../ui/DateField";
import { Empty, Loaded } from "../../ui/parts";
import { FigureTable, type Picked } from "./FigureTable";
import { ReportHead } from "./ReportHead";
import { WorkingGroupRecords, WorkingGroupReferralRecords } from "./WorkingGroupRecords";
import { WorkingGroupReferrals } from "./WorkingGroupReferrals";
import { t } from "./words";

const FIGURES: readonly Of<"WorkingGroupFigure">[] = [
  "asked",
  "answered_in_1_day",
  "first_result_in_5_days",
  "declined_rerouted",
  "delegated",
  "open",
];

type PickedConnections = Picked<Of<"WorkingGroupFigure">>;
type PickedReferrals = Picked<Of<"WorkingGroupReferralFigure">>;

/** The monthly report on connections and referrals: every figure opens the records behind it. */
export default function WorkingGroupReport() {
  const query = useQuery();
  const { route } = useLocation();
  const action = useAction();
  const [connections, setConnections] = useState<PickedConnections | null>(null);
  const [referrals, setReferrals] = useState<PickedReferrals | null>(null);
  function pick(one: PickedConnections | null, other: PickedReferrals | null) {
    setConnections(one);
    setReferrals(other);
  }
  const month = query.get("month") || dayOf(Date.now()).slice(0, 7);
  const report = useResource(
    (signal) => get("/reports/working-group", { query: { month }, signal }),
    [month],
    ["connection", "referral"],
  );
  async function make() {
    const made = await action.run("group report", month, (key) =>
      post("/reports/working-group/documents", { month }, { key }),
    );
    if (made) route(`/documents/${made.id}`);
  }
  return (
    <>
      <ReportHead
        here="group"
        title={t("title_group")}
        sub={t("sub_group")}
        action={action}
        onMake={() => void make()}
      />
      <section class="card filters">
        <DateField
          kind="month"
          label={t("month")}
          value={month}
          onChange={(value) => {
            pick(null, null);
            query.set({ month: value });
          }}
        />
      </section>
      <Loaded of={report} lines={8}>
        {(data) => (
          <>
            <section class="card pad stack tight">
              <h2>{t("connections")}</h2>
              {data.rows.length === 0 ? <Empty>{t("none")}</Empty> : null}
              <FigureTable
                caption={t("connections")}
                figures={FIGURES}
                wordOf={(figure) => t(figure)}
                rows={data.rows}
                total={{ figures: data.total, opens: data.total_opens }}
                onPick={(one) => pick(one, null)}
              />
              <p class="tiny muted">{t("computed", { t: momentOf(data.computed_at) })}</p>
            </section>
            <WorkingGroupReferrals data={data.referrals} onPick={(other) => pick(null, other)} />
          </>
        )}
      </Loaded>
      {connections ? (
        <WorkingGroupRecords
          month={month}
          picked={connections}
          onClose={() => setConnections(null)}
        />
      ) : null}
      {referrals ? (
        <WorkingGroupReferralRecords
          month={month}
          picked={referrals}
          onClose={() => setReferrals(null)}
        />
      ) : null}
    </>
  );
}
