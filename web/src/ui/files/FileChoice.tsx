import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { useResource } from "../../lib/resource";
import { SelectField } from "../Field";
import { Button } from "../parts";
import { type Subject, stateText, UploadDialog } from "./Files";
import { t } from "./words";

const MOST = 100;
// Sent, and not to be chosen: being examined, or not taken.
const PENDING: readonly Of<"File">["state"][] = [
  "arriving",
  "checking",
  "waiting_for_scan",
  "refused",
];

interface Props {
  subject: Subject;
  label: string;
  value: string;
  /** Only files of this kind are offered and added. */
  kind?: string;
  error?: string | undefined;
  onChange: (file: string) => void;
}

/** The files of a record that can be opened now, of one kind or all; and the latest, whatever it is. */
export function useReadyFiles(subject: Subject, kind?: string) {
  const page = useResource(
    (signal) => {
      const query = { subject_kind: subject.kind, subject_id: subject.id, limit: MOST };
      return get("/files", { query, signal });
    },
    [subject.id],
    ["file"],
  );
  const items = page.data?.items.filter((file) => kind === undefined || file.kind === kind) ?? [];
  return {
    files: items.filter((file) => file.state === "ready"),
    latest: items[0],
    reload: page.reload,
  };
}

/** One of the files of a record that are ready; a new one can be sent at once. */
export function FileChoice({ subject, label, value, kind, error, onChange }: Props) {
  const [adding, setAdding] = useState(false);
  const { files, latest, reload } = useReadyFiles(subject, kind);
  return (
    <div class="stack tight">
      <SelectField
        label={label}
        value={value}
        options={files.map((file) => ({ value: file.id, label: file.name }))}
        empty={files.length > 0 ? "–" : t("none_ready")}
        error={error}
        onChange={onChange}
      />
      <p class="hint breakable" role="status">
        {latest && PENDING.includes(latest.state) ? `${latest.name}: ${stateText(latest)}` : ""}
      </p>
      <div class="row">
        <Button small icon="plus" onClick={() => setAdding(true)}>
          {t("add")}
        </Button>
      </div>
      {adding ? (
        <UploadDialog
          subject={subject}
          {...(kind ? { only: kind } : {})}
          onClose={() => setAdding(false)}
          onDone={reload}
        />
      ) : null}
    </div>
  );
}
