import { useLocation } from "preact-iso";
import { post } from "../../api/client";
import type { Contact, Of } from "../../api/types";
import { stateOptions } from "../../i18n/common";
import { ActDialog } from "../../ui/ActDialog";
import { textOf, type Values } from "../../ui/FormDialog";
import { needFields, needsOf } from "../../ui/requests/fields";
import { t } from "./words";

const LEVELS = ["low", "medium", "high", "emergency"] as const;
type Level = (typeof LEVELS)[number];

function bodyOf(contact: Contact, values: Values): Of<"ConnectionStart"> {
  return {
    contact_id: contact.id,
    ...needsOf(values),
    card: {
      age_band: contact.age_band,
      sex: contact.sex,
      language: contact.language,
      province: contact.province,
      risk_level: textOf(values, "risk_level") as Level | null,
      summary: textOf(values, "summary"),
    },
  };
}

/** The start of a service connection: what is needed and what may be told. The target comes next. */
export function ConnectDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { route } = useLocation();
  return (
    <ActDialog
      title={t("draft_connection")}
      act="connect"
      record={contact}
      form={{
        initial: { urgency: contact.at_risk ? "at_once" : "normal", needs: [] },
        fields: [
          ...needFields({ needs: t("needs"), detail: t("need_detail") }),
          {
            name: "risk_level",
            label: t("card_risk"),
            kind: "select",
            options: stateOptions("risk", LEVELS),
            wide: false,
          },
          {
            name: "summary",
            label: t("card_summary"),
            hint: t("card_hint"),
            kind: "area",
            max: 4000,
          },
        ],
        send: (values, { key }) => post("/connections", bodyOf(contact, values), { key }),
      }}
      onDone={({ id }) => route(`/connections/${id}`)}
      onClose={onClose}
    />
  );
}
