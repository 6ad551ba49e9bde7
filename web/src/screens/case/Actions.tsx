import type { Of } from "../../api/types";
import type { IconName } from "../../ui/Icon";
import { Button } from "../../ui/parts";
import { t } from "./words";

export type Act = Of<"Case">["next_actions"][number];

interface Shown {
  act: Act;
  word: Parameters<typeof t>[0];
  kind: "main" | "quiet" | "";
  icon?: IconName;
  keys?: string;
}

// In this order; the server says which of them there are.
const BUTTONS: readonly Shown[] = [
  { act: "close", word: "close", kind: "quiet" },
  { act: "change_lead", word: "change_lead", kind: "quiet" },
  { act: "save", word: "edit", kind: "quiet" },
  { act: "monitor", word: "monitor", kind: "" },
  { act: "add_note", word: "add_note", kind: "", icon: "plus", keys: "Alt N" },
  { act: "start_support", word: "start_support", kind: "main" },
  { act: "reopen", word: "reopen", kind: "main" },
];

/** What this viewer may do with the case now. */
export function Actions({ record, open }: { record: Of<"Case">; open: (act: Act) => void }) {
  return (
    <>
      {BUTTONS.filter((one) => record.next_actions.includes(one.act)).map((one) => (
        <Button
          key={one.act}
          kind={one.kind}
          onClick={() => open(one.act)}
          {...(one.icon ? { icon: one.icon } : {})}
          {...(one.keys ? { keys: one.keys } : {})}
        >
          {t(one.word)}
        </Button>
      ))}
    </>
  );
}
