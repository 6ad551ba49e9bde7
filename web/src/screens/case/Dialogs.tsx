import type { Of } from "../../api/types";
import { label } from "../../lib/codes";
import { ActDialog } from "../../ui/ActDialog";
import { DutyClock } from "../../ui/clocks";
import { type Act, wordOf } from "./Actions";
import { ConferenceDialog } from "./Conferences";
import { formOf } from "./forms";

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
    <ActDialog
      title={wordOf(act)}
      act={act}
      record={{ id: record.id }}
      form={form}
      onDone={onChanged}
      onClose={onClose}
    >
      {act === "close" ? <StillOpen record={record} /> : null}
    </ActDialog>
  );
}
