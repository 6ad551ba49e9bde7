import { useLocation } from "preact-iso";
import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { label, options } from "../../lib/codes";
import { FormDialog, mustOf, textOf } from "../../ui/FormDialog";
import { t } from "./words";

const KINDS = ["suspected_victim", "victim", "accompanying_minor", "relative"] as const;

interface Props {
  /** The conversation it begins with; none: it begins with nothing. */
  contact?: { id: string; number: string } | undefined;
  onClose: () => void;
}

/** Opens a case, from a conversation or from nothing. */
export function StartCase({ contact, onClose }: Props) {
  const { route } = useLocation();
  let made = "";
  return (
    <FormDialog
      title={t("start")}
      form={`case ${contact?.id ?? ""}`}
      submit={t("start")}
      initial={{ kind: "suspected_victim", road: contact ? "hotline" : "" }}
      fields={[
        {
          name: "kind",
          label: t("first_person"),
          kind: "choice",
          options: KINDS.map((value) => ({ value, label: label("person_kind", value) })),
          required: true,
        },
        {
          name: "road",
          label: t("road"),
          kind: "select",
          options: options("entry_road"),
          required: true,
        },
        {
          name: "summary",
          label: t("summary"),
          hint: t("summary_hint"),
          kind: "area",
          max: 20000,
        },
      ]}
      send={(values, key) =>
        post(
          "/cases",
          {
            ...(contact ? { contact_id: contact.id } : {}),
            entry_road: mustOf(values, "road"),
            summary: textOf(values, "summary"),
            person: { kind: textOf(values, "kind") as Of<"PersonKind"> },
          },
          { key },
        )
      }
      onDone={(answer) => {
        made = (answer as Of<"Case">).id;
      }}
      onClose={() => {
        if (made) route(`/cases/${made}`);
        else onClose();
      }}
    >
      <p class="small muted">
        {contact ? `${t("from_contact", { number: contact.number })} ` : ""}
        {t("open_hint")}
      </p>
    </FormDialog>
  );
}
