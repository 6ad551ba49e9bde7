import { useEffect, useState } from "preact/hooks";
import { frame } from "../i18n/frame";
import { hasPin } from "../lib/drafts/devicekey";
import { TextField } from "../ui/Field";
import { Button, Note, ProblemNote } from "../ui/parts";
import { Gate } from "./Gate";
import { signOut, unlockWithPassword, unlockWithPin } from "./session";
import { session } from "./state";

/** Covers the desk: nothing of the page is left behind it. */
export function Lock() {
  const [pin, setPin] = useState(false);
  const [pinKnown, setPinKnown] = useState(false);
  const [secret, setSecret] = useState("");
  const [note, setNote] = useState("");
  const [error, setError] = useState<unknown>(undefined);
  const [busy, setBusy] = useState(false);
  const user = session.value?.user;
  useEffect(() => {
    if (!user) return;
    hasPin(user.id).then((known) => {
      setPinKnown(known);
      setPin(known);
    });
  }, [user?.id]);
  async function unlock() {
    if (!pin) {
      if (!(await unlockWithPassword(secret))) setNote(frame("wrong_password"));
      return;
    }
    const result = await unlockWithPin(secret);
    if (result.ok) return;
    setNote(result.left > 0 ? frame("wrong_pin", { n: result.left }) : frame("pin_gone"));
    if (result.left <= 0) {
      setPin(false);
      setPinKnown(false);
    }
  }
  async function submit(event: Event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setNote("");
    setError(undefined);
    try {
      await unlock();
    } catch (problem) {
      setError(problem);
    }
    setSecret("");
    setBusy(false);
  }
  return (
    <Gate>
      <h1>{frame("locked")}</h1>
      <p class="small muted">{user?.display_name}</p>
      <form class="stack" onSubmit={submit}>
        {note ? (
          <Note tone="bad" live>
            {note}
          </Note>
        ) : null}
        <ProblemNote error={error} />
        <TextField
          key={pin ? "pin" : "password"}
          label={frame(pin ? "pin" : "password")}
          value={secret}
          onInput={setSecret}
          type="password"
          name="secret"
          inputMode={pin ? "numeric" : "text"}
          autocomplete={pin ? "off" : "current-password"}
          required
        />
        <Button kind="main" submit busy={busy}>
          {frame("unlock")}
        </Button>
        <div class="row between small">
          {pinKnown ? (
            <button type="button" class="linkbutton" onClick={() => setPin(!pin)}>
              {frame(pin ? "use_password" : "use_pin")}
            </button>
          ) : null}
          <button type="button" class="linkbutton" onClick={() => void signOut()}>
            {frame("change_user")}
          </button>
        </div>
      </form>
    </Gate>
  );
}
