import type { Connection } from "../../api/types";
import { type ActButton, ActButtons } from "../../ui/ActButtons";
import { t } from "./words";

export type Act = Connection["next_actions"][number];

const BUTTONS: readonly ActButton<Act>[] = [
  { act: "withdraw", kind: "quiet" },
  { act: "cancel", kind: "quiet" },
  { act: "record_call_attempt", kind: "", icon: "phone" },
  { act: "report_no_answer", kind: "" },
  { act: "message", kind: "", icon: "chat" },
  { act: "draft_written_report", kind: "", icon: "paper" },
  { act: "decline", kind: "danger" },
  { act: "delegate", kind: "", icon: "out" },
  { act: "record_handling", kind: "", icon: "edit" },
  { act: "acknowledge", kind: "" },
  { act: "record_result", kind: "main", icon: "plus" },
  { act: "start_handling", kind: "main", icon: "tick" },
  { act: "reroute", kind: "main", icon: "link" },
  { act: "complete", kind: "", icon: "tick" },
  { act: "send", kind: "main", icon: "out" },
];

/** The word on the button of an act. */
export function wordOf(act: Act): string {
  return t(act as Parameters<typeof t>[0]);
}

/** What this viewer may do now. */
export function Actions({ connection, act }: { connection: Connection; act: (what: Act) => void }) {
  const { next_actions, written_report } = connection;
  return (
    <ActButtons
      buttons={BUTTONS}
      can={(what) =>
        next_actions.includes(what) && !(what === "draft_written_report" && written_report)
      }
      word={wordOf}
      onAct={act}
    />
  );
}
