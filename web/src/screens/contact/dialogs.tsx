import { useLocation } from "preact-iso";
import { post } from "../../api/client";
import type { Contact } from "../../api/types";
import { common } from "../../i18n/common";
import { ActDialog, type ActForm } from "../../ui/ActDialog";
import { mustOf, reasonField, textOf } from "../../ui/FormDialog";
import type { Opened } from "./Actions";
import { AmendDialog } from "./AmendDialog";
import { ConnectDialog } from "./ConnectDialog";
import { ForwardDialog } from "./Forwarding";
import { t } from "./words";

interface Props {
  contact: Contact;
  opened: Opened | null;
  onClose: () => void;
  onChanged: (contact: Contact) => void;
}

const PATHS = {
  risk: "/contacts/{id}/risk-flags",
  clear_risk: "/contacts/{id}/risk-clearances",
  take_over: "/contacts/{id}/takeovers",
  discard: "/contacts/{id}/discards",
} as const;

/** An act that wants its reason, and no more. */
function reasonForm(act: keyof typeof PATHS, version: number): ActForm<Contact> {
  return {
    danger: act === "risk" || act === "discard",
    fields: [reasonField(500)],
    send: (values, target) => {
      const body = { version, reason: mustOf(values, "reason") };
      return post(PATHS[act], body, target);
    },
  };
}

function bookForm(version: number): ActForm<Contact> {
  return {
    fields: [
      { name: "due_at", label: t("book_at"), kind: "moment", required: true },
      { name: "note", label: common("note"), max: 1000 },
    ],
    send: (values, target) => {
      const body = { version, due_at: mustOf(values, "due_at"), note: textOf(values, "note") };
      return post("/contacts/{id}/follow-ups", body, target);
    },
  };
}

export function ContactDialogs({ contact, opened, onClose, onChanged }: Props) {
  const { route } = useLocation();
  const shared = { contact, onClose, onChanged };
  switch (opened) {
    case "risk":
    case "clear_risk":
    case "take_over":
    case "discard":
    case "book":
      return (
        <ActDialog
          title={t(opened === "risk" ? "flag_risk" : opened)}
          act={opened}
          record={contact}
          form={opened === "book" ? bookForm(contact.version) : reasonForm(opened, contact.version)}
          onDone={(answer) => {
            onChanged(answer);
            if (opened === "take_over") route(`/intake/${contact.id}`);
          }}
          onClose={onClose}
        />
      );
    case "amend":
      return <AmendDialog {...shared} />;
    case "forward":
      return <ForwardDialog {...shared} />;
    case "connect":
      return <ConnectDialog contact={contact} onClose={onClose} />;
    default:
      return null;
  }
}
