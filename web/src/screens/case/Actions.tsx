import type { Of } from "../../api/types";
import { type ActButton, ActButtons } from "../../ui/ActButtons";
import { t } from "./words";

export type Act = Of<"Case">["next_actions"][number];

const WORDS: Partial<Record<Act, Parameters<typeof t>[0]>> = {
  save: "edit",
  manage_members: "add_member",
};

// In this order; the server says which of them there are.
const BUTTONS: readonly ActButton<Act>[] = [
  { act: "close", kind: "quiet" },
  { act: "change_lead", kind: "quiet" },
  { act: "save", kind: "quiet" },
  { act: "monitor", kind: "" },
  { act: "add_note", kind: "", icon: "plus", keys: "Alt N" },
  { act: "start_support", kind: "main" },
  { act: "reopen", kind: "main" },
];

/** The word on the button of an act. */
export function wordOf(act: Act): string {
  return t(WORDS[act] ?? (act as Parameters<typeof t>[0]));
}

/** What this viewer may do with the case now. */
export function Actions({ record, open }: { record: Of<"Case">; open: (act: Act) => void }) {
  return (
    <ActButtons
      buttons={BUTTONS}
      can={(act) => record.next_actions.includes(act)}
      word={wordOf}
      onAct={open}
    />
  );
}
