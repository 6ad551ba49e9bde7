import { get, post } from "../../api/client";
import type { Connection, Of } from "../../api/types";
import { ActDialog } from "../../ui/ActDialog";
import { RerouteDialog } from "../../ui/requests/Targets";
import { say } from "../../ui/toasts";
import { type Act, wordOf } from "./Actions";
import { formOf } from "./forms";
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
        title={wordOf(act)}
        record={connection}
        suggest={(options) => get("/connections/{id}/suggested-targets", options)}
        send={(body, options) => post("/connections/{id}/reroutes", body, options)}
        onClose={onClose}
        onDone={(made) => {
          say(t("rerouted"));
          onMade(`/connections/${made.id}`);
        }}
      />
    );
  }
  const form = formOf(act, connection);
  if (!form) return null;
  return (
    <ActDialog
      title={wordOf(act)}
      act={act}
      record={connection}
      form={form}
      onDone={(answer) => {
        if (act === "draft_written_report") onMade(`/documents/${(answer as Of<"Document">).id}`);
        else onChanged(answer as Connection);
      }}
      onClose={onClose}
    />
  );
}
