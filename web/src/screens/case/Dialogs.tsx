import type { Of } from "../../api/types";
import { label } from "../../lib/codes";
import { DutyClock } from "../../ui/clocks";
import { FormDialog } from "../../ui/FormDialog";
import { Note } from "../../ui/parts";
import type { Act } from "./Actions";
import { ConferenceDialog } from "./Conferences";
import { formOf } from "./forms";
import { t } from "./words";

interface Props {
  record: Of<"Case">;
  act: Act;
  onClose: () => void;
  onChanged: () => void;
}

/** What stands in the way of closing. */
function StillOpen({ record }: { record: Of<"Case"> }) {
  const open = record.duties.filter((duty) => duty.state === "open");
  return (
    <ul class="list small">
      {open.map((duty) => (
        <li key={duty.id} class="row between">
          {label("duty_kind", duty.kind)} <DutyClock duty={duty} />
        </li>
      ))}
    </ul>
  );
}

/** The layer of one act: its fields come from `forms`. */
export function Dialogs({ record, act, onClose, onChanged }: Props) {
  if (act === "add_conference") {
    return <ConferenceDialog record={record} onClose={onClose} onChanged={onChanged} />;
  }
  const form = formOf(act, record);
  if (!form) return null;
  return (
    <FormDialog
      title={t(form.word)}
      form={`${act} ${record.id}`}
      fields={form.fields}
      initial={form.initial ?? {}}
      submit={t(form.word)}
      danger={form.danger ?? false}
      send={(values, key) => form.send(values, { ids: { id: record.id }, key })}
      onDone={onChanged}
      onClose={onClose}
    >
      {form.hint ? <Note>{form.hint}</Note> : null}
      {act === "close" ? <StillOpen record={record} /> : null}
    </FormDialog>
  );
}
