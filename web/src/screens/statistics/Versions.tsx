import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { pick } from "../../i18n";
import { dayText, momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { SelectField } from "../../ui/Field";
import { Filters } from "../../ui/Filters";
import { PagedTable } from "../../ui/ListTable";
import { Button, PageHead } from "../../ui/parts";
import { ReportTabs } from "../../ui/reports/ReportTabs";
import { OrderForm } from "./OrderForm";
import { Runs } from "./Runs";
import { t } from "./words";

/** The days of a count. */
export function daysText({ from, to }: { from: string; to: string }): string {
  return t("days_of", { a: dayText(from), b: dayText(to) });
}

/** Frozen figures, newest first, and the way to the next count. */
export default function Versions() {
  const query = useQuery();
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState<readonly string[]>([]);
  const report = query.get("report");
  const definitions = useResource((signal) => get("/report-definitions", { signal }), []);
  const all: Of<"ReportDefinition">[] = definitions.data?.items ?? [];
  const pages = usePages(
    (page, signal) =>
      get("/report-versions", { query: { ...(report ? { report } : {}), ...page }, signal }),
    [report],
    ["report_run"],
  );
  return (
    <>
      <PageHead
        title={t("title")}
        sub={t("sub")}
        tab={t("title")}
        actions={
          may("reports_run") && !asking ? (
            <Button kind="main" icon="plus" onClick={() => setAsking(true)}>
              {t("count")}
            </Button>
          ) : null
        }
      />
      <ReportTabs here="versions" />
      {asking ? (
        <OrderForm
          definitions={all}
          onAsked={(run) => setAsked([...asked, run.id])}
          onClose={() => setAsking(false)}
        />
      ) : null}
      {may("reports_run") ? <Runs asked={asked} kinds={["count"]} /> : null}
      <Filters>
        <SelectField
          label={t("report")}
          class="long"
          value={report}
          empty={t("all_reports")}
          options={all.map((one) => ({ value: one.code, label: pick(one.title_vi, one.title_en) }))}
          onChange={(code) => query.set({ report: code })}
        />
      </Filters>
      <PagedTable
        pages={pages}
        none={t("no_versions")}
        caption={t("title")}
        keyOf={(item) => item.id}
        columns={[
          {
            head: t("report"),
            kind: "row",
            cell: (item) => (
              <a href={`/reports/versions/${item.id}`}>{pick(item.title_vi, item.title_en)}</a>
            ),
          },
          { head: t("days"), kind: "short", cell: daysText },
          { head: t("whose"), cell: (item) => item.organisation_name ?? t("everybody") },
          { head: t("number"), kind: "number", cell: (item) => item.number },
          { head: t("made_at"), kind: "short", cell: (item) => momentOf(item.created_at) },
          { head: t("made_by"), cell: (item) => item.created_by ?? "–" },
        ]}
      />
    </>
  );
}
