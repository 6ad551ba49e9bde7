import { useLocation } from "preact-iso";
import { post } from "../../api/client";
import type { Connection, Contact, Of } from "../../api/types";
import { stateWord } from "../../i18n/common";
import { options } from "../../lib/codes";
import { FormDialog, listOf, textOf, type Values } from "../../ui/FormDialog";
import { t } from "./words";

const URGENCIES: readonly Of<"Urgency">[] = ["normal", "urgent", "at_once"];
const LEVELS = ["low", "medium", "high", "emergency"] as const;
type Level = (typeof LEVELS)[number];

function bodyOf(contact: Contact, values: Values): Of<"ConnectionStart"> {
  const detail = textOf(values, "detail");
  return {
    contact_id: contact.id,
    needs: listOf(values, "needs").map((service) => ({ service, detail })),
    urgency: (textOf(values, "urgency") ?? "normal") as Of<"Urgency">,
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
    <FormDialog
      title={t("draft_connection")}
      form={`connect ${contact.id}`}
      submit={t("draft_connection")}
      initial={{ urgency: contact.at_risk ? "at_once" : "normal", needs: [] }}
      fields={[
        {
          name: "needs",
          label: t("needs"),
          kind: "many",
          options: options("service_type"),
          required: true,
        },
        { name: "detail", label: t("need_detail"), max: 1000 },
        {
          name: "urgency",
          label: t("urgency"),
          kind: "select",
          options: URGENCIES.map((value) => ({ value, label: stateWord("urgency", value) })),
          wide: false,
        },
        {
          name: "risk_level",
          label: t("card_risk"),
          kind: "select",
          options: LEVELS.map((value) => ({ value, label: stateWord("risk", value) })),
          wide: false,
        },
        {
          name: "summary",
          label: t("card_summary"),
          hint: t("card_hint"),
          kind: "area",
          max: 4000,
        },
      ]}
      send={(values, key) => post("/connections", bodyOf(contact, values), { key })}
      onDone={(answer) => route(`/connections/${(answer as Connection).id}`)}
      onClose={onClose}
    />
  );
}
