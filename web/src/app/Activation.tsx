import { useState } from "preact/hooks";
import { post } from "../api/client";
import { errorOf } from "../api/problems";
import type { Of } from "../api/types";
import { common } from "../i18n/common";
import { frame } from "../i18n/frame";
import { useSubmit } from "../lib/submit";
import { TextField } from "../ui/Field";
import { Button, Note, ProblemNote } from "../ui/parts";
import { SecondFactor } from "../ui/SecondFactor";
import { Gate } from "./Gate";
import { finishActivation } from "./session";

interface CodeProps {
  onDone: (enrolment: Of<"SecondFactorEnrolment">, password: string) => void;
}

/** User name, one-time code and the password of one's own. */
function CodeForm({ onDone }: CodeProps) {
  const [username, setUsername] = useState("");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [differ, setDiffer] = useState(false);
  const { busy, error, run } = useSubmit();
  function submit(event: Event) {
    event.preventDefault();
    setDiffer(password !== again);
    if (password !== again) return;
    const body = {
      username: username.trim(),
      enrolment_code: code.trim(),
      new_password: password,
    };
    void run(async () => onDone(await post("/account-activations", body), password));
  }
  return (
    <form class="stack" onSubmit={submit}>
      <ProblemNote error={error} />
      {differ ? (
        <Note tone="bad" live>
          {frame("passwords_differ")}
        </Note>
      ) : null}
      <TextField
        label={frame("username")}
        value={username}
        onInput={setUsername}
        autocomplete="username"
        required
      />
      <TextField
        label={frame("enrolment_code")}
        hint={frame("enrolment_hint")}
        value={code}
        onInput={setCode}
        required
      />
      <TextField
        label={frame("new_password")}
        hint={frame("new_password_hint")}
        error={errorOf(error, "new_password")}
        value={password}
        onInput={setPassword}
        type="password"
        autocomplete="new-password"
        max={200}
        required
      />
      <TextField
        label={frame("repeat_password")}
        value={again}
        onInput={setAgain}
        type="password"
        autocomplete="new-password"
        max={200}
        required
      />
      <Button kind="main" submit busy={busy}>
        {frame("next")}
      </Button>
    </form>
  );
}

/** The first sign-in: one-time code and password, then the second factor. */
export function Activation({ onBack }: { onBack: () => void }) {
  const [enrolment, setEnrolment] = useState<Of<"SecondFactorEnrolment"> | null>(null);
  const [password, setPassword] = useState("");
  return (
    <Gate wide>
      <h1>{frame(enrolment ? "second_factor" : "activate")}</h1>
      {enrolment ? (
        <SecondFactor
          enrolment={enrolment}
          onConfirm={(totp) => finishActivation(enrolment.id, totp, password)}
        />
      ) : (
        <CodeForm
          onDone={(made, chosen) => {
            setEnrolment(made);
            setPassword(chosen);
          }}
        />
      )}
      <p>
        <button type="button" class="linkbutton small" onClick={onBack}>
          {common("back")}
        </button>
      </p>
    </Gate>
  );
}
