import { useState } from "preact/hooks";
import { IDLE_CHOICES, idleMinutes, setIdleMinutes } from "../../app/idle";
import { session } from "../../app/state";
import { setPin } from "../../lib/drafts/devicekey";
import { SelectField, TextField } from "../../ui/Field";
import { Button, Note } from "../../ui/parts";
import { t } from "./words";

const SHORTEST_PIN = 6;

/** Lock and PIN of this device. */
export function Device() {
  const [idle, setIdle] = useState(idleMinutes());
  const [pin, change] = useState("");
  const [note, setNote] = useState<"pin_done" | "pin_short" | null>(null);
  async function submit(event: Event) {
    event.preventDefault();
    if (!/^\d+$/.test(pin) || pin.length < SHORTEST_PIN) {
      setNote("pin_short");
      return;
    }
    await setPin(session.value?.user.id ?? "", pin);
    change("");
    setNote("pin_done");
  }
  return (
    <section class="card pad stack">
      <h2>{t("device")}</h2>
      <SelectField
        label={t("idle")}
        value={String(idle)}
        options={IDLE_CHOICES.map((n) => ({ value: String(n), label: t("idle_minutes", { n }) }))}
        onChange={(value) => {
          setIdle(Number(value));
          setIdleMinutes(Number(value));
        }}
      />
      <form class="stack tight" onSubmit={submit}>
        {note ? (
          <Note tone={note === "pin_done" ? "ok" : "bad"} live>
            {t(note)}
          </Note>
        ) : null}
        <TextField
          label={t("pin")}
          hint={t("pin_hint")}
          type="password"
          inputMode="numeric"
          value={pin}
          onInput={change}
          max={32}
        />
        <div class="row">
          <Button small submit>
            {t("pin_set")}
          </Button>
        </div>
      </form>
    </section>
  );
}
