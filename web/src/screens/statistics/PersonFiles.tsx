import { useState } from "preact/hooks";
import { get, post } from "../../api/client";
import { errorOf } from "../../api/problems";
import { useAction } from "../../lib/action";
import { announce } from "../../lib/changes";
import { dayOf, momentOf, numberText } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { PagedTable } from "../../ui/ListTable";
import { Button, ProblemNote } from "../../ui/parts";
import { PeriodFields } from "../../ui/reports/PeriodFields";
import { periodOf } from "../../ui/reports/periods";
import { daysText } from "./Versions";
import { t } from "./words";

/** Persons of a period without names, for comparison with other countries. */
export function PersonFiles() {
  const [period, setPeriod] = useState(() => periodOf("p_year", dayOf(Date.now())));
  const action = useAction();
  const pages = usePages((_, signal) => get("/person-files", { signal }), [], ["report_run"]);
  async function ask(event: Event) {
    event.preventDefault();
    if (action.busy || !period.from || !period.to) return;
    const run = await action.run("person file", period, (key) =>
      post("/person-files", period, { key }),
    );
    if (run) announce("report_run");
  }
  return (
    <section class="stack">
      <h2>{t("person_files")}</h2>
      <form class="card filters" onSubmit={ask}>
        <PeriodFields
          period={period}
          onChange={setPeriod}
          errors={{ from: errorOf(action.error, "from"), to: errorOf(action.error, "to") }}
        />
        <Button submit busy={action.busy}>
          {t("make_person_file")}
        </Button>
        <p class="tiny muted wide">{t("person_files_hint")}</p>
      </form>
      <ProblemNote error={action.error} />
      <PagedTable
        pages={pages}
        none={t("no_person_files")}
        caption={t("person_files")}
        keyOf={(file) => file.id}
        columns={[
          { head: t("days"), kind: "short-row", cell: daysText },
          { head: t("persons"), kind: "number", cell: (file) => numberText(file.records) },
          { head: t("file_rows"), kind: "number", cell: (file) => numberText(file.rows) },
          { head: t("suppressed"), kind: "number", cell: (file) => numberText(file.suppressed) },
          { head: t("made_at"), kind: "short", cell: (file) => momentOf(file.created_at) },
          { head: t("made_by"), cell: (file) => file.created_by ?? "–" },
          {
            head: t("download"),
            quiet: true,
            cell: (file) => (
              <a
                class="button small"
                href={`/api/v1/person-files/${file.id}/csv`}
                target="_blank"
                rel="noreferrer"
                aria-label={`${t("download")}: ${daysText(file)}`}
              >
                {t("download")}
              </a>
            ),
          },
        ]}
      />
    </section>
  );
}
