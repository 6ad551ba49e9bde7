import { useEffect, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { stateWord } from "../../i18n/common";
import { label } from "../../lib/codes";
import { dateOf, dayText } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { CaseTag, RiskTag } from "../../ui/caseTags";
import { Files } from "../../ui/files/Files";
import { Loaded, Note, PageHead, Tag } from "../../ui/parts";
import { CaseReferrals } from "../../ui/referrals/CaseReferrals";
import { type Act, Actions } from "./Actions";
import { Clocks } from "./Clocks";
import { Conferences } from "./Conferences";
import { Dialogs } from "./Dialogs";
import { Duplicates } from "./Duplicates";
import { Members } from "./Members";
import { Needs } from "./Needs";
import { Persons } from "./Persons";
import { Timeline } from "./Timeline";
import { WhoSees } from "./WhoSees";
import { t } from "./words";

type CaseRecord = Of<"Case">;

export interface PartProps {
  record: CaseRecord;
  open: (act: Act) => void;
  changed: () => void;
}

function Head({ record, open }: Omit<PartProps, "changed">) {
  const turn = record.whose_turn;
  return (
    <PageHead
      tab={record.number}
      title={
        <span class="row">
          {record.number}
          <CaseTag state={record.state} />
          {record.risk_level ? <RiskTag level={record.risk_level} /> : null}
          {record.persons.some((one) => one.age.treated_as_child) ? (
            <Tag tone="wait" icon="user">
              {t("child")}
            </Tag>
          ) : null}
          {turn ? <Tag tone="wait">{t("turn", { name: turn.organisation_name })}</Tag> : null}
        </span>
      }
      sub={
        <>
          {t("opened", { t: dateOf(record.opened_at) })}
          {record.contact ? (
            <>
              {" · "}
              <a href={`/contacts/${record.contact.id}`}>
                {t("from_contact", { number: record.contact.number })}
              </a>
            </>
          ) : null}
          {record.entry_road ? ` · ${label("entry_road", record.entry_road)}` : ""}
          {" · "}
          {t("led_by")} <b>{record.lead.user_name}</b> ·{" "}
          {record.lead.unit_name ?? record.lead.organisation_name}
        </>
      }
      actions={<Actions record={record} open={open} />}
    />
  );
}

function Closed({ record }: { record: CaseRecord }) {
  const { closure } = record;
  if (!closure) return null;
  return (
    <Note>
      <b>{stateWord("case", "closed")}</b>
      {record.closed_at ? ` ${dateOf(record.closed_at)}` : ""}
      {` · ${label("case_closure_reason", closure.reason)}`}
      {closure.next_followup_on
        ? ` · ${t("next_look", { t: dayText(closure.next_followup_on) })}`
        : ""}
      {closure.outcome ? <p class="prose">{closure.outcome}</p> : null}
    </Note>
  );
}

/** What it is about: folded until somebody opens it. */
function Summary({ record }: { record: CaseRecord }) {
  if (!record.summary) return null;
  return (
    <section class="card pad">
      <details>
        <summary>{t("open_summary")}</summary>
        <p class="prose small">{record.summary}</p>
      </details>
    </section>
  );
}

/** Alt+N writes a note. */
function useNoteKey(may: boolean, open: (act: Act) => void): void {
  useEffect(() => {
    if (!may) return;
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.code !== "KeyN") return;
      event.preventDefault();
      open("add_note");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [may]);
}

/** One case, as this viewer may see it. */
export default function Case() {
  const { params } = useRoute();
  const id = params.id ?? "";
  const [opened, setOpened] = useState<Act | null>(null);
  const record = useResource(
    (signal) => get("/cases/{id}", { ids: { id }, signal }),
    [id],
    ["case", "duty"],
  );
  useNoteKey(record.data?.next_actions.includes("add_note") ?? false, setOpened);
  return (
    <Loaded of={record} lines={10}>
      {(file) => {
        const part = { record: file, open: setOpened, changed: record.reload };
        return (
          <>
            <Head record={file} open={setOpened} />
            <Closed record={file} />
            <Clocks duties={file.duties} />
            {may("referrals_read") ? <CaseReferrals caseId={file.id} /> : null}
            <Duplicates record={file} />
            <div class="columns">
              <div class="stack">
                <Summary record={file} />
                <Timeline record={file} />
                <Needs {...part} />
                <Conferences {...part} />
                {may("files_read") ? <Files subject={{ kind: "case", id: file.id }} /> : null}
              </div>
              <aside class="stack">
                <Persons {...part} />
                <WhoSees record={file} />
                <Members {...part} />
              </aside>
            </div>
            {opened ? (
              <Dialogs
                record={file}
                act={opened}
                onClose={() => setOpened(null)}
                onChanged={record.reload}
              />
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}
