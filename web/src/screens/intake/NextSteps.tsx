import { useState } from "preact/hooks";
import { newKey } from "../../api/client";
import { may, serverNow } from "../../app/state";
import type { Draft, Fields } from "../../lib/drafts/draft";
import { momentOf } from "../../lib/format";
import { DateField } from "../../ui/DateField";
import { CheckField, TextField } from "../../ui/Field";
import { Button, Note } from "../../ui/parts";
import { t } from "./words";

const DAY_MS = 24 * 3600 * 1000;

interface Props {
  draft: Draft;
  change: (change: (draft: Draft) => Draft) => void;
  update: (fields: Fields) => void;
  onConnect: () => void;
}

function Booking({ change, onDone }: { change: Props["change"]; onDone: () => void }) {
  const [at, setAt] = useState(new Date(serverNow() + DAY_MS).toISOString());
  const [note, setNote] = useState("");
  return (
    <div class="stack tight">
      <DateField kind="moment" label={t("book_at")} value={at} onChange={setAt} />
      <TextField label={t("book_note")} value={note} onInput={setNote} max={1000} />
      <Button
        small
        busy={!at}
        onClick={() => {
          if (!at) return;
          change((draft) => ({
            ...draft,
            extras: [...draft.extras, { kind: "follow_up", key: newKey(), due_at: at, note }],
          }));
          onDone();
        }}
      >
        {t("book")}
      </Button>
    </div>
  );
}

/** What follows from the call. */
export function NextSteps({ draft, change, update, onConnect }: Props) {
  const [booking, setBooking] = useState(false);
  const [booked, setBooked] = useState<string[]>([]);
  const waiting = draft.extras.filter((extra) => extra.kind === "follow_up");
  const risk = draft.extras.some((extra) => extra.kind === "risk");
  const times = [...new Set([...booked, ...waiting.map((extra) => extra.due_at)])];
  return (
    <section class="card pad stack tight" aria-label={t("next_steps")}>
      <h2>{t("next_steps")}</h2>
      {risk ? <Note tone="bad">{t("risk_waiting")}</Note> : null}
      {times.map((time) => (
        <Note key={time} tone="ok">
          {t("booked", { t: momentOf(time) })}
        </Note>
      ))}
      <CheckField
        label={t("follow_up_wanted")}
        checked={draft.fields.follow_up_wanted ?? false}
        onChange={(follow_up_wanted) => update({ follow_up_wanted })}
      />
      <div class="row">
        {may("connections_ask") ? (
          <Button small icon="link" onClick={onConnect}>
            {t("connect")}
          </Button>
        ) : null}
        <Button small icon="clock" onClick={() => setBooking(!booking)}>
          {t("book")}
        </Button>
      </div>
      {booking ? (
        <Booking
          change={(make) =>
            change((old) => {
              const made = make(old);
              const last = made.extras[made.extras.length - 1];
              if (last?.kind === "follow_up") setBooked((list) => [...list, last.due_at]);
              return made;
            })
          }
          onDone={() => setBooking(false)}
        />
      ) : null}
    </section>
  );
}
