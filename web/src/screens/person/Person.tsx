import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { common, stateWord } from "../../i18n/common";
import { label } from "../../lib/codes";
import { useResource } from "../../lib/resource";
import { IdentificationTag } from "../../ui/caseTags";
import { Loaded, Note, PageHead, Tag } from "../../ui/parts";
import { referralWord } from "../../ui/referrals/words";
import { Consents } from "./Consents";
import { Identification } from "./Identification";
import { PersonFacts } from "./PersonFacts";
import { PersonForm } from "./PersonForm";
import { Risk } from "./Risk";
import { t } from "./words";

const PARTS = ["facts", "risk", "identification", "consents"] as const;
type Part = (typeof PARTS)[number];

function Tabs({ path, part }: { path: string; part: Part }) {
  return (
    <nav class="tabs" aria-label={t("parts")}>
      {PARTS.map((one) => (
        <a
          key={one}
          href={one === "facts" ? path : `${path}?part=${one}`}
          aria-current={one === part ? "page" : undefined}
        >
          {t(`part_${one}`)}
        </a>
      ))}
    </nav>
  );
}

function Head({ person, record }: { person: Of<"CasePerson">; record: Of<"Case"> }) {
  const who = common("person_n", { n: person.position });
  return (
    <PageHead
      tab={`${record.number} · ${who}`}
      title={
        <span class="row">
          {who}
          <Tag>{label("person_kind", person.kind)}</Tag>
          <IdentificationTag state={person.identification} />
          {person.age.treated_as_child ? (
            <Tag tone="wait" icon="user">
              {t("child")}
            </Tag>
          ) : null}
        </span>
      }
      sub={
        <>
          <a href={`/cases/${record.id}`}>{record.number}</a> · {stateWord("case", record.state)}
        </>
      }
      actions={
        may("referrals_ask") ? (
          <a class="button" href={`/referrals/new?case_id=${record.id}&person_id=${person.id}`}>
            {referralWord("start")}
          </a>
        ) : null
      }
    />
  );
}

/** One person of a case: what is known, the risk, the identification, the consent. */
export default function Person() {
  const { params } = useRoute();
  const { query } = useLocation();
  const { id = "", person: personId = "" } = params;
  const [editing, setEditing] = useState(false);
  // A duty about a person names her alone.
  const record = useResource(
    (signal) =>
      id
        ? get("/cases/{id}", { ids: { id }, signal })
        : get("/persons/{id}", { ids: { id: personId }, signal }),
    [id, id || personId],
    [],
  );
  const part = PARTS.find((one) => one === query.part) ?? "facts";
  return (
    <Loaded of={record} lines={10}>
      {(file) => {
        const person = file.persons.find((one) => one.id === personId);
        if (!person) return <Note tone="bad">{t("not_here")}</Note>;
        const shared = { id: person.id, onChanged: record.reload };
        return (
          <>
            <Head person={person} record={file} />
            <Tabs path={`/cases/${file.id}/persons/${person.id}`} part={part} />
            {part === "risk" ? <Risk {...shared} /> : null}
            {part === "identification" ? <Identification {...shared} /> : null}
            {part === "consents" ? <Consents {...shared} /> : null}
            {part !== "facts" ? null : editing ? (
              <PersonForm
                person={person}
                people={file.persons}
                marks={file.marks}
                onDone={(saved) => {
                  const persons = file.persons.map((one) => (one.id === saved.id ? saved : one));
                  record.set({ ...file, persons });
                  setEditing(false);
                }}
                onClose={() => setEditing(false)}
              />
            ) : (
              <PersonFacts
                person={person}
                people={file.persons}
                may={file.next_actions}
                onEdit={() => setEditing(true)}
              />
            )}
          </>
        );
      }}
    </Loaded>
  );
}
