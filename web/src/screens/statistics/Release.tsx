import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { pick } from "../../i18n";
import { momentOf, numberText, permilleText } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { FormDialog, mustOf, reasonField } from "../../ui/FormDialog";
import { Button, Facts, Loaded, Note, PageHead } from "../../ui/parts";
import { ReportTabs } from "../../ui/reports/ReportTabs";
import { Legend, PublicTables } from "./PublicTables";
import { ReleaseTag } from "./Releases";
import { daysText } from "./Versions";
import { t } from "./words";

type ReleaseData = Of<"ReportRelease">;
type Act = "publish" | "withdraw";

/** What is left of the tables, and what speaks against releasing them. */
function About({ release }: { release: ReleaseData }) {
  const { utility, rule } = release;
  return (
    <section class="card pad stack tight">
      {release.too_few_changes ? <Note tone="bad">{t("too_few_changes")}</Note> : null}
      {release.known_before > 0 ? (
        <Note tone="warn">{t("known_before", { n: release.known_before })}</Note>
      ) : null}
      {release.withdrawn_reason ? (
        <Note>{t("withdrawn_because", { reason: release.withdrawn_reason })}</Note>
      ) : null}
      <div class="grid2">
        <Facts
          rows={[
            [
              t("from_version"),
              <a key="version" href={`/reports/versions/${release.report_version_id}`}>
                {t("open_version")}
              </a>,
            ],
            [t("prepared_at"), momentOf(release.created_at)],
            [t("made_by"), release.created_by],
            [t("released_at"), release.released_at ? momentOf(release.released_at) : ""],
            [t("released_by"), release.released_by],
            [
              t("public_paper"),
              release.document_id ? (
                <a href={`/documents/${release.document_id}`}>{t("open_paper")}</a>
              ) : null,
            ],
          ]}
        />
        <Facts
          rows={[
            [t("threshold"), t("threshold_n", { n: rule.public_threshold, basis: rule.basis })],
            [
              t("cells_left"),
              t("part_of", {
                a: numberText(utility.shown_cells),
                b: numberText(utility.cells),
                p: permilleText(utility.cells_permille),
              }),
            ],
            [t("totals_left"), permilleText(utility.totals_permille)],
            [t("sum_left"), permilleText(utility.leaf_sum_permille)],
          ]}
        />
      </div>
    </section>
  );
}

interface ActProps {
  release: ReleaseData;
  act: Act;
  onClose: () => void;
  onDone: (release: Of<"ReportReleaseSummary">) => void;
}

function ActLayer({ release, act, onClose, onDone }: ActProps) {
  const ids = { id: release.id };
  const { version } = release;
  return (
    <FormDialog
      title={t(act)}
      form={`${act} ${release.id}`}
      submit={t(act)}
      danger={act === "withdraw"}
      fields={act === "withdraw" ? [reasonField()] : []}
      send={(values, key) =>
        act === "publish"
          ? post("/report-releases/{id}/publications", { version }, { ids, key })
          : post(
              "/report-releases/{id}/withdrawals",
              { version, reason: mustOf(values, "reason") },
              { ids, key },
            )
      }
      onDone={(answer) => onDone(answer as Of<"ReportReleaseSummary">)}
      onClose={onClose}
    >
      <Note tone="warn">{t(`${act}_hint`)}</Note>
    </FormDialog>
  );
}

/** The public form of a version as it would be printed. */
export default function Release() {
  const { params } = useRoute();
  const { route } = useLocation();
  const id = params.id ?? "";
  const [act, setAct] = useState<Act | null>(null);
  const release = useResource(
    (signal) => get("/report-releases/{id}", { ids: { id }, signal }),
    [id],
    ["report_release"],
  );
  return (
    <Loaded of={release} lines={14}>
      {(data) => {
        const title = pick(data.title_vi, data.title_en);
        return (
          <>
            <PageHead
              title={
                <span class="row">
                  {title}
                  <ReleaseTag state={data.state} />
                </span>
              }
              tab={title}
              sub={`${t("public_form")} · ${daysText(data)}`}
              actions={
                <>
                  {data.state === "prepared" && !data.too_few_changes ? (
                    <Button kind="main" onClick={() => setAct("publish")}>
                      {t("publish")}
                    </Button>
                  ) : null}
                  {data.state === "released" ? (
                    <Button kind="danger" onClick={() => setAct("withdraw")}>
                      {t("withdraw")}
                    </Button>
                  ) : null}
                </>
              }
            />
            <ReportTabs here="releases" />
            <About release={data} />
            <section class="card pad stack tight">
              <p class="small">{t("legend", { n: data.rule.public_threshold })}</p>
              <Legend parts={data.parts} />
            </section>
            <PublicTables parts={data.parts} />
            {act ? (
              <ActLayer
                release={data}
                act={act}
                onClose={() => setAct(null)}
                onDone={(changed) => {
                  if (act === "publish" && changed.document_id) {
                    route(`/documents/${changed.document_id}`);
                  } else release.reload();
                }}
              />
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}
