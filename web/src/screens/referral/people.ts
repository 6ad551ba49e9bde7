// The people of a case as choices: by number, kind and age, never by name.
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { label } from "../../lib/codes";
import { ageText } from "../../ui/caseTags";
import type { Option } from "../../ui/Field";
import { type FieldSpec, listOf, mustOf, type Values } from "../../ui/FormDialog";
import { t } from "./words";

export type People = Of<"Case">["persons"];
type Kind = Of<"PersonKind">;

/** Those a referral is for; the server refuses whom it must. */
const SUPPORTED: readonly Kind[] = ["victim", "suspected_victim", "accompanying_minor", "relative"];
const COMPANY: readonly Kind[] = [...SUPPORTED, "helper"];

function choices(people: People, kinds: readonly Kind[]): Option[] {
  return people
    .filter((one) => kinds.includes(one.kind))
    .map((one) => ({
      value: one.id,
      label: [
        common("person_n", { n: one.position }),
        label("person_kind", one.kind),
        label("sex", one.facts.sex),
        ageText(one.age),
      ]
        .filter(Boolean)
        .join(" · "),
    }));
}

/** Who could be referred. */
export function subjects(people: People): Option[] {
  return choices(people, SUPPORTED);
}

/** Who goes with the person: the others of the case; no question where there is nobody. */
export function companyField(people: People, person: string): FieldSpec[] {
  const others = choices(people, COMPANY).filter((one) => one.value !== person);
  if (others.length === 0) return [];
  return [
    {
      name: "accompanying_person_ids",
      label: t("card_accompanying"),
      hint: t("accompanying_hint"),
      kind: "several",
      options: others,
    },
  ];
}

/** Who goes with the person, without the person. */
export function companyOf(values: Values, person: string): string[] {
  return listOf(values, "accompanying_person_ids").filter((id) => id !== person);
}

/** The one question before all others: who is referred. */
export function personField(people: People): FieldSpec {
  return {
    name: "person_id",
    label: t("whom"),
    kind: "choice",
    options: subjects(people),
    required: true,
  };
}

/** The person chosen, or "". */
export function personOf(values: Values): string {
  return mustOf(values, "person_id");
}
