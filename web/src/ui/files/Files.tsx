import { useState } from "preact/hooks";
import { get, post } from "../../api/client";
import { errorOf } from "../../api/problems";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { download, upload } from "../../lib/bytes";
import { label, options } from "../../lib/codes";
import { momentOf, numberText } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { Dialog } from "../Dialog";
import { Field, SelectField } from "../Field";
import { FormDialog, mustOf } from "../FormDialog";
import { Button, Loaded, More, ProblemNote, Tag, type Tone } from "../parts";
import { t } from "./words";

type Attachment = Of<"File">;

export interface Subject {
  kind: "case" | "contact" | "person" | "referral";
  id: string;
}

const TONES: Record<Attachment["state"], Tone> = {
  arriving: "wait",
  checking: "wait",
  waiting_for_scan: "wait",
  ready: "ok",
  refused: "bad",
  withdrawn: "",
};
const KB = 1024;

interface UploadProps {
  subject: Subject;
  /** The only kind of file that is added here. */
  only?: string;
  onClose: () => void;
  onDone: () => void;
}

export function UploadDialog({ subject, only, onClose, onDone }: UploadProps) {
  const [kind, setKind] = useState(only ?? "");
  const [file, setFile] = useState<File | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const action = useAction();
  const ready = kind !== "" && file !== null;
  async function submit(event: Event) {
    event.preventDefault();
    if (action.busy || !file || !ready) return;
    const { name, size: size_bytes } = file;
    const wanted = { subject_kind: subject.kind, subject_id: subject.id, kind, name, size_bytes };
    setPercent(0);
    const done = await action.run("upload", { ...wanted, at: file.lastModified }, (key) =>
      upload(wanted, file, key, setPercent),
    );
    setPercent(null);
    if (!done) return;
    onDone();
    onClose();
  }
  return (
    <Dialog title={t("add")} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <ProblemNote error={action.error} />
        {only ? null : (
          <SelectField
            label={t("kind")}
            value={kind}
            options={options("file_kind")}
            empty="–"
            onChange={setKind}
          />
        )}
        <Field
          label={t("choose")}
          hint={t("choose_hint")}
          error={errorOf(action.error, "name") ?? errorOf(action.error, "size_bytes")}
        >
          {({ id, describedBy }) => (
            <input
              id={id}
              class="input"
              type="file"
              aria-describedby={describedBy}
              onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
            />
          )}
        </Field>
        {percent === null ? null : <p role="status">{t("sending", { n: percent })}</p>}
        <div class="dialogfoot">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button kind="main" submit busy={action.busy || !ready}>
            {t("send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface LineProps {
  file: Attachment;
  onOriginal: () => void;
  onWithdraw: () => void;
}

function Line({ file, onOriginal, onWithdraw }: LineProps) {
  const action = useAction();
  const can = (act: Attachment["next_actions"][number]) => file.next_actions.includes(act);
  const named = (what: string) => t("named", { what, name: file.name });
  return (
    <li class="stack tight">
      <div class="row between">
        <b class="breakable">{file.name}</b>
        <Tag tone={TONES[file.state]}>{t(`state_${file.state}`)}</Tag>
      </div>
      <p class="tiny muted">
        {[
          label("file_kind", file.kind),
          `${numberText(Math.ceil(file.size_bytes / KB))} KB`,
          file.uploaded_by,
          momentOf(file.uploaded_at),
          file.refusal ? t(`refusal_${file.refusal}`) : "",
          file.scan === "not_configured" ? t("scan_not_configured") : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <ProblemNote error={action.error} />
      <div class="row">
        {can("download_safe") ? (
          <Button
            small
            busy={action.busy}
            label={named(t("safe"))}
            onClick={() =>
              void action.run("download", file.id, () => download(file.id, file.name, "copy=safe"))
            }
          >
            {t("safe")}
          </Button>
        ) : null}
        {can("download_original") ? (
          <Button small kind="quiet" label={named(t("original"))} onClick={onOriginal}>
            {t("original")}
          </Button>
        ) : null}
        {can("withdraw") ? (
          <Button small kind="quiet" label={named(t("withdraw"))} onClick={onWithdraw}>
            {t("withdraw")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

/** Where a file stands, and why it was not taken. */
export function stateText(file: Attachment): string {
  const why = file.refusal ? `: ${t(`refusal_${file.refusal}`)}` : "";
  return `${t(`state_${file.state}`)}${why}`;
}

/** What is attached to a record: safe copies first, the original with a reason. */
export function Files({ subject }: { subject: Subject }) {
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<{ file: Attachment; act: "original" | "withdraw" } | null>(
    null,
  );
  const pages = usePages(
    (page, signal) => {
      const query = { subject_kind: subject.kind, subject_id: subject.id };
      return get("/files", { query: { ...query, ...page }, signal });
    },
    [subject.id],
    ["file"],
  );
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("title")}</h2>
        {pages.page?.next_actions.includes("add") ? (
          <Button small icon="plus" onClick={() => setAdding(true)}>
            {t("add")}
          </Button>
        ) : null}
      </div>
      <Loaded of={pages} lines={2}>
        {(items) =>
          items.length > 0 ? (
            <ul class="list small">
              {items.map((file) => (
                <Line
                  key={file.id}
                  file={file}
                  onOriginal={() => setAsked({ file, act: "original" })}
                  onWithdraw={() => setAsked({ file, act: "withdraw" })}
                />
              ))}
            </ul>
          ) : (
            <p class="small muted">{t("none")}</p>
          )
        }
      </Loaded>
      <More shown={pages.hasMore} onMore={pages.more} />
      {adding ? (
        <UploadDialog subject={subject} onClose={() => setAdding(false)} onDone={pages.reload} />
      ) : null}
      {asked ? <Asked {...asked} onClose={() => setAsked(null)} onDone={pages.reload} /> : null}
    </section>
  );
}

interface AskedProps {
  file: Attachment;
  act: "original" | "withdraw";
  onClose: () => void;
  onDone: () => void;
}

/** The original, or taking a file out of use: both want a reason. */
function Asked({ file, act, onClose, onDone }: AskedProps) {
  const original = act === "original";
  return (
    <FormDialog
      title={t(act)}
      form={`${act} ${file.id}`}
      submit={t(act)}
      danger={!original}
      fields={[
        {
          name: "reason",
          label: original ? t("why_original") : common("reason"),
          max: 500,
          required: true,
          ...(original ? { kind: "select", options: options("file_open_reason") } : {}),
        },
      ]}
      send={(values, key) => {
        const reason = mustOf(values, "reason");
        if (original) return download(file.id, file.name, `copy=original&reason=${reason}`);
        const body = { version: file.version, reason };
        return post("/files/{id}/withdrawals", body, { ids: { id: file.id }, key });
      }}
      onDone={onDone}
      onClose={onClose}
    >
      {original ? <p class="small muted">{t("original_hint")}</p> : null}
    </FormDialog>
  );
}
