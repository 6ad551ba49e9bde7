import type { Connection, Of } from "../../api/types";
import { FormDialog, type Values } from "../../ui/FormDialog";
import { Note } from "../../ui/parts";
import { say } from "../../ui/toasts";
import type { Act } from "./Actions";
import { formOf } from "./forms";
import { RerouteDialog } from "./RerouteDialog";
import { t } from "./words";

interface Props {
  connection: Connection;
  act: Act;
  onClose: () => void;
  onChanged: (connection: Connection) => void;
  onMade: (path: string) => void;
}

/** The layer of one act: its fields come from `forms`. */
export function Dialogs({ connection, act, onClose, onChanged, onMade }: Props) {
  if (act === "reroute") {
    return (
      <RerouteDialog
        connection={connection}
        onClose={onClose}
        onMade={(made) => {
          say(t("rerouted"));
          onMade(`/connections/${made.id}`);
        }}
      />
    );
  }
  const form = formOf(act, connection);
  if (!form) return null;
  return (
    <FormDialog
      title={t(form.word)}
      form={`${act} ${connection.id} ${connection.version}`}
      fields={form.fields}
      initial={form.initial ?? {}}
      submit={t(form.word)}
      danger={form.danger ?? false}
      send={(values: Values, key: string) => form.send(values, { ids: { id: connection.id }, key })}
      onDone={(answer) => {
        if (act === "draft_written_report") onMade(`/documents/${(answer as Of<"Document">).id}`);
        else onChanged(answer as Connection);
      }}
      onClose={onClose}
    >
      {form.hint ? <Note>{form.hint}</Note> : null}
    </FormDialog>
  );
}
