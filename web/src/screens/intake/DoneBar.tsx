import { box } from "../../lib/drafts";
import { type Draft, isDirty, isSettled } from "../../lib/drafts/draft";
import { timeOf } from "../../lib/format";
import { Icon } from "../../ui/Icon";
import { Button } from "../../ui/parts";
import { fieldWord } from "./fieldWords";
import { t } from "./words";

interface Props {
  draft: Draft;
  online: boolean;
  onSave: () => void;
  onFinish: () => void;
  onDiscard: () => void;
}

function stateOf(draft: Draft, online: boolean): { text: string; tone: string } {
  const savedAt = box.savedAt.value.get(draft.id);
  if (draft.wish === "finalise") return { text: t("state_finishing"), tone: "" };
  if (!online && !isSettled(draft)) return { text: t("state_waiting"), tone: "warn" };
  if (draft.server && isSettled(draft)) {
    return { text: t("state_saved", { t: timeOf(savedAt ?? draft.changedAt) }), tone: "ok" };
  }
  if (box.sending.value.has(draft.id)) return { text: t("state_sending"), tone: "" };
  if (isDirty(draft) && box.get(draft.id)) return { text: t("state_local"), tone: "ok" };
  return { text: "", tone: "" };
}

/** Where the draft is kept right now, and the ways out. */
export function DoneBar({ draft, online, onSave, onFinish, onDiscard }: Props) {
  const state = stateOf(draft, online);
  return (
    <footer class="card donebar">
      <span class={`state ${state.tone}`} role="status">
        {state.text ? <Icon name={state.tone === "warn" ? "warn" : "tick"} small /> : null}
        {state.text}
      </span>
      {draft.warnings.length > 0 && draft.fields.kind ? (
        <span class="small muted">
          {t("missing", { what: draft.warnings.map((one) => fieldWord(one.field)).join(", ") })}
        </span>
      ) : null}
      <span class="space" />
      <Button kind="quiet" onClick={onDiscard}>
        {t("discard")}
      </Button>
      <Button keys="F9" onClick={onSave}>
        {t("save_draft")}
      </Button>
      <Button kind="main" keys="Ctrl Enter" onClick={onFinish}>
        {t("finish")}
      </Button>
    </footer>
  );
}
