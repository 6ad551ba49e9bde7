import { useEffect, useRef, useState } from "preact/hooks";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { pick } from "../../i18n";
import { useAction } from "../../lib/action";
import { announce } from "../../lib/changes";
import { momentOf, numberText } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { ListTable } from "../../ui/ListTable";
import { Button, Note, ProblemNote, Tag, type Tone } from "../../ui/parts";
import { daysText } from "./Versions";
import { t, word } from "./words";

export type Run = Of<"ReportRun">;
const ASK_AGAIN_MS = 2000;
const RECENT = 10;
const TONES: Record<Run["state"], Tone> = {
  queued: "wait",
  running: "main",
  done: "ok",
  cancelled: "",
  failed: "bad",
};

export function isOpen(run: Run): boolean {
  return run.state === "queued" || run.state === "running";
}

function titleOf(run: Run): string {
  const title = pick(run.title_vi, run.title_en);
  if (run.kind === "count") return title;
  return [word("kind", run.kind), run.kind === "release" ? title : ""].filter(Boolean).join(": ");
}

/** Where the result of a run opens; null where there is none. */
function resultPath(run: Run): string | null {
  if (run.state !== "done" || !run.result_id) return null;
  switch (run.kind) {
    case "count":
      return `/reports/versions/${run.result_id}`;
    case "release":
      return `/reports/releases/${run.result_id}`;
    default:
      return null;
  }
}

function Outcome({ run }: { run: Run }) {
  const path = resultPath(run);
  switch (run.state) {
    case "done":
      return (
        <>
          {t(run.kind !== "count" ? "state_done" : run.is_new ? "is_new" : "not_new")}{" "}
          {path ? (
            <a href={path}>{t(run.kind === "count" ? "open_version" : "open_release")}</a>
          ) : null}
        </>
      );
    case "failed":
      return <>{word("error", run.error ?? "internal")}</>;
    case "cancelled":
      return <>{t("cancelled_note")}</>;
    default:
      return null;
  }
}

function Stage({ run }: { run: Run }) {
  const stage = run.stage ? word("stage", run.stage) : "";
  const far =
    run.total > 0
      ? t("progress", { done: numberText(run.done), total: numberText(run.total) })
      : "";
  return (
    <>
      <progress
        class="main tall"
        aria-label={`${titleOf(run)}: ${stage || t("state_queued")}`}
        {...(run.total > 0 ? { max: run.total, value: run.done } : {})}
      />
      <p class="tiny muted">{[stage, far].filter(Boolean).join(", ")}</p>
    </>
  );
}

/** One count that was seen while it was open: how far it is, and what became of it. */
function RunCard({ run, onChange }: { run: Run; onChange: (run: Run) => void }) {
  const action = useAction();
  const open = isOpen(run);
  // Other counts are told of meanwhile: not the list as it was when the asking began.
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    if (!open) return;
    const again = setInterval(() => {
      get("/report-runs/{id}", { ids: { id: run.id } }).then(
        (now) => latest.current(now),
        () => {},
      );
    }, ASK_AGAIN_MS);
    return () => clearInterval(again);
  }, [open, run.id]);
  async function cancel() {
    const body = { version: run.version };
    const ended = await action.run(`cancel ${run.id}`, body, (key) =>
      post("/report-runs/{id}/cancellations", body, { ids: { id: run.id }, key }),
    );
    if (ended) onChange(ended);
    else announce("report_run");
  }
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{titleOf(run)}</h2>
        <Tag tone={TONES[run.state]}>{word("state", run.state)}</Tag>
      </div>
      <p class="tiny muted">
        {daysText(run)} · {run.organisation_name ?? t("everybody")} ·{" "}
        {t("asked_by", { name: run.requested_by ?? "–", t: momentOf(run.requested_at) })}
      </p>
      {open ? (
        <div class="row">
          <div class="grow">
            <Stage run={run} />
          </div>
          <Button small busy={action.busy} onClick={() => void cancel()}>
            {t("cancel_run")}
          </Button>
        </div>
      ) : (
        <Note tone={run.state === "failed" ? "bad" : run.state === "done" ? "ok" : undefined} live>
          <Outcome run={run} />
        </Note>
      )}
      <ProblemNote error={action.error} />
    </section>
  );
}

function Recent({ runs }: { runs: readonly Run[] }) {
  return (
    <details class="noprint">
      <summary>{t("recent")}</summary>
      <ListTable
        caption={t("recent")}
        items={runs.slice(0, RECENT)}
        keyOf={(run) => run.id}
        columns={[
          { head: t("report"), kind: "row", cell: titleOf },
          { head: t("days"), kind: "short", cell: daysText },
          { head: t("whose"), cell: (run) => run.organisation_name ?? t("everybody") },
          { head: t("asked_at"), kind: "short", cell: (run) => momentOf(run.requested_at) },
          {
            head: t("state"),
            cell: (run) => (
              <>
                <Tag tone={TONES[run.state]}>{word("state", run.state)}</Tag>
                <div class="tiny">
                  <Outcome run={run} />
                </div>
              </>
            ),
          },
        ]}
      />
    </details>
  );
}

interface Props {
  /** Asked for on this page, by id. */
  asked: readonly string[];
  kinds: readonly Run["kind"][];
}

/** Counts that are open, or ended while this page was; the others folded away. */
export function Runs({ asked, kinds }: Props) {
  const runs = useResource((signal) => get("/report-runs", { signal }), [], ["report_run"]);
  const [open, setOpen] = useState<readonly string[]>([]);
  const watched = new Set([...asked, ...open]);
  const items = (runs.data?.items ?? []).filter((run) => kinds.includes(run.kind));
  const unseen = items.filter((run) => isOpen(run) && !watched.has(run.id));
  useEffect(() => {
    if (unseen.length > 0) setOpen([...open, ...unseen.map((run) => run.id)]);
  }, [unseen.length]);
  function change(run: Run) {
    if (!runs.data) return;
    runs.set({
      ...runs.data,
      items: runs.data.items.map((one) => (one.id === run.id ? run : one)),
    });
    if (!isOpen(run)) announce("report_run");
  }
  const cards = items.filter((run) => isOpen(run) || watched.has(run.id));
  const rest = items.filter((run) => !cards.includes(run));
  return (
    <>
      <ProblemNote error={runs.error} />
      {cards.map((run) => (
        <RunCard key={run.id} run={run} onChange={change} />
      ))}
      {rest.length > 0 ? <Recent runs={rest} /> : null}
    </>
  );
}
