import type { ContactSummary } from "../api/types";
import { dictionary } from "../i18n";
import { stateWord } from "../i18n/common";
import { label, labels } from "../lib/codes";
import { momentOf } from "../lib/format";
import { vi } from "./contactWords";
import { Tag } from "./parts";
import { TableFrame } from "./TableFrame";
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
    <TableFrame label={caption} card>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("number")}</th>
            <th scope="col">{t("time")}</th>
            <th scope="col">{t("kind")}</th>
            <th scope="col">{t("relation")}</th>
            <th scope="col">{t("phone")}</th>
            <th scope="col">{t("counsellor")}</th>
            <th scope="col">{t("state")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((contact) => (
            <tr key={contact.id}>
              <th scope="row" class="nowrap">
                <a href={contactPath(contact)}>{contact.number ?? t("no_number")}</a>
              </th>
              <td class="nowrap">
                {momentOf(contact.started_at)}
                <div class="tiny muted">{stateWord("direction", contact.direction)}</div>
              </td>
              <td>
                {label("contact_kind", contact.kind) || t("no_kind")}
                <div class="tiny muted">
                  {contact.no_content_reason
                    ? label("no_content_reason", contact.no_content_reason)
                    : labels("topic", contact.topics)}
                </div>
              </td>
              <td>{label("caller_relation", contact.caller_relation)}</td>
              <td class="nowrap">{contact.phone_masked}</td>
              <td class="nowrap">{contact.counsellor.display_name}</td>
              <td>
                <div class="row">
                  <ContactTag state={contact.state} />
                  {contact.at_risk ? (
                    <Tag tone="bad" icon="warn">
                      {t("at_risk")}
                    </Tag>
                  ) : null}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
