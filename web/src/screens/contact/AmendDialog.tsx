import { post } from "../../api/client";
import type { Contact, Of } from "../../api/types";
import { common } from "../../i18n/common";
import { options, places } from "../../lib/codes";
import { changedFields, type Fields } from "../../lib/drafts/draft";
import {
  type FieldSpec,
  FormDialog,
  listOf,
  mustOf,
  textOf,
  type Values,
} from "../../ui/FormDialog";
import { t } from "./words";

interface Props {
  contact: Contact;
  onClose: () => void;
  onChanged: (contact: Contact) => void;
}

function specs(): FieldSpec[] {
  return [
    {
      name: "kind",
      label: t("kind"),
      kind: "select",
      options: options("contact_kind"),
      wide: false,
    },
    {
      name: "caller_relation",
      label: t("relation"),
      kind: "combo",
      options: options("caller_relation"),
      wide: false,
    },
    { name: "topics", label: t("topics"), kind: "many", options: options("topic") },
    { name: "province", label: t("place"), kind: "combo", options: places(), wide: false },
    { name: "sex", label: t("sex"), kind: "select", options: options("sex"), wide: false },
    { name: "summary", label: t("story"), kind: "area", max: 20000 },
    { name: "advice", label: t("advice"), kind: "area", max: 20000 },
    { name: "reason", label: common("reason"), max: 500, required: true },
  ];
}

function fieldsOf(values: Values): Fields {
  return {
    kind: textOf(values, "kind"),
    caller_relation: textOf(values, "caller_relation"),
    topics: listOf(values, "topics"),
    province: textOf(values, "province"),
    sex: textOf(values, "sex"),
    summary: textOf(values, "summary"),
    advice: textOf(values, "advice"),
  };
}

/** A correction of a final record: only what changed is sent, with the reason. */
export function AmendDialog({ contact, onClose, onChanged }: Props) {
  const initial: Values = {
    kind: contact.kind ?? "",
    caller_relation: contact.caller_relation ?? "",
    topics: contact.topics,
    province: contact.province ?? "",
    sex: contact.sex ?? "",
    summary: contact.summary ?? "",
    advice: contact.advice ?? "",
    reason: "",
  };
  return (
    <FormDialog
      title={t("amend")}
      form={`amend ${contact.id}`}
      submit={t("amend")}
      fields={specs()}
      initial={initial}
      send={(values, key) => {
        const changes: Of<"ContactChanges"> = changedFields(fieldsOf(initial), fieldsOf(values));
        const reason = mustOf(values, "reason");
        const body = { version: contact.version, reason, changes };
        return post("/contacts/{id}/amendments", body, { ids: { id: contact.id }, key });
      }}
      onDone={(answer) => onChanged(answer as Contact)}
      onClose={onClose}
    >
      <p class="small muted">{t("amend_hint")}</p>
    </FormDialog>
  );
}
