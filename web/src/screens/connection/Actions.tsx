import type { Connection } from "../../api/types";
import type { IconName } from "../../ui/Icon";
import { Button } from "../../ui/parts";
import { t } from "./words";

export type Act = Connection["next_actions"][number];

interface Shown {
  act: Act;
  word: Parameters<typeof t>[0];
  kind: "main" | "danger" | "quiet" | "";
  icon?: IconName;
}

// In this order; the server says which of them there are.
const BUTTONS: readonly Shown[] = [
  { act: "withdraw", word: "withdraw", kind: "quiet" },
  { act: "cancel", word: "cancel", kind: "quiet" },
  { act: "record_call_attempt", word: "record_call_attempt", kind: "", icon: "phone" },
  { act: "report_no_answer", word: "report_no_answer", kind: "" },
  { act: "message", word: "message", kind: "", icon: "chat" },
  { act: "draft_written_report", word: "draft_written_report", kind: "", icon: "paper" },
  { act: "decline", word: "decline", kind: "danger" },
  { act: "delegate", word: "delegate", kind: "", icon: "out" },
  { act: "record_handling", word: "record_handling", kind: "", icon: "edit" },
  { act: "acknowledge", word: "acknowledge", kind: "" },
  { act: "record_result", word: "record_result", kind: "main", icon: "plus" },
  { act: "start_handling", word: "start_handling", kind: "main", icon: "tick" },
  { act: "reroute", word: "reroute", kind: "main", icon: "link" },
  { act: "complete", word: "complete", kind: "", icon: "tick" },
  { act: "send", word: "send", kind: "main", icon: "out" },
];

/** What this viewer may do now. */
export function Actions({ connection, act }: { connection: Connection; act: (what: Act) => void }) {
  const shown = BUTTONS.filter(
    (button) =>
      connection.next_actions.includes(button.act) &&
      !(button.act === "draft_written_report" && connection.written_report),
  );
  return (
    <>
      {shown.map((button) => (
        <Button
          key={button.act}
          kind={button.kind}
          onClick={() => act(button.act)}
          {...(button.icon ? { icon: button.icon } : {})}
        >
          {t(button.word)}
        </Button>
      ))}
    </>
  );
}
