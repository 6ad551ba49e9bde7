import { useEffect, useState } from "preact/hooks";
import { post } from "../../api/client";
import type { Contact } from "../../api/types";
import { FormDialog, mustOf } from "../../ui/FormDialog";
import { Button } from "../../ui/parts";
import { t } from "./words";

const SHOWN_MS = 5 * 60 * 1000;

/** The number behind its mask: a look needs a reason and lasts five minutes. */
export function Phone({ contact }: { contact: Contact }) {
  const [value, setValue] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (value === null) return;
    const timer = setTimeout(() => setValue(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return (
    <>
      <span class="strong nowrap">{value ?? contact.phone ?? contact.phone_masked}</span>{" "}
      {value ? <span class="tiny muted">{t("hidden_again")}</span> : null}
      {!value && contact.next_actions.includes("reveal_phone") ? (
        <Button small kind="quiet" icon="eye" onClick={() => setAsking(true)}>
          {t("show_phone")}
        </Button>
      ) : null}
      {asking ? (
        <FormDialog
          title={t("show_phone")}
          form={`reveal ${contact.id}`}
          submit={t("show_phone")}
          fields={[
            {
              name: "reason",
              label: t("show_reason"),
              hint: t("show_hint"),
              max: 500,
              required: true,
            },
          ]}
          send={(values) =>
            post("/contact-reveals", {
              contact_id: contact.id,
              field: "phone",
              reason: mustOf(values, "reason"),
            })
          }
          onDone={(answer) => setValue((answer as { value: string | null }).value)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
