import { get, post } from "../../api/client";
import type { Contact } from "../../api/types";
import { serverNow } from "../../app/state";
import { label, options } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { FormDialog, mustOf } from "../../ui/FormDialog";
import { Note } from "../../ui/parts";
import { t } from "./words";

/** To whom a denunciation was passed on, and what was told. */
export function Forwardings({ contact }: { contact: Contact }) {
  if (contact.forwardings.length === 0) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("forwarded")}</h2>
      <ul class="list small">
        {contact.forwardings.map((one) => (
          <li key={one.id}>
            <b>{one.organisation.name}</b> · {momentOf(one.at)} ·{" "}
            {label("coordination_form", one.channel)}
            <p class="prose">{one.told}</p>
            <span class="muted">
              {t("forwarded_by", { name: one.by.display_name, t: momentOf(one.recorded_at) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Props {
  contact: Contact;
  onClose: () => void;
  onChanged: (contact: Contact) => void;
}

/** The act of telling a competent body: whom, when, how, what. */
export function ForwardDialog({ contact, onClose, onChanged }: Props) {
  const bodies = useResource(
    (signal) => get("/contacts/{id}/competent-bodies", { ids: { id: contact.id }, signal }),
    [contact.id],
  );
  const items = bodies.data?.items ?? [];
  return (
    <FormDialog
      title={t("forward")}
      form={`forward ${contact.id}`}
      submit={t("forward_save")}
      initial={{ at: new Date(serverNow()).toISOString() }}
      fields={[
        {
          name: "organisation_id",
          label: t("forward_to"),
          kind: "combo",
          options: items.map((one) => ({ value: one.id, label: one.name })),
          required: true,
        },
        { name: "at", label: t("forward_at"), kind: "moment", required: true, wide: false },
        {
          name: "channel",
          label: t("forward_channel"),
          kind: "select",
          options: options("coordination_form"),
          required: true,
          wide: false,
        },
        { name: "told", label: t("forward_told"), kind: "area", max: 2000, required: true },
      ]}
      send={(values, key) =>
        post(
          "/contacts/{id}/forwardings",
          {
            version: contact.version,
            organisation_id: mustOf(values, "organisation_id"),
            at: mustOf(values, "at"),
            channel: mustOf(values, "channel"),
            told: mustOf(values, "told"),
          },
          { ids: { id: contact.id }, key },
        )
      }
      onDone={(answer) => onChanged(answer as Contact)}
      onClose={onClose}
    >
      <Note>{t("forward_hint")}</Note>
    </FormDialog>
  );
}
