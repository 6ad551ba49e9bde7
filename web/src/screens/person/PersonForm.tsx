import { put } from "../../api/client";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { label, options, places } from "../../lib/codes";
import { useForm } from "../../lib/form";
import { CheckField, type Option, SelectField, TextField } from "../../ui/Field";
import {
  type FieldSpec,
  FormFields,
  linesOf,
  listOf,
  numberOf,
  textOf,
  type Values,
} from "../../ui/FormDialog";
import { Button, Note, ProblemNote } from "../../ui/parts";
import { MANY, ONE, STORY_MANY, STORY_ONE } from "./lists";
import { t, word } from "./words";

type Person = Of<"CasePerson">;
type Guardian = Of<"PersonGuardian">;

interface Typed {
  values: Values;
  /** Null: left as they are, with their covered names. */
  guardians: readonly Guardian[] | null;
}

/** Not known, not wanting to answer and not asked are answers of every list. */
function answers(list: string): Option[] {
  const known = options(list);
  const empty = ["unknown", "refused", "not_asked"]
    .filter((code) => !known.some((one) => one.value === code))
    .map((value) => ({ value, label: label("empty_answer", value) }));
  return [...known, ...empty];
}

const IDENTITY_TEXTS = ["full_name", "phone", "id_number", "origin_address", "present_address"];
const BIRTH = ["year", "month", "day", "age_from", "age_to"] as const;

function identityFields(person: Person): FieldSpec[] {
  const kept = (name: string) => (person.masked.includes(name) ? { hint: t("kept") } : {});
  const text = (name: string, wide = false): FieldSpec => ({
    name,
    label: word("field", name),
    max: 500,
    wide,
    ...kept(name),
  });
  const ids = options("personal_id_kind");
  return [
    text("full_name"),
    { ...text("other_names"), kind: "area", hint: t("one_a_line") },
    { name: "day", label: t("birth_day"), kind: "number", max: 2, wide: false },
    { name: "month", label: t("birth_month"), kind: "number", max: 2, wide: false },
    { name: "year", label: t("birth_year"), kind: "number", max: 4, wide: false },
    { name: "estimated", label: t("estimated_date"), kind: "check", wide: false },
    { name: "age_from", label: t("age_from"), kind: "number", max: 3, wide: false },
    { name: "age_to", label: t("age_to"), kind: "number", max: 3, wide: false },
    text("phone"),
    { name: "id_kind", label: word("field", "id_kind"), kind: "select", options: ids, wide: false },
    text("id_number"),
    {
      name: "origin_province",
      label: word("field", "origin_province"),
      kind: "combo",
      options: places(),
      wide: false,
    },
    text("origin_address"),
    text("present_address"),
  ];
}

function factFields(): FieldSpec[] {
  const wheres = options("whereabouts");
  return [
    ...ONE.map(
      ([name, list]): FieldSpec => ({
        name,
        label: word("field", name),
        kind: options(list).length > 12 ? "combo" : "select",
        options: answers(list),
        wide: false,
      }),
    ),
    { name: "where", label: word("field", "where"), kind: "select", options: wheres, wide: false },
    ...MANY.map(
      ([name, list]): FieldSpec => ({
        name,
        label: word("field", name),
        kind: "many",
        options: answers(list),
      }),
    ),
  ];
}

function storyFields(): FieldSpec[] {
  const date = (name: string): FieldSpec => ({
    name,
    label: t(name as "from_date"),
    max: 10,
    hint: t("partial_hint"),
    wide: false,
  });
  return [
    ...STORY_ONE.map(
      ([name, list]): FieldSpec => ({
        name,
        label: word("field", name),
        kind: "select",
        options: answers(list),
        wide: false,
      }),
    ),
    ...STORY_MANY.map(
      ([name, list]): FieldSpec => ({
        name,
        label: word("field", name),
        kind: "many",
        options: answers(list),
      }),
    ),
    { name: "from_place", label: t("from_place"), max: 200, wide: false },
    { name: "to_place", label: t("to_place"), max: 200, wide: false },
    date("from_date"),
    date("to_date"),
    { name: "who_decided", label: word("field", "who_decided"), max: 500 },
    { name: "account", label: t("account"), kind: "area", max: 20000, hint: t("account_hint") },
  ];
}

function start(person: Person): Typed {
  const { facts } = person;
  const told = person.trafficking ?? {};
  const known = { ...facts, ...told } as Record<string, unknown>;
  const values: Values = {};
  for (const [name] of [...ONE, ...STORY_ONE]) values[name] = String(known[name] ?? "");
  for (const [name] of [...MANY, ...STORY_MANY]) values[name] = (known[name] as string[]) ?? [];
  for (const name of [...IDENTITY_TEXTS, "id_kind", "origin_province", "where"]) {
    values[name] = String(known[name] ?? "");
  }
  for (const name of ["from_place", "to_place", "from_date", "to_date", "who_decided", "account"]) {
    values[name] = String(known[name] ?? "");
  }
  for (const name of BIRTH) values[name] = "";
  values.estimated = false;
  values.other_names = "";
  return { values, guardians: null };
}

/** Only what was touched is sent: what is covered stays as it is. */
function bodyOf(person: Person, now: Typed) {
  const before = start(person);
  const touched = (name: string) =>
    JSON.stringify(before.values[name] ?? "") !== JSON.stringify(now.values[name] ?? "");
  const group = (texts: readonly string[], lists: readonly string[]) =>
    Object.fromEntries([
      ...texts.filter(touched).map((name) => [name, textOf(now.values, name)]),
      ...lists.filter(touched).map((name) => [name, listOf(now.values, name)]),
    ]) as Record<string, unknown>;
  const first = (pairs: readonly (readonly [string, string])[]) => pairs.map(([name]) => name);
  const identity = group([...IDENTITY_TEXTS, "id_kind", "origin_province"], []);
  if (touched("other_names")) identity.other_names = linesOf(now.values, "other_names");
  if ([...BIRTH, "estimated"].some(touched)) {
    identity.birth = {
      ...Object.fromEntries(BIRTH.map((name) => [name, numberOf(now.values, name)])),
      estimated: now.values.estimated === true,
    };
  }
  const told = ["from_place", "to_place", "from_date", "to_date", "who_decided", "account"];
  const all = {
    identity,
    facts: group([...first(ONE), "where"], first(MANY)),
    trafficking: group([...first(STORY_ONE), ...told], first(STORY_MANY)),
  };
  const changed = Object.entries(all).filter(([, part]) => Object.keys(part).length > 0);
  const guardians = now.guardians ? { guardians: [...now.guardians] } : {};
  return { version: person.version, ...Object.fromEntries(changed), ...guardians };
}

function GuardianRows(props: {
  rows: readonly Guardian[];
  people: readonly Option[];
  onChange: (rows: Guardian[]) => void;
}) {
  const { rows, people, onChange } = props;
  const put = (at: number, change: Partial<Guardian>) =>
    onChange(rows.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <div class="stack">
      {rows.map((one, index) => (
        <div class="grid2" key={index}>
          <SelectField
            label={t("guardian_person")}
            value={one.person_id ?? ""}
            empty={t("somebody_else")}
            options={people}
            onChange={(value) => put(index, { person_id: value || null })}
          />
          {one.person_id ? null : (
            <TextField
              label={t("guardian_name")}
              value={one.name ?? ""}
              max={200}
              onInput={(name) => put(index, { name })}
            />
          )}
          <TextField
            label={t("relation")}
            value={one.relation ?? ""}
            max={200}
            onInput={(relation) => put(index, { relation })}
          />
          <CheckField
            label={t("adverse_check")}
            checked={one.adverse ?? false}
            onChange={(adverse) => put(index, { adverse })}
          />
          {one.adverse ? (
            <TextField
              class="wide"
              label={t("adverse_reason")}
              value={one.adverse_reason ?? ""}
              max={1000}
              required
              onInput={(adverse_reason) => put(index, { adverse_reason })}
            />
          ) : null}
          <div class="wide">
            <Button
              small
              kind="quiet"
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            >
              {t("remove_guardian")}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          small
          icon="plus"
          onClick={() => onChange([...rows, { relation: "", adverse: false }])}
        >
          {t("add_guardian")}
        </Button>
      </div>
    </div>
  );
}

interface Props {
  person: Person;
  people: readonly Person[];
  marks: readonly Of<"CaseMark">[];
  onDone: (saved: Person) => void;
  onClose: () => void;
}

/** Everything about a person, each part folded, each question free to be left. */
export function PersonForm({ person, people, marks, onDone, onClose }: Props) {
  const form = useForm<Typed>(`person ${person.id} ${person.version}`, start(person));
  const action = useAction();
  const { values, guardians } = form.values;
  const set = (name: string, value: string | boolean | string[]) =>
    form.set("values", { ...form.values.values, [name]: value });
  async function submit(event: Event) {
    event.preventDefault();
    if (action.busy) return;
    const ids = { id: person.id };
    const body = bodyOf(person, form.values);
    const saved = await action.run(`person ${person.id}`, body, (key) =>
      put("/persons/{id}", body, { ids, key }),
    );
    if (!saved) return;
    form.done();
    onDone(saved);
  }
  const others = people
    .filter((one) => one.id !== person.id)
    .map((one) => ({ value: one.id, label: common("person_n", { n: one.position }) }));
  const shared = { values, set, error: action.error };
  return (
    <form class="card pad stack" onSubmit={submit}>
      <p class="small muted">{t("form_hint")}</p>
      <details open>
        <summary>{t("general")}</summary>
        <FormFields fields={factFields()} {...shared} />
      </details>
      {marks.includes("identity") ? (
        <>
          <details>
            <summary>{t("identity")}</summary>
            <FormFields fields={identityFields(person)} {...shared} />
          </details>
          <details>
            <summary>{t("guardians")}</summary>
            {guardians === null ? (
              <div class="row">
                <Note>{t("guardians_kept", { n: person.guardians?.length ?? 0 })}</Note>
                <Button small onClick={() => form.set("guardians", [])}>
                  {t("guardians_anew")}
                </Button>
              </div>
            ) : (
              <GuardianRows
                rows={guardians}
                people={others}
                onChange={(rows) => form.set("guardians", rows)}
              />
            )}
          </details>
        </>
      ) : null}
      {marks.includes("narrative") ? (
        <details>
          <summary>{t("happened")}</summary>
          <Note>{t("story_hint")}</Note>
          <FormFields fields={storyFields()} {...shared} />
        </details>
      ) : null}
      <ProblemNote error={action.error} />
      <div class="dialogfoot">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button kind="main" submit busy={action.busy}>
          {common("save")}
        </Button>
      </div>
    </form>
  );
}
