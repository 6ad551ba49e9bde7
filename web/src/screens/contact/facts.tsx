import type { Contact } from "../../api/types";
import { common, stateWord } from "../../i18n/common";
import { label, labels, placeName } from "../../lib/codes";
import { minutesBetween, momentOf, timeOf } from "../../lib/format";
import { Facts } from "../../ui/parts";
import { Phone } from "./Phone";
import { t } from "./words";

function timeText(contact: Contact): string {
  if (!contact.ended_at) return momentOf(contact.started_at);
  const n = minutesBetween(contact.started_at, contact.ended_at);
  return `${momentOf(contact.started_at)}–${timeOf(contact.ended_at)} (${t("minutes", { n })})`;
}

export function CallFacts({ contact }: { contact: Contact }) {
  return (
    <section class="card pad stack tight">
      <h2>{t("call")}</h2>
      <Facts
        rows={[
          [t("kind"), label("contact_kind", contact.kind)],
          [t("no_content_reason"), label("no_content_reason", contact.no_content_reason)],
          [t("topics"), labels("topic", contact.topics)],
          [t("report_kind"), stateWord("report", contact.report_kind)],
          [t("channel"), label("channel", contact.channel)],
          [t("direction"), stateWord("direction", contact.direction)],
          [t("time"), timeText(contact)],
          [t("follow_up_wanted"), contact.follow_up_wanted ? common("yes") : ""],
          [
            t("repeat_of"),
            contact.repeat_of ? (
              <a href={`/contacts/${contact.repeat_of.id}`}>
                {contact.repeat_of.number ?? momentOf(contact.repeat_of.started_at)}
              </a>
            ) : null,
          ],
        ]}
      />
    </section>
  );
}

export function CallerFacts({ contact }: { contact: Contact }) {
  const place = [contact.commune_text, placeName(contact.province)].filter(Boolean).join(", ");
  return (
    <section class="card pad stack tight">
      <h2>{t("caller")}</h2>
      <Facts
        rows={[
          [t("relation"), label("caller_relation", contact.caller_relation)],
          [t("sex"), label("sex", contact.sex)],
          [t("age"), contact.age],
          [t("age_band"), label("age_band", contact.age_band)],
          [t("place"), place],
          [t("language"), label("language", contact.language)],
          [t("ethnic_group"), label("ethnic_group", contact.ethnic_group)],
          [t("anonymous"), contact.anonymous ? common("yes") : ""],
          [t("phone"), contact.phone_masked ? <Phone contact={contact} /> : null],
        ]}
      />
    </section>
  );
}

export function SafeContact({ contact }: { contact: Contact }) {
  const safe = contact.safe_contact;
  if (!safe || Object.values(safe).every((value) => !value)) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("safe")}</h2>
      <Facts
        rows={[
          [t("safe_when"), safe.when],
          [t("safe_how"), safe.how],
          [t("safe_code"), safe.code_word],
          [t("safe_message"), stateWord("ynu", safe.may_leave_message)],
          [t("safe_who"), safe.who_else_hears],
          [t("safe_never"), safe.do_not_call ? <b>{common("yes")}</b> : ""],
        ]}
      />
    </section>
  );
}

export function Migration({ contact }: { contact: Contact }) {
  const plan = contact.safe_migration;
  if (!plan || Object.values(plan).every((value) => !value)) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("migration")}</h2>
      <Facts
        rows={[
          [t("destination"), label("country", plan.destination_country)],
          [t("offer"), plan.offer],
          [t("company"), plan.company],
          [t("licence"), stateWord("ynu", plan.licence_checked)],
          [t("migration_advice"), plan.advice_given],
        ]}
      />
    </section>
  );
}
