import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { pick } from "../../i18n";
import { momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { useQuery } from "../../lib/query";
import { PagedTable } from "../../ui/ListTable";
import { PageHead, Tag, type Tone } from "../../ui/parts";
import { ReportTabs } from "../../ui/reports/ReportTabs";
import { PersonFiles } from "./PersonFiles";
import { Runs } from "./Runs";
import { daysText } from "./Versions";
import { t, word } from "./words";

type State = Of<"ReportReleaseSummary">["state"];
const TONES: Record<State, Tone> = { prepared: "warn", released: "ok", withdrawn: "" };

export function ReleaseTag({ state }: { state: State }) {
  return <Tag tone={TONES[state]}>{word("release", state)}</Tag>;
}

/** Public forms of versions, newest first, and the files of persons without names. */
export default function Releases() {
  const query = useQuery();
  const run = query.get("run");
  const pages = usePages(
    (_, signal) => get("/report-releases", { signal }),
    [],
    ["report_run", "report_release"],
  );
  return (
    <>
      <PageHead title={t("releases")} sub={t("releases_sub")} tab={t("releases")} />
      <ReportTabs here="releases" />
      <Runs asked={run ? [run] : []} kinds={["release", "person_file"]} />
      <PagedTable
        pages={pages}
        none={t("no_releases")}
        caption={t("releases")}
        keyOf={(item) => item.id}
        columns={[
          {
            head: t("report"),
            kind: "row",
            cell: (item) => (
              <a href={`/reports/releases/${item.id}`}>{pick(item.title_vi, item.title_en)}</a>
            ),
          },
          { head: t("days"), kind: "short", cell: daysText },
          { head: t("prepared_at"), kind: "short", cell: (item) => momentOf(item.created_at) },
          { head: t("made_by"), cell: (item) => item.created_by ?? "–" },
          {
            head: t("released_at"),
            kind: "short",
            cell: (item) => (item.released_at ? momentOf(item.released_at) : "–"),
          },
          { head: t("state"), cell: (item) => <ReleaseTag state={item.state} /> },
        ]}
      />
      <PersonFiles />
    </>
  );
}
