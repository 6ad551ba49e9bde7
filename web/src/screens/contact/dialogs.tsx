import { useLocation } from "preact-iso";
import { post } from "../../api/client";
import type { Contact } from "../../api/types";
import { common } from "../../i18n/common";
import { FormDialog, textOf, type Values } from "../../ui/FormDialog";
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

type ReasonAct = "risk" | "take_over" | "discard";

function ReasonDialog({
  contact,
  act,
  onClose,
  onChanged,
}: Omit<Props, "opened"> & { act: ReasonAct }) {
  const { route } = useLocation();
  const title = t(act === "risk" ? "flag_risk" : act);
  function send(values: Values, key: string) {
    const body = { version: contact.version, reason: textOf(values, "reason") ?? "" };
    const options = { ids: { id: contact.id }, key };
    if (act === "risk") return post("/contacts/{id}/risk-flags", body, options);
    if (act === "take_over") return post("/contacts/{id}/takeovers", body, options);
    return post("/contacts/{id}/discards", body, options);
  }
  return (
    <FormDialog
      title={title}
      form={`${act} ${contact.id}`}
      submit={title}
      danger={act !== "take_over"}
      fields={[{ name: "reason", label: common("reason"), kind: "area", max: 500, required: true }]}
      send={send}
      onDone={(answer) => {
        onChanged(answer as Contact);
        if (act === "take_over") route(`/intake/${contact.id}`);
      }}
      onClose={onClose}
    />
  );
}

function BookDialog({ contact, onClose, onChanged }: Omit<Props, "opened">) {
  return (
    <FormDialog
      title={t("book")}
      form={`book ${contact.id}`}
      submit={t("book")}
      fields={[
        { name: "due_at", label: t("book_at"), kind: "moment", required: true },
        { name: "note", label: common("note"), max: 1000 },
      ]}
      send={(values, key) =>
        post(
          "/contacts/{id}/follow-ups",
          {
            version: contact.version,
            due_at: textOf(values, "due_at") ?? "",
            note: textOf(values, "note"),
          },
          { ids: { id: contact.id }, key },
        )
      }
      onDone={(answer) => onChanged(answer as Contact)}
      onClose={onClose}
    />
  );
}

export function ContactDialogs({ contact, opened, onClose, onChanged }: Props) {
  const shared = { contact, onClose, onChanged };
  switch (opened) {
    case "risk":
    case "take_over":
    case "discard":
      return <ReasonDialog {...shared} act={opened} />;
    case "book":
      return <BookDialog {...shared} />;
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
