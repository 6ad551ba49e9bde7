import { useId } from "preact/hooks";
import { describedBy, FieldNotes, type Option } from "./Field";

interface Props {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  /** Digits 1…9 choose while the group has the focus. */
  digits?: boolean;
  /** Called instead of onChange for a choice by digit. */
  onDigit?: (value: string) => void;
  /** More keys of the group; called first. */
  onKey?: (event: KeyboardEvent) => void;
  /** Choosing the chosen one again takes it back. */
  clearable?: boolean;
  error?: string | undefined;
  name?: string;
  hideLabel?: boolean;
}

/** A row of choices of which one holds. Arrows move, digits choose. */
export function Choice(props: Props) {
  const { label, value, options, onChange, digits, clearable, error } = props;
  const id = useId();
  function byDigit(event: KeyboardEvent) {
    props.onKey?.(event);
    if (!digits || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const option = options[Number(event.key) - 1];
    if (!option || !/^[1-9]$/.test(event.key)) return;
    event.preventDefault();
    (props.onDigit ?? onChange)(option.value);
  }
  return (
    <div
      class="field"
      role="radiogroup"
      aria-labelledby={id}
      aria-describedby={describedBy(id, undefined, error)}
      data-group={props.name}
      onKeyDown={byDigit}
    >
      <span class={props.hideLabel ? "hidden" : "label"} id={id}>
        {label}
      </span>
      <div class="choice">
        {options.map((option, index) => (
          <label key={option.value} class={option.value === value ? "on" : ""}>
            <input
              type="radio"
              name={`${id}-radio`}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              onClick={() => {
                if (clearable && option.value === value) onChange("");
              }}
            />
            {digits && index < 9 ? (
              <span class="digit" aria-hidden="true">
                {index + 1}
              </span>
            ) : null}
            {option.label}
          </label>
        ))}
      </div>
      <FieldNotes id={id} error={error} />
    </div>
  );
}

interface ManyProps {
  label: string;
  values: readonly string[];
  options: readonly Option[];
  onChange: (values: string[]) => void;
  hint?: string;
  error?: string | undefined;
  name?: string;
}

/** A row of choices of which several may hold. */
export function ChoiceMany({ label, values, options, onChange, hint, error, name }: ManyProps) {
  const id = useId();
  function toggle(value: string) {
    onChange(values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
  }
  return (
    <fieldset
      class="field"
      aria-labelledby={id}
      aria-describedby={describedBy(id, hint, error)}
      data-group={name}
    >
      <span class="label" id={id}>
        {label}
      </span>
      <div class="choice">
        {options.map((option) => (
          <label key={option.value} class={values.includes(option.value) ? "on" : ""}>
            <input
              type="checkbox"
              checked={values.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      <FieldNotes id={id} hint={hint} error={error} />
    </fieldset>
  );
}
