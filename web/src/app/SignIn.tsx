import { useState } from "preact/hooks";
import { frame } from "../i18n/frame";
import { useSubmit } from "../lib/submit";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { Button, ProblemNote } from "../ui/parts";
import { Activation } from "./Activation";
import { Gate } from "./Gate";
import { signIn, signOut } from "./session";
import { session } from "./state";

/** The three fields of signing in. With `again` the name is known. */
function SignInForm({ again }: { again?: boolean }) {
  const [username, setUsername] = useState(again ? (session.value?.user.username ?? "") : "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState(false);
  const { busy, error, run } = useSubmit();
  function submit(event: Event) {
    event.preventDefault();
    const second = recovery ? { recovery_code: code.trim() } : { totp: code.replace(/\s/g, "") };
    void run(() => signIn({ username: username.trim(), password, ...second }));
  }
  return (
    <form class="stack" onSubmit={submit}>
      <ProblemNote error={error} />
      {again ? null : (
        <TextField
          label={frame("username")}
          value={username}
          onInput={setUsername}
          name="username"
          autocomplete="username"
          max={64}
          required
        />
      )}
      <TextField
        label={frame("password")}
        value={password}
        onInput={setPassword}
        type="password"
        name="password"
        autocomplete="current-password"
        max={200}
        required
      />
      <TextField
        label={frame(recovery ? "recovery_code" : "totp")}
        value={code}
        onInput={setCode}
        name="code"
        autocomplete="one-time-code"
        inputMode={recovery ? "text" : "numeric"}
        max={40}
        required
      />
      <Button kind="main" submit busy={busy}>
        {frame("sign_in")}
      </Button>
      <div class="row between small">
        <button type="button" class="linkbutton" onClick={() => setRecovery(!recovery)}>
          {frame(recovery ? "use_totp" : "use_recovery")}
        </button>
        {again ? (
          <button type="button" class="linkbutton" onClick={() => void signOut()}>
            {frame("sign_out")}
          </button>
        ) : null}
      </div>
    </form>
  );
}

/** The first page. */
export function SignIn() {
  const [first, setFirst] = useState(false);
  if (first) return <Activation onBack={() => setFirst(false)} />;
  return (
    <Gate>
      <h1>{frame("sign_in")}</h1>
      <SignInForm />
      <p>
        <button type="button" class="linkbutton small" onClick={() => setFirst(true)}>
          {frame("first_time")}
        </button>
      </p>
      <p class="tiny muted">{frame("forgot")}</p>
    </Gate>
  );
}

/** Above the page somebody works on, when the session has ended meanwhile. */
export function SignInAgain() {
  return (
    <Dialog title={frame("sign_in_again")} onClose={() => {}} firm>
      <p class="small muted">{frame("sign_in_again_hint")}</p>
      <SignInForm again />
    </Dialog>
  );
}
