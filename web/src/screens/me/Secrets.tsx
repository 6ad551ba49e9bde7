import { useRef, useState } from "preact/hooks";
import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { session } from "../../app/state";
import { keyFor } from "../../lib/action";
import { openAfterSignIn } from "../../lib/drafts/devicekey";
import { Dialog } from "../../ui/Dialog";
import { FormDialog, mustOf } from "../../ui/FormDialog";
import { Button } from "../../ui/parts";
import { SecondFactor } from "../../ui/SecondFactor";
import { say } from "../../ui/toasts";
import { t } from "./words";

function PasswordDialog({ onClose }: { onClose: () => void }) {
  return (
    <FormDialog
      title={t("password")}
      form="password"
      submit={t("password")}
      fields={[
        {
          name: "current_password",
          label: t("current_password"),
          kind: "password",
          max: 200,
          required: true,
        },
        {
          name: "new_password",
          label: t("new_password"),
          hint: t("new_password_hint"),
          kind: "password",
          max: 200,
          required: true,
        },
        { name: "totp", label: t("totp"), kind: "number", max: 6, required: true },
      ]}
      send={async (values, key) => {
        const new_password = mustOf(values, "new_password");
        const current_password = mustOf(values, "current_password");
        const totp = mustOf(values, "totp");
        await post("/password-changes", { current_password, new_password, totp }, { key });
        await openAfterSignIn(session.value?.user.id ?? "", new_password);
      }}
      onDone={() => say(t("password_done"))}
      onClose={onClose}
    />
  );
}

function FactorDialog({ onClose }: { onClose: () => void }) {
  const enrolled = useRef(false);
  const [made, setMade] = useState<Of<"SecondFactorEnrolment"> | null>(null);
  if (!made) {
    return (
      <FormDialog
        title={t("factor")}
        form="factor"
        submit={t("factor")}
        fields={[
          { name: "password", label: t("current_password"), kind: "password", required: true },
          { name: "totp", label: t("totp_or_recovery"), kind: "text", max: 40, required: true },
        ]}
        send={async (values, key) => {
          const password = mustOf(values, "password");
          const code = mustOf(values, "totp").trim();
          const factor = code.length === 6 ? { totp: code } : { recovery_code: code };
          const enrolment = await post(
            "/second-factor-enrolments",
            { password, ...factor },
            { key },
          );
          enrolled.current = true;
          setMade(enrolment);
        }}
        onDone={() => {}}
        onClose={() => {
          if (!enrolled.current) onClose();
        }}
      />
    );
  }
  return (
    <Dialog title={t("factor")} onClose={onClose}>
      <SecondFactor
        enrolment={made}
        onConfirm={async (totp) => {
          const ids = { id: made.id };
          const key = keyFor(`confirm ${made.id} ${totp}`);
          await post("/second-factor-enrolments/{id}/confirmations", { totp }, { ids, key });
          say(t("factor_done"));
          onClose();
        }}
      />
    </Dialog>
  );
}

/** Password and second factor. */
export function Secrets() {
  const [open, setOpen] = useState<"password" | "factor" | null>(null);
  return (
    <section class="card pad row">
      <Button onClick={() => setOpen("password")}>{t("password")}</Button>
      <Button onClick={() => setOpen("factor")}>{t("factor")}</Button>
      {open === "password" ? <PasswordDialog onClose={() => setOpen(null)} /> : null}
      {open === "factor" ? <FactorDialog onClose={() => setOpen(null)} /> : null}
    </section>
  );
}
