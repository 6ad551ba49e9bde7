import { useEffect, useState } from "preact/hooks";
import type { Of } from "../api/types";
import { frame } from "../i18n/frame";
import { useSubmit } from "../lib/submit";
import { CheckField, TextField } from "./Field";
import { Button, ProblemNote } from "./parts";

interface Props {
  enrolment: Of<"SecondFactorEnrolment">;
  onConfirm: (totp: string) => Promise<void>;
}

function secretOf(uri: string): string {
  return /[?&]secret=([^&]+)/.exec(uri)?.[1] ?? "";
}

/** The picture to scan, the recovery codes to keep, the first code to prove it. */
export function SecondFactor({ enrolment, onConfirm }: Props) {
  const [picture, setPicture] = useState("");
  const [kept, setKept] = useState(false);
  const [totp, setTotp] = useState("");
  const { busy, error, run } = useSubmit();
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([enrolment.qr_svg], { type: "image/svg+xml" }));
    setPicture(url);
    return () => URL.revokeObjectURL(url);
  }, [enrolment.id]);
  function submit(event: Event) {
    event.preventDefault();
    if (kept) void run(() => onConfirm(totp.replace(/\s/g, "")));
  }
  return (
    <form class="stack" onSubmit={submit}>
      <ProblemNote error={error} />
      <p class="small">{frame("scan")}</p>
      {picture ? <img class="qr" src={picture} alt={frame("scan_alt")} /> : null}
      <p class="tiny muted">
        {frame("secret_text")}: <code>{secretOf(enrolment.otpauth_uri)}</code>
      </p>
      <h2>{frame("recovery_codes")}</h2>
      <p class="small muted">{frame("recovery_hint")}</p>
      <ul class="codes">
        {enrolment.recovery_codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <CheckField label={frame("codes_kept")} checked={kept} onChange={setKept} />
      <TextField
        label={frame("totp")}
        value={totp}
        onInput={setTotp}
        inputMode="numeric"
        autocomplete="one-time-code"
        max={8}
        required
      />
      <Button kind="main" submit busy={busy || !kept}>
        {frame("next")}
      </Button>
    </form>
  );
}
