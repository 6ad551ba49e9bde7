import { useState } from "preact/hooks";
import { newKey } from "../../api/client";
import { common } from "../../i18n/common";
import { box } from "../../lib/drafts";
import type { Draft } from "../../lib/drafts/draft";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { Button } from "../../ui/parts";
import { say } from "../../ui/toasts";
import { t } from "./words";

interface Props {
  draft: Draft;
  change: (change: (draft: Draft) => Draft) => void;
  onClose: () => void;
}

/** F8: the alarm goes with the draft; nothing else is asked first. */
export function RiskDialog({ draft, change, onClose }: Props) {
  const [reason, setReason] = useState("");
  function send(event: Event) {
    event.preventDefault();
    const text = reason.trim() || t("risk_title");
    const extra = { kind: "risk" as const, key: newKey(), reason: text };
    change((old) => ({ ...old, problem: null, extras: [extra, ...old.extras] }));
    void box.flush(draft.id).then(() => {
      if (!box.get(draft.id)?.extras.some((one) => one.key === extra.key)) say(t("risk_sent"));
    });
    onClose();
  }
  return (
    <Dialog title={t("risk_title")} onClose={onClose}>
      <form class="stack" onSubmit={send}>
        <TextField label={t("risk_what")} value={reason} onInput={setReason} max={500} />
        <div class="dialogfoot">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button kind="danger" icon="warn" submit>
            {t("risk_send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface DiscardProps extends Props {
  onGone: () => void;
}

export function DiscardDialog({ draft, change, onClose, onGone }: DiscardProps) {
  const [reason, setReason] = useState("");
  function send(event: Event) {
    event.preventDefault();
    if (reason.trim() === "") return;
    change((old) => ({ ...old, problem: null, wish: "discard", discardReason: reason.trim() }));
    void box.flush(draft.id);
    onClose();
    onGone();
  }
  return (
    <Dialog title={t("discard")} onClose={onClose}>
      <form class="stack" onSubmit={send}>
        <TextField
          label={t("discard_reason")}
          value={reason}
          onInput={setReason}
          max={500}
          required
        />
        <div class="dialogfoot">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button kind="danger" submit busy={reason.trim() === ""}>
            {t("discard")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
