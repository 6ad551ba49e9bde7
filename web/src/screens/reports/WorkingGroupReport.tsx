import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { useAction } from "../../lib/action";
import { dayOf, momentOf, numberText } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { DateField } from "../../ui/DateField";
import { Empty, Loaded } from "../../ui/parts";
import { TableFrame } from "../../ui/TableFrame";
import { ReportHead } from "./ReportHead";
import { type PickedFigure, WorkingGroupRecords } from "./WorkingGroupRecords";
import { t } from "./words";

const FIGURES: readonly Of<"WorkingGroupFigure">[] = [
  "asked",
  "answered_in_1_day",
  "first_result_in_5_days",
  "declined_rerouted",
  "delegated",
  "open",
];

interface RowProps {
  organisation: Of<"Named"> | null;
  figures: Of<"WorkingGroupFigures">;
  opens: boolean;
  onPick: (picked: PickedFigure) => void;
}

function Row({ organisation, figures, opens, onPick }: RowProps) {
  const name = organisation?.name ?? t("total");
  return (
    <tr class={organisation ? "" : "total"}>
      <th scope="row">{name}</th>
      {FIGURES.map((figure) => (
        <td key={figure} class="number">
          {opens && figures[figure] > 0 ? (
            <button
              type="button"
              class="linkbutton"
              aria-label={`${numberText(figures[figure])}: ${t(figure)}, ${name}. ${t("open_records")}`}
              onClick={() => onPick({ figure, organisation })}
            >
              {numberText(figures[figure])}
            </button>
          ) : (
            numberText(figures[figure])
          )}
        </td>
      ))}
    </tr>
  );
}

/** The monthly report on connections: every figure opens the connections behind it. */
export default function WorkingGroupReport() {
  const query = useQuery();
  const { route } = useLocation();
  const action = useAction();
  const [picked, setPicked] = useState<PickedFigure | null>(null);
  const month = query.get("month") || dayOf(Date.now()).slice(0, 7);
  const report = useResource(
    (signal) => get("/reports/working-group", { query: { month }, signal }),
    [month],
    ["connection"],
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
            setPicked(null);
            query.set({ month: value });
          }}
        />
      </section>
      <Loaded of={report} lines={8}>
        {(data) => (
          <section class="card pad stack tight">
            {data.rows.length === 0 ? <Empty>{t("none")}</Empty> : null}
            <TableFrame label={t("title_group")}>
              <table>
                <caption class="hidden">{t("title_group")}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t("organisation")}</th>
                    {FIGURES.map((figure) => (
                      <th key={figure} scope="col" class="number wrap">
                        {t(figure)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {data.rows.map((row) => (
                    <Row key={row.organisation.id} {...row} onPick={setPicked} />
                  ))}
                  <Row
                    organisation={null}
                    figures={data.total}
                    opens={data.total_opens}
                    onPick={setPicked}
                  />
                </tbody>
              </table>
            </TableFrame>
            <p class="tiny muted">{t("computed", { t: momentOf(data.computed_at) })}</p>
          </section>
        )}
      </Loaded>
      {picked ? (
        <WorkingGroupRecords month={month} picked={picked} onClose={() => setPicked(null)} />
      ) : null}
    </>
  );
}
