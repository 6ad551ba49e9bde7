import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { useAction } from "../../lib/action";
import { dayOf, dayText, momentOf } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { Loaded } from "../../ui/parts";
import { periodOf } from "../../ui/reports/periods";
import { HotlineFilters } from "./HotlineFilters";
import { HotlineRecords, type Picked } from "./HotlineRecords";
import { ReportHead } from "./ReportHead";
import { Section, Totals } from "./Section";
import { t } from "./words";

export interface ReportQuery {
  hotline_id?: string;
  from: string;
  to: string;
  age_set?: string;
  geography?: Of<"Geography">;
}

/** The hotline report of any period. */
export default function HotlineReport() {
  const query = useQuery();
  const { route } = useLocation();
  const action = useAction();
  const [picked, setPicked] = useState<Picked | null>(null);
  const usual = periodOf("p_month", dayOf(Date.now()));
  const asked: ReportQuery = {
    from: query.get("from") || usual.from,
    to: query.get("to") || usual.to,
    ...(query.get("hotline_id") ? { hotline_id: query.get("hotline_id") } : {}),
    ...(query.get("age_set") ? { age_set: query.get("age_set") } : {}),
    ...(query.get("geography") ? { geography: query.get("geography") as Of<"Geography"> } : {}),
  };
  const compare = query.get("compare") === "yoy";
  const cumulative = query.get("cumulative") === "1";
  const report = useResource(
    (signal) =>
      get("/reports/hotline", {
        query: {
          ...asked,
          ...(compare ? { compare: "yoy" as const } : {}),
          ...(cumulative ? { cumulative: "1" as const } : {}),
        },
        signal,
      }),
    [JSON.stringify(asked), compare, cumulative],
  );
  async function make() {
    const body: Of<"HotlineReportOrder"> = { ...asked };
    const made = await action.run("report", body, (key) =>
      post("/reports/hotline/documents", body, { key }),
    );
    if (made) route(`/documents/${made.id}`);
  }
  return (
    <>
      <ReportHead
        here="hotline"
        title={t("title")}
        sub={t("sub", { a: dayText(asked.from), b: dayText(asked.to) })}
        action={action}
        onMake={() => void make()}
      />
      <HotlineFilters query={query} asked={asked} />
      <Loaded of={report} lines={14}>
        {(data) => (
          <>
            <Totals report={data} compared={compare} />
            {picked ? (
              <HotlineRecords asked={asked} picked={picked} onClose={() => setPicked(null)} />
            ) : null}
            <div class="reportgrid">
              {data.sections
                .filter((section) => section.code !== "total" && section.rows.length > 0)
                .map((section) => (
                  <Section
                    key={section.code}
                    section={section}
                    compared={compare}
                    onPick={setPicked}
                    picked={picked}
                  />
                ))}
            </div>
            <p class="tiny muted">{t("computed", { t: momentOf(data.computed_at) })}</p>
          </>
        )}
      </Loaded>
    </>
  );
}
