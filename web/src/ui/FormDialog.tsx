// A layer with a few fields and one act. What is typed stays until the act is done.
import type { ComponentChildren } from "preact";
import { errorOf } from "../api/problems";
import { common } from "../i18n/common";
import { type Action, useAction } from "../lib/action";
import { options } from "../lib/codes";
import { useForm } from "../lib/form";
import { Choice, ChoiceMany } from "./Choice";
import { Combobox, MultiCombobox } from "./Combobox";
import { DateField } from "./DateField";
import { Dialog } from "./Dialog";
import { CheckField, type Option, SelectField, TextField } from "./Field";
import { Button, ProblemNote } from "./parts";

export type Values = Record<string, string | boolean | string[]>;

export interface FieldSpec {
  name: string;
  label: string;
  kind?:
    | "text"
    | "area"
    | "select"
    | "choice"
    | "combo"
    | "many"
    | "several"
    | "date"
    | "moment"
    | "check"
    | "number"
    | "password";
  options?: readonly Option[];
  hint?: string;
  max?: number;
  required?: boolean;
  /** Shown only when this holds. */
  when?: (values: Values) => boolean;
  wide?: boolean;
}

interface FieldsProps {
  fields: readonly FieldSpec[];
  values: Values;
  set: (name: string, value: string | boolean | string[]) => void;
  error?: unknown;
}

function OneField({ spec, values, set, error }: Omit<FieldsProps, "fields"> & { spec: FieldSpec }) {
  const value = values[spec.name];
  const text = typeof value === "string" ? value : "";
  const shared = {
    label: spec.label,
    name: spec.name,
    error: errorOf(error, spec.name),
    ...(spec.hint ? { hint: spec.hint } : {}),
  };
  const onText = (now: string) => set(spec.name, now);
  switch (spec.kind) {
    case "check":
      return (
        <CheckField
          label={spec.label}
          checked={value === true}
          onChange={(now) => set(spec.name, now)}
        />
      );
    case "select":
      return (
        <SelectField
          {...shared}
          value={text}
          options={spec.options ?? []}
          empty="–"
          onChange={onText}
        />
      );
    case "choice":
      return (
        <Choice {...shared} value={text} options={spec.options ?? []} onChange={onText} clearable />
      );
    case "combo":
      return <Combobox {...shared} value={text} options={spec.options ?? []} onChange={onText} />;
    case "many":
      return (
        <MultiCombobox
          {...shared}
          values={Array.isArray(value) ? value : []}
          options={spec.options ?? []}
          onChange={(now) => set(spec.name, now)}
        />
      );
    case "several":
      return (
        <ChoiceMany
          {...shared}
          values={Array.isArray(value) ? value : []}
          options={spec.options ?? []}
          onChange={(now) => set(spec.name, now)}
        />
      );
    case "date":
    case "moment":
      return (
        <DateField
          {...shared}
          kind={spec.kind === "date" ? "day" : "moment"}
          value={text}
          onChange={onText}
          required={spec.required ?? false}
        />
      );
    default:
      return (
        <TextField
          {...shared}
          value={text}
          onInput={onText}
          max={spec.max ?? 2000}
          required={spec.required ?? false}
          {...(spec.kind === "area" ? { rows: 4 } : {})}
          {...(spec.kind === "number" ? { inputMode: "numeric" as const } : {})}
          type={spec.kind === "password" ? "password" : "text"}
        />
      );
  }
}

/** A note in a field of its own. */
export function noteField(): FieldSpec {
  return { name: "note", label: common("note"), kind: "area" };
}

/** Why it is done: needed unless said otherwise. */
export function reasonField(max = 1000, required = true): FieldSpec {
  return { name: "reason", label: common("reason"), kind: "area", max, required };
}

/** One of a code list; needed. */
export function pickField(name: string, label: string, list: string): FieldSpec {
  return { name, label, kind: "select", options: options(list), required: true };
}

/** The fields of a form, two in a row where they are marked narrow. */
export function FormFields({ fields, values, set, error }: FieldsProps) {
  const shown = fields.filter((spec) => spec.when?.(values) ?? true);
  return (
    <div class="grid2">
      {shown.map((spec) => (
        <div key={spec.name} class={spec.wide === false ? "" : "wide"}>
          <OneField spec={spec} values={values} set={set} error={error} />
        </div>
      ))}
    </div>
  );
}

/** Whether every required field that shows has a value. */
export function complete(fields: readonly FieldSpec[], values: Values): boolean {
  return fields
    .filter((spec) => spec.required && (spec.when?.(values) ?? true))
    .every((spec) => {
      const value = values[spec.name];
      return Array.isArray(value) ? value.length > 0 : Boolean(value);
    });
}

interface Props {
  title: string;
  /** Tells this form from others: what it does, to which record. */
  form: string;
  fields: readonly FieldSpec[];
  initial?: Values;
  submit: string;
  danger?: boolean;
  send: (values: Values, key: string) => Promise<unknown>;
  onDone: (answer: unknown) => void;
  onClose: () => void;
  children?: ComponentChildren;
}

/** Sends under the key of exactly what is in the form. */
export async function submitForm(
  action: Action,
  name: string,
  values: Values,
  send: Props["send"],
): Promise<{ answer: unknown } | undefined> {
  return action.run(name, values, async (key) => ({ answer: await send(values, key) }));
}

export function FormDialog(props: Props) {
  const { title, fields, onClose } = props;
  const { values, set, done } = useForm<Values>(props.form, props.initial ?? {});
  const action = useAction();
  const ready = complete(fields, values);
  async function submit(event: Event) {
    event.preventDefault();
    if (action.busy || !ready) return;
    const result = await submitForm(action, props.form, values, props.send);
    if (!result) return;
    done();
    props.onDone(result.answer);
    onClose();
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        {props.children}
        <ProblemNote error={action.error} />
        <FormFields fields={fields} values={values} set={set} error={action.error} />
        <div class="dialogfoot">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button kind={props.danger ? "danger" : "main"} submit busy={action.busy || !ready}>
            {props.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A text of the form, or null where it is empty. */
export function textOf(values: Values, name: string): string | null {
  const value = values[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** A required text of the form: there is one, or the form would not have been sent. */
export function mustOf(values: Values, name: string): string {
  return textOf(values, name) ?? "";
}

export function listOf(values: Values, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value : [];
}

export function numberOf(values: Values, name: string): number | null {
  const text = textOf(values, name);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}

/** A text with one thing a line, as a list without empty lines. */
export function linesOf(values: Values, name: string): string[] {
  const lines = mustOf(values, name)
    .split("\n")
    .map((line) => line.trim());
  return lines.filter((line) => line !== "");
}
