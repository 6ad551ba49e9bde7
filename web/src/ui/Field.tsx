import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { fieldError } from "../api/problems";
import { common } from "../i18n/common";

export interface Described {
  id: string;
  invalid: boolean;
  describedBy: string | undefined;
}

interface Props {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  class?: string;
  required?: boolean;
  keys?: string | undefined;
  children: (field: Described) => ComponentChildren;
}

type Text = string | undefined;

/** The ids of what `FieldNotes` says of a control. */
export function describedBy(id: string, hint: Text, error: Text): string | undefined {
  const parts = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return parts.join(" ") || undefined;
}

/** The hint and the error below a control. */
export function FieldNotes({ id, hint, error }: { id: string; hint?: Text; error?: Text }) {
  return (
    <>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p class="fielderror" id={`${id}-error`}>
          {fieldError(error)}
        </p>
      ) : null}
    </>
  );
}

/** A labelled control with its hint and its error. `error` is a code of the server. */
export function Field({ label, hint, error, class: more, required, keys, children }: Props) {
  const id = useId();
  return (
    <div class={more ? `field ${more}` : "field"}>
      <label class="label" for={id}>
        {keys ? <kbd>{keys}</kbd> : null} {label}
        {required ? <span class="hidden">, {common("required")}</span> : null}
      </label>
      {children({ id, invalid: Boolean(error), describedBy: describedBy(id, hint, error) })}
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}

interface TextProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  name?: string;
  type?: "text" | "password" | "tel";
  rows?: number;
  max?: number;
  hint?: string | undefined;
  error?: string | undefined;
  class?: string;
  autocomplete?: string;
  inputMode?: "numeric" | "tel" | "text";
  required?: boolean;
  disabled?: boolean;
  autofocus?: boolean;
  placeholder?: string;
  /** The key that leads here, shown beside the label. */
  keys?: string;
}

/** One line of text, or several with `rows`. */
export function TextField(props: TextProps) {
  const { label, value, onInput, rows, max, hint, error, required } = props;
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      required={required ?? false}
      class={props.class ?? ""}
      keys={props.keys}
    >
      {({ id, invalid, describedBy }) => {
        const shared = {
          id,
          class: "input",
          value,
          maxLength: max,
          name: props.name,
          placeholder: props.placeholder,
          "aria-invalid": invalid,
          "aria-describedby": describedBy,
          "aria-required": required,
          disabled: props.disabled,
          autoComplete: props.autocomplete ?? "off",
          "data-autofocus": props.autofocus ? "" : undefined,
          onInput: (event: Event) =>
            onInput((event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value),
        };
        return rows ? (
          <textarea {...shared} rows={rows} />
        ) : (
          <input {...shared} type={(props.type ?? "text") as "text"} inputMode={props.inputMode} />
        );
      }}
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
}

interface SelectProps {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  empty?: string;
  hint?: string;
  error?: string | undefined;
  class?: string;
  name?: string;
  required?: boolean;
}

/** A short list to choose from. `empty` is the label of no choice. */
export function SelectField(props: SelectProps) {
  const { label, value, options, onChange, empty, hint, error } = props;
  return (
    <Field label={label} hint={hint} error={error} class={props.class ?? ""}>
      {({ id, invalid, describedBy }) => (
        <select
          id={id}
          class="input"
          name={props.name}
          value={value}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {empty !== undefined ? <option value="">{empty}</option> : null}
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  class?: string;
}

export function CheckField({ label, checked, onChange, class: more }: CheckProps) {
  return (
    <label class={more ? `check ${more}` : "check"}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}
