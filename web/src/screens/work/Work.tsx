import { get } from "../../api/client";
import type { Duty, Of } from "../../api/types";
import { may, serverNow } from "../../app/state";
import { label } from "../../lib/codes";
import { box } from "../../lib/drafts";
import { isSettled } from "../../lib/drafts/draft";
import { momentOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { ConnectionTable } from "../../ui/ConnectionTable";
import { ContactTable, contactPath } from "../../ui/ContactTable";
import { DutyCard } from "../../ui/DutyCard";
import { NewCall } from "../../ui/NewCall";
import { Empty, Loaded, Note, PageHead, Tag } from "../../ui/parts";
import { ReferralTable } from "../../ui/referrals/ReferralTable";
import { t } from "./words";

/** Drafts that this device still has to bring to the server. */
function OnDevice() {
  const waiting = [...box.drafts.value.values()].filter((draft) => !isSettled(draft));
  if (waiting.length === 0) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("on_device")}</h2>
      <p class="small muted">{t("on_device_hint")}</p>
      <ul class="list small">
        {waiting.map((draft) => (
          <li key={draft.id} class="row between">
            <span>
              {draft.fields.started_at ? momentOf(draft.fields.started_at) : ""}{" "}
              {label("contact_kind", draft.fields.kind)}
            </span>
            {draft.problem ? <Tag tone="bad">{t("needs_fix")}</Tag> : null}
            <a href={`/intake/${draft.server?.id ?? draft.id}`}>{t("go_on")}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Counts({ counts }: { counts: Of<"WorkCounts"> }) {
  const cells = [
    ["count_waiting", counts.connections_waiting, false, may("connections_read")],
    ["count_transfers", counts.referrals_waiting, false, may("referrals_read")],
    ["count_overdue", counts.duties_overdue, true, may("duties_read")],
    ["count_open", counts.duties_open, false, may("duties_read")],
    ["count_drafts", counts.drafts, false, may("contacts_take")],
  ] as const;
  const shown = cells.filter((cell) => cell[3]);
  if (shown.length === 0) return null;
  return (
    <dl class="figures">
      {shown.map(([word, count, alarming]) => (
        <div key={word} class="card">
          <dt>{t(word)}</dt>
          <dd class={alarming && count > 0 ? "alarming" : ""}>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

function AtRisk({ items }: { items: Of<"Work">["at_risk"] }) {
  if (items.length === 0) return null;
  return (
    <Note tone="bad" live>
      <b>{t("at_risk")}</b>
      <ul>
        {items.map((contact) => (
          <li key={contact.id}>
            <a href={contactPath(contact)}>{contact.number ?? momentOf(contact.started_at)}</a> ·{" "}
            {contact.counsellor.display_name} · {momentOf(contact.started_at)}
          </li>
        ))}
      </ul>
    </Note>
  );
}

const SOON_MS = 14 * 24 * 60 * 60_000;

function isSoon({ due_at }: Duty): boolean {
  return !due_at || Date.parse(due_at) < serverNow() + SOON_MS;
}

function DutyGrid({ duties }: { duties: readonly Duty[] }) {
  return (
    <div class="dutygrid">
      {duties.map((duty) => (
        <DutyCard key={duty.id} duty={duty} />
      ))}
    </div>
  );
}

/** What is due soon; what has weeks of time does not push the rest off the screen. */
function Duties({ duties }: { duties: readonly Duty[] }) {
  const later = duties.filter((duty) => !isSoon(duty));
  return (
    <>
      <DutyGrid duties={duties.filter(isSoon)} />
      {later.length > 0 ? (
        <details class="small">
          <summary>{t("later_duties", { n: later.length })}</summary>
          <DutyGrid duties={later} />
        </details>
      ) : null}
    </>
  );
}

function Parts({ work }: { work: Of<"Work"> }) {
  return (
    <>
      <AtRisk items={work.at_risk} />
      <Counts counts={work.counts} />
      {may("connections_read") ? (
        <section class="stack tight">
          <h2>{t("waiting")}</h2>
          {work.connections.length > 0 ? (
            <ConnectionTable items={work.connections} caption={t("waiting")} />
          ) : (
            <div class="card">
              <Empty>{t("no_waiting")}</Empty>
            </div>
          )}
        </section>
      ) : null}
      {may("referrals_read") ? (
        <section class="stack tight">
          <h2>{t("transfers")}</h2>
          {work.referrals.length > 0 ? (
            <ReferralTable items={work.referrals} caption={t("transfers")} />
          ) : (
            <div class="card">
              <Empty>{t("no_transfers")}</Empty>
            </div>
          )}
        </section>
      ) : null}
      {may("duties_read") ? (
        <section class="stack tight">
          <div class="row between">
            <h2>{t("duties")}</h2>
            <a class="small" href="/deadlines">
              {t("all_duties")}
            </a>
          </div>
          {work.duties.length > 0 ? (
            <Duties duties={work.duties} />
          ) : (
            <div class="card">
              <Empty>{t("no_duties")}</Empty>
            </div>
          )}
        </section>
      ) : null}
      {may("contacts_take") ? (
        <section class="stack tight">
          <h2>{t("drafts")}</h2>
          {work.drafts.length > 0 ? (
            <ContactTable items={work.drafts} caption={t("drafts")} />
          ) : (
            <div class="card">
              <Empty>{t("no_drafts")}</Empty>
            </div>
          )}
        </section>
      ) : null}
    </>
  );
}

/** What needs me now. */
export default function Work() {
  const work = useResource(
    (signal) => get("/work", { signal }),
    [],
    ["work", "contact", "connection", "referral", "duty"],
  );
  return (
    <>
      <PageHead title={t("title")} sub={t("sub")} tab={t("title")} actions={<NewCall />} />
      <OnDevice />
      <Loaded of={work}>{(data) => <Parts work={data} />}</Loaded>
    </>
  );
}
