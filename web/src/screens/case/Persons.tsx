import { common } from "../../i18n/common";
import { label } from "../../lib/codes";
import { ageText, IdentificationTag } from "../../ui/caseTags";
import { Button, Facts, Tag } from "../../ui/parts";
import type { PartProps } from "./Case";
import { t } from "./words";

/** The people of the case by number, never by name; what is known in brief. */
export function Persons({ record, open }: PartProps) {
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("persons")}</h2>
        {record.next_actions.includes("add_person") ? (
          <Button small kind="quiet" icon="plus" onClick={() => open("add_person")}>
            {t("add_person")}
          </Button>
        ) : null}
      </div>
      <ul class="list">
        {record.persons.map((person) => {
          const path = `/cases/${record.id}/persons/${person.id}`;
          return (
            <li key={person.id} class="stack tight">
              <div class="row">
                <a class="strong" href={path}>
                  {common("person_n", { n: person.position })}
                </a>
                <IdentificationTag state={person.identification} />
                {person.age.treated_as_child ? <Tag tone="wait">{t("child")}</Tag> : null}
              </div>
              <Facts
                rows={[
                  [t("kind"), label("person_kind", person.kind)],
                  [
                    t("age_sex"),
                    [ageText(person.age), label("sex", person.facts.sex)]
                      .filter(Boolean)
                      .join(", "),
                  ],
                  [t("name"), person.masked.includes("full_name") ? "•••••• •••• ••••" : ""],
                ]}
              />
              <p class="row small">
                <a href={`${path}?part=risk`}>{t("to_risk")}</a>
                <a href={`${path}?part=consents`}>{t("to_consents")}</a>
                <a href={`${path}?part=identification`}>{t("to_identification")}</a>
              </p>
            </li>
          );
        })}
      </ul>
      <p class="hint">{t("masked_hint")}</p>
    </section>
  );
}
