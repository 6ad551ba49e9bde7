import type { ContactSummary } from "../api/types";
import { dictionary } from "../i18n";
import { stateWord } from "../i18n/common";
import { label, labels } from "../lib/codes";
import { momentOf } from "../lib/format";
import { vi } from "./contactWords";
import { ListTable } from "./ListTable";
import { Tag } from "./parts";
import { ContactTag } from "./tags";

const t = dictionary(vi, () => import("./contactWords").then((module) => module.en));

/** Where a line of the log leads: a draft one may write opens in intake. */
export function contactPath(contact: ContactSummary): string {
  const intake = contact.state === "draft" && contact.next_actions.includes("edit");
  return intake ? `/intake/${contact.id}` : `/contacts/${contact.id}`;
}

/** Contacts, one a line: coded facts only. */
export function ContactTable({
  items,
  caption,
}: {
  items: readonly ContactSummary[];
  caption: string;
}) {
  return (
    <ListTable
      caption={caption}
      items={items}
      keyOf={(contact) => contact.id}
      columns={[
        {
          head: t("number"),
          kind: "short-row",
          cell: (contact) => <a href={contactPath(contact)}>{contact.number ?? t("no_number")}</a>,
        },
        {
          head: t("time"),
          kind: "short",
          cell: (contact) => (
            <>
              {momentOf(contact.started_at)}
              <div class="tiny muted">{stateWord("direction", contact.direction)}</div>
            </>
          ),
        },
        {
          head: t("kind"),
          cell: (contact) => (
            <>
              {label("contact_kind", contact.kind) || t("no_kind")}
              <div class="tiny muted">
                {contact.no_content_reason
                  ? label("no_content_reason", contact.no_content_reason)
                  : labels("topic", contact.topics)}
              </div>
            </>
          ),
        },
        {
          head: t("relation"),
          cell: (contact) => label("caller_relation", contact.caller_relation),
        },
        { head: t("phone"), kind: "short", cell: (contact) => contact.phone_masked },
        {
          head: t("counsellor"),
          kind: "short",
          cell: (contact) => contact.counsellor.display_name,
        },
        {
          head: t("state"),
          cell: (contact) => (
            <div class="row">
              <ContactTag state={contact.state} />
              {contact.at_risk ? (
                <Tag tone="bad" icon="warn">
                  {t("at_risk")}
                </Tag>
              ) : null}
            </div>
          ),
        },
      ]}
    />
  );
}
