import type { Of } from "../../api/types";
import { may as session } from "../../app/state";
import { common } from "../../i18n/common";
import { label, labels } from "../../lib/codes";
import { ageText } from "../../ui/caseTags";
import { Files } from "../../ui/files/Files";
import { Button, Facts, Tag } from "../../ui/parts";
import { Identity, isIdentity } from "./Identity";
import { MANY, ONE, STORY_MANY, STORY_ONE } from "./lists";
import { Masked } from "./Masked";
import { t, word } from "./words";

interface Props {
  person: Of<"CasePerson">;
  people: readonly Of<"CasePerson">[];
  may: readonly Of<"CaseNextAction">[];
  onEdit: () => void;
}

type Rows = [string, string][];

function General({ person }: { person: Of<"CasePerson"> }) {
  const { facts } = person;
  const rows: Rows = [
    ...ONE.map(([name, list]): [string, string] => [word("field", name), label(list, facts[name])]),
    ...MANY.map(([name, list]): [string, string] => [
      word("field", name),
      labels(list, facts[name] ?? []),
    ]),
    [word("field", "where"), label("whereabouts", facts.where)],
  ];
  return (
    <section class="card pad stack tight">
      <h2>{t("general")}</h2>
      <Facts rows={[[t("age"), ageText(person.age)], ...rows]} />
      {rows.every(([, value]) => !value) ? <p class="small muted">{t("nothing_yet")}</p> : null}
    </section>
  );
}

/** What happened: folded until somebody opens it. */
function Story({ person }: { person: Of<"CasePerson"> }) {
  const told = person.trafficking;
  if (!told) return null;
  const legs = (told.route_legs ?? []).map((leg) =>
    [leg.from, leg.to, leg.by, leg.date].filter(Boolean).join(" → "),
  );
  return (
    <section class="card pad stack tight">
      <h2>{t("happened")}</h2>
      <details>
        <summary>{t("open_sensitive")}</summary>
        <Facts
          rows={[
            ...STORY_MANY.map(([name, list]): [string, string] => [
              word("field", name),
              labels(list, told[name] ?? []),
            ]),
            ...STORY_ONE.map(([name, list]): [string, string] => [
              word("field", name),
              label(list, told[name]),
            ]),
            [t("from_to"), [told.from_place, told.to_place].filter(Boolean).join(" → ")],
            [t("dates"), [told.from_date, told.to_date].filter(Boolean).join(" – ")],
            [t("route_legs"), legs.join("; ")],
            [word("field", "who_decided"), told.who_decided],
          ]}
        />
        {told.account ? <p class="prose small">{told.account}</p> : null}
      </details>
    </section>
  );
}

function Guardians({ person, people }: Pick<Props, "person" | "people">) {
  const guardians = person.guardians ?? [];
  if (guardians.length === 0) return null;
  const nameOf = (id: string | null | undefined) => {
    const found = people.find((one) => one.id === id);
    return found ? common("person_n", { n: found.position }) : null;
  };
  return (
    <section class="card pad stack tight">
      <h2>{t("guardians")}</h2>
      <ul class="list small">
        {guardians.map((one, index) => (
          <li key={index}>
            <div class="row">
              <b>{nameOf(one.person_id) ?? "••••••"}</b>
              {one.adverse ? (
                <Tag tone="bad" icon="warn">
                  {t("adverse")}
                </Tag>
              ) : null}
            </div>
            <p class="muted">{[one.relation, one.adverse_reason].filter(Boolean).join(" · ")}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is known already, so that nobody asks again. */
export function PersonFacts({ person, people, may, onEdit }: Props) {
  return (
    <div class="columns">
      <div class="stack">
        {may.includes("save") ? (
          <div class="row between">
            <p class="small muted">{t("known_first")}</p>
            <Button icon="edit" onClick={onEdit}>
              {t("edit")}
            </Button>
          </div>
        ) : null}
        <General person={person} />
        <Story person={person} />
        {session("files_read") ? <Files subject={{ kind: "person", id: person.id }} /> : null}
      </div>
      <aside class="stack">
        <Identity person={person} reveal={may.includes("reveal_identity")} />
        <Guardians person={person} people={people} />
        <Masked fields={person.masked.filter((one) => !isIdentity(one))} />
      </aside>
    </div>
  );
}
