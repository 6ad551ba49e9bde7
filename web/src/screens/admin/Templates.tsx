import { useState } from "preact/hooks";
import { ApiError, get, post } from "../../api/client";
import { fieldError } from "../../api/problems";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { dayOf, dayText, momentOf, numberText } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { adminWord } from "../../ui/admin/words";
import { DateField } from "../../ui/DateField";
import { Dialog } from "../../ui/Dialog";
import { Field, SelectField } from "../../ui/Field";
import { ListTable } from "../../ui/ListTable";
import { Button, Loaded, Note, ProblemNote } from "../../ui/parts";
import { t } from "./words";

type Template = Of<"PaperTemplate">;

const KINDS = [
  "written_report",
  "monthly_report",
  "hotline_report",
  "statistics_report",
  "statistics_public",
] as const;
const KB = 1024;

function kindText(kind: string | null): string {
  const known = KINDS.find((one) => one === kind);
  return known ? t(`paper_${known}`) : (kind ?? t("paper_all"));
}

/** What came with the program holds from ever. */
function firstDay(item: Template): string {
  return item.uploaded_by ? dayText(item.valid_from) : "–";
}

/** The bytes of a file as base64. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** What is wrong with the file: the word in braces, if it is about one, and why. */
function Faults({ error }: { error: unknown }) {
  const faults =
    error instanceof ApiError
      ? error.fields.filter((one) => one.field === "content" || one.field.startsWith("content."))
      : [];
  return faults.map(({ field, code }) => (
    <Note key={field} tone="bad">
      {field === "content" ? "" : `{{${field.slice("content.".length)}}}: `}
      {fieldError(code)}
    </Note>
  ));
}

function AddDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [kind, setKind] = useState("");
  const [from, setFrom] = useState(dayOf(Date.now()));
  const [file, setFile] = useState<File | null>(null);
  const action = useAction();
  const ready = file !== null && from !== "";
  async function submit(event: Event) {
    event.preventDefault();
    if (action.busy || !file || !ready) return;
    const wanted = { kind: kind || null, valid_from: from };
    const told = { ...wanted, name: file.name, size: file.size, at: file.lastModified };
    const done = await action.run("template", told, async (key) =>
      post("/paper-templates", { ...wanted, content: await base64Of(file) }, { key }),
    );
    if (!done) return;
    onDone();
    onClose();
  }
  return (
    <Dialog title={t("add_template")} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <p class="small">{t("template_hint")}</p>
        <ProblemNote error={action.error} />
        <Faults error={action.error} />
        <SelectField
          label={t("paper_kind")}
          value={kind}
          options={KINDS.map((value) => ({ value, label: t(`paper_${value}`) }))}
          empty={t("paper_all")}
          onChange={setKind}
        />
        <DateField label={t("valid_from")} value={from} onChange={setFrom} />
        <Field label={t("template_file")}>
          {({ id }) => (
            <input
              id={id}
              class="input"
              type="file"
              accept=".docx"
              onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
            />
          )}
        </Field>
        <div class="dialogfoot">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button kind="main" submit busy={action.busy || !ready}>
            {t("add_template")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Word files into which papers are written: nothing is overwritten, a later one takes over. */
export function Templates() {
  const [open, setOpen] = useState(false);
  const templates = useResource((signal) => get("/paper-templates", { signal }), []);
  const link = (item: Template) => `/api/v1/paper-templates/${item.id}/docx`;
  return (
    <>
      <div class="row">
        <Button kind="main" icon="plus" onClick={() => setOpen(true)}>
          {t("add_template")}
        </Button>
      </div>
      <Loaded of={templates} lines={4}>
        {(data) => (
          <ListTable
            caption={adminWord("templates")}
            items={data.items}
            keyOf={(item) => item.id}
            columns={[
              {
                head: t("paper_kind"),
                kind: "row",
                cell: (item) => <a href={link(item)}>{kindText(item.kind)}</a>,
              },
              { head: t("valid_from"), kind: "short", cell: firstDay },
              {
                head: t("uploaded"),
                cell: (item) =>
                  item.uploaded_by
                    ? `${item.uploaded_by}, ${momentOf(item.uploaded_at)}`
                    : t("of_program"),
              },
              {
                head: "KB",
                kind: "number",
                cell: (item) => numberText(Math.ceil(item.size_bytes / KB)),
              },
            ]}
          />
        )}
      </Loaded>
      {open ? <AddDialog onClose={() => setOpen(false)} onDone={templates.reload} /> : null}
    </>
  );
}
