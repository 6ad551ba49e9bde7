import { useLocation, useRoute } from "preact-iso";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { pick } from "../../i18n";
import { useAction } from "../../lib/action";
import { momentOf, numberText } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { Button, Facts, Loaded, Note, PageHead, ProblemNote, Tag } from "../../ui/parts";
import { ReportTabs } from "../../ui/reports/ReportTabs";
import { ageSetWord, reportWord } from "../../ui/reports/words";
import { Changes } from "./Changes";
import { Figures } from "./Figures";
import { chainOf, type Drill } from "./figures";
import { RecordsDialog } from "./RecordsDialog";
import { daysText } from "./Versions";
import { t } from "./words";

type VersionData = Of<"ReportVersion">;
const CHAIN = 200;
const SHORT = 12;

/** Counts of the same thing, the earlier and the later ones. */
function Chain({ version }: { version: VersionData }) {
  const others = useResource(
    (signal) =>
      get("/report-versions", { query: { report: version.report, limit: CHAIN }, signal }),
    [version.report],
    ["report_run"],
  );
  const chain = chainOf(version, others.data?.items ?? []);
  if (chain.length < 2) return null;
  return (
    <nav class="tabs noprint" aria-label={t("versions_nav")}>
      {chain.map((one) => (
        <a
          key={one.id}
          href={`/reports/versions/${one.id}`}
          aria-current={one.id === version.id ? "page" : undefined}
        >
          {t("number_n", { n: one.number })}
        </a>
      ))}
    </nav>
  );
}

function About({ version }: { version: VersionData }) {
  return (
    <section class="card pad stack tight">
      {version.verified ? null : (
        <Note tone="bad" live>
          {t("not_verified")}
        </Note>
      )}
      <div class="grid2">
        <Facts
          rows={[
            [t("whose"), version.organisation_name ?? t("everybody")],
            [t("state_at"), momentOf(version.state_at)],
            [t("made_by"), version.created_by],
            [reportWord("geography"), version.geography ? reportWord(version.geography) : ""],
            [reportWord("age_set"), ageSetWord(version.age_set)],
          ]}
        />
        <Facts
          rows={[
            [t("definition_version"), t("definition_n", { n: version.definition_version })],
            [
              t("hash"),
              <>
                <code title={version.figures_hash}>{version.figures_hash.slice(0, SHORT)}…</code>{" "}
                {version.verified ? (
                  <Tag tone="ok" icon="tick">
                    {t("verified")}
                  </Tag>
                ) : null}
              </>,
            ],
            [
              t("log"),
              t("log_at", {
                n: numberText(version.log_size),
                hash: `${version.log_hash.slice(0, SHORT)}…`,
              }),
            ],
          ]}
        />
      </div>
    </section>
  );
}

function Views({ version, view }: { version: VersionData; view: string }) {
  const path = `/reports/versions/${version.id}`;
  if (!version.previous_id) return null;
  return (
    <nav class="tabs noprint" aria-label={t("number_n", { n: version.number })}>
      <a href={path} aria-current={view ? undefined : "page"}>
        {t("view_figures")}
      </a>
      <a href={`${path}?view=changes`} aria-current={view ? "page" : undefined}>
        {t("view_changes")}
      </a>
    </nav>
  );
}

/** The head of a version and what can be made of it. */
function Head({ version }: { version: VersionData }) {
  const { route } = useLocation();
  const action = useAction();
  const title = pick(version.title_vi, version.title_en);
  async function draft() {
    const made = await action.run(`draft ${version.id}`, null, (key) =>
      post("/report-versions/{id}/documents", undefined, { ids: { id: version.id }, key }),
    );
    if (made) route(`/documents/${made.document_id}`);
  }
  async function prepare() {
    const run = await action.run(`release ${version.id}`, null, (key) =>
      post("/report-versions/{id}/releases", undefined, { ids: { id: version.id }, key }),
    );
    if (run) route(`/reports/releases?run=${run.id}`);
  }
  return (
    <>
      <PageHead
        title={title}
        tab={title}
        sub={`${daysText(version)} · ${t("number_n", { n: version.number })}`}
        actions={
          <>
            {may("reports_publish") ? (
              <Button busy={action.busy} onClick={() => void prepare()}>
                {t("prepare_release")}
              </Button>
            ) : null}
            {may("reports_run") ? (
              <Button kind="main" icon="paper" busy={action.busy} onClick={() => void draft()}>
                {t("draft")}
              </Button>
            ) : null}
          </>
        }
      />
      <ReportTabs here="versions" />
      <ProblemNote error={action.error} />
    </>
  );
}

function drillOf(get: (name: string) => string): Drill | null {
  const part = get("part");
  return part ? { part, table: get("table"), row: get("row"), column: get("column") } : null;
}

/** One frozen count: its figures, what it changed, and the records behind each figure. */
export default function Version() {
  const { params } = useRoute();
  const id = params.id ?? "";
  const query = useQuery();
  const view = query.get("view");
  const drill = drillOf(query.get);
  const version = useResource(
    (signal) => get("/report-versions/{id}", { ids: { id }, signal }),
    [id],
  );
  return (
    <Loaded of={version} lines={14}>
      {(data) => (
        <>
          <Head version={data} />
          <Chain version={data} />
          <About version={data} />
          <Views version={data} view={view} />
          {view === "changes" ? (
            <Changes version={data} />
          ) : (
            <Figures version={data} onPick={(picked) => query.set({ ...picked })} />
          )}
          {drill ? (
            <RecordsDialog
              version={data}
              drill={drill}
              onClose={() => query.set({ part: "", table: "", row: "", column: "" })}
            />
          ) : null}
        </>
      )}
    </Loaded>
  );
}
