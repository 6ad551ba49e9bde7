import { useEffect, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { get } from "../../api/client";
import { fieldError } from "../../api/problems";
import type { Contact as ContactRecord } from "../../api/types";
import { may } from "../../app/state";
import { stateWord } from "../../i18n/common";
import { momentOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { Files } from "../../ui/files/Files";
import { Loaded, Note, PageHead, Tag } from "../../ui/parts";
import { ContactTag } from "../../ui/tags";
import { Actions, type Opened } from "./Actions";
import { ContactDialogs } from "./dialogs";
import { Forwardings } from "./Forwarding";
import { CallerFacts, CallFacts, Migration, SafeContact } from "./facts";
import { Side } from "./Side";
import { Versions } from "./Versions";
import { t } from "./words";

function Body({ contact }: { contact: ContactRecord }) {
  return (
    <div class="stack">
      <div class="grid2">
        <CallFacts contact={contact} />
        <CallerFacts contact={contact} />
      </div>
      <SafeContact contact={contact} />
      {contact.summary ? (
        <section class="card pad">
          <h2>{t("story")}</h2>
          <p class="prose">{contact.summary}</p>
        </section>
      ) : null}
      {contact.advice ? (
        <section class="card pad">
          <h2>{t("advice")}</h2>
          <p class="prose">{contact.advice}</p>
        </section>
      ) : null}
      <Forwardings contact={contact} />
      <Migration contact={contact} />
      {may("files_read") ? <Files subject={{ kind: "contact", id: contact.id }} /> : null}
      <Versions contact={contact} />
    </div>
  );
}

function Head({ contact, open }: { contact: ContactRecord; open: (what: Opened) => void }) {
  return (
    <PageHead
      tab={contact.number ?? t("tab")}
      title={
        <span class="row">
          {contact.number ?? t("title_no_number")}
          <ContactTag state={contact.state} />
          {contact.at_risk ? (
            <Tag tone="bad" icon="warn">
              {t("risk")}
            </Tag>
          ) : null}
          {contact.amendment_count > 0 ? (
            <Tag>{t("amended", { n: contact.amendment_count })}</Tag>
          ) : null}
        </span>
      }
      sub={`${momentOf(contact.started_at)} · ${contact.hotline_name} · ${t("written_by", {
        name: contact.counsellor.display_name,
      })}`}
      actions={<Actions contact={contact} open={open} />}
    />
  );
}

/** One conversation. */
export default function Contact() {
  const { params } = useRoute();
  const { query } = useLocation();
  const id = params.id ?? "";
  const [opened, setOpened] = useState<Opened | null>(null);
  const record = useResource((signal) => get("/contacts/{id}", { ids: { id }, signal }), [id], []);
  const contact = record.data;
  useEffect(() => {
    if (query.connect && contact?.next_actions.includes("start_connection")) setOpened("connect");
  }, [query.connect, contact?.id]);
  return (
    <Loaded of={record} lines={10}>
      {(shown) => (
        <>
          <Head contact={shown} open={setOpened} />
          {shown.risk ? (
            <Note tone="bad">
              <b>{t("risk")}.</b> {shown.risk.reason}{" "}
              <span class="muted">
                {t("risk_by", { name: shown.risk.by.display_name, t: momentOf(shown.risk.at) })}
              </span>
            </Note>
          ) : null}
          {shown.state === "draft" && shown.warnings.length > 0 ? (
            <Note tone="warn">
              {t("warnings")}:{" "}
              {shown.warnings.map((one) => `${one.field} (${fieldError(one.code)})`).join(", ")}
            </Note>
          ) : null}
          <div class="columns">
            <Body contact={shown} />
            <Side contact={shown} open={setOpened} onChanged={record.reload} />
          </div>
          <ContactDialogs
            contact={shown}
            opened={opened}
            onClose={() => setOpened(null)}
            onChanged={record.set}
          />
          <p class="hidden">{stateWord("contact", shown.state)}</p>
        </>
      )}
    </Loaded>
  );
}
