import { useEffect, useState } from "preact/hooks";
import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { label, placeName } from "../../lib/codes";
import { FormDialog, listOf, textOf } from "../../ui/FormDialog";
import { Button, Facts } from "../../ui/parts";
import { t, word } from "./words";

const SHOWN_MS = 5 * 60 * 1000;

/** What is behind the mask, in the order of a form. */
export const IDENTITY = [
  "full_name",
  "other_names",
  "birth",
  "phone",
  "id_kind",
  "id_number",
  "origin_province",
  "origin_address",
  "present_address",
  "guardians",
] as const;

export function isIdentity(field: string): boolean {
  return (IDENTITY as readonly string[]).includes(field);
}

type Values = Of<"PersonRevealed">;

export function birthText(birth: Of<"PersonBirth"> | null | undefined): string {
  if (!birth) return "";
  const { day, month, year } = birth;
  const date = [day, month, year].filter((one) => one !== null && one !== undefined).join("/");
  const age = [birth.age_from, birth.age_to].filter((one) => typeof one === "number").join("–");
  const about = birth.estimated ? ` (${t("estimated")})` : "";
  return [date ? `${date}${about}` : "", age ? t("about_age", { age }) : ""]
    .filter(Boolean)
    .join(", ");
}

function shown(values: Values, field: (typeof IDENTITY)[number]) {
  switch (field) {
    case "birth":
      return birthText(values.birth);
    case "other_names":
      return values.other_names?.join(", ");
    case "id_kind":
      return label("personal_id_kind", values.id_kind);
    case "origin_province":
      return placeName(values.origin_province);
    case "guardians":
      return values.guardians
        ?.map((one) => one.name)
        .filter(Boolean)
        .join(", ");
    default:
      return values[field];
  }
}

/** Names and numbers stay behind dots; a look needs a reason, lasts five minutes, is on record. */
export function Identity(props: { person: Of<"CasePerson">; reveal: boolean }) {
  const { person } = props;
  const [values, setValues] = useState<Values | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!values) return;
    const timer = setTimeout(() => setValues(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [values]);
  const hidden = IDENTITY.filter((one) => person.masked.includes(one));
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("identity")}</h2>
        {props.reveal ? (
          <Button small kind="quiet" icon="eye" onClick={() => setAsking(true)}>
            {t("reveal")}
          </Button>
        ) : null}
      </div>
      <Facts
        rows={hidden.map((one) => [
          word("field", one),
          values && shown(values, one) ? (
            <b key={one}>{shown(values, one)}</b>
          ) : (
            <span key={one} class="muted">
              •••••• <span class="hidden">{t("covered")}</span>
            </span>
          ),
        ])}
      />
      <p class="hint">{values ? t("hidden_again") : t("reveal_hint")}</p>
      {asking ? (
        <FormDialog
          title={t("reveal")}
          form={`reveal ${person.id}`}
          submit={t("reveal")}
          initial={{ fields: ["full_name"] }}
          fields={[
            {
              name: "fields",
              label: t("what"),
              kind: "many",
              options: hidden.map((value) => ({ value, label: word("field", value) })),
              required: true,
            },
            { name: "reason", label: common("reason"), max: 500, required: true },
          ]}
          send={(typed) =>
            post("/person-reveals", {
              person_id: person.id,
              fields: listOf(typed, "fields") as Of<"PersonField">[],
              reason: textOf(typed, "reason") ?? "",
            })
          }
          onDone={(answer) => setValues((answer as Of<"PersonReveal">).values)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}
