import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { common } from "../i18n/common";
import { search } from "../lib/fold";
import { Field, type Option } from "./Field";
import { Icon } from "./Icon";

const SHOWN = 60;

interface ListProps {
  label: string;
  options: readonly Option[];
  text: string;
  onText: (text: string) => void;
  onPick: (option: Option) => void;
  onLeave: () => void;
  onBackspace?: () => void;
  hint?: string | undefined;
  error?: string | undefined;
  name?: string | undefined;
  /** What stands between the label and the box. */
  children?: ComponentChildren;
}

/** The text box with its list: typing filters with and without marks, Enter takes the first. */
function ComboList(props: ListProps) {
  const { label, options, text, onText, onPick, onLeave, hint, error } = props;
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = open ? search(options, text, (option) => option.label).slice(0, SHOWN) : [];
  const active = found[Math.min(at, found.length - 1)];
  function take(option: Option | undefined) {
    if (option) onPick(option);
    setOpen(false);
    setAt(0);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) setOpen(true);
      else {
        const move = event.key === "ArrowDown" ? 1 : -1;
        setAt((at + move + found.length) % Math.max(found.length, 1));
      }
    } else if (event.key === "Enter" && open && active) {
      event.preventDefault();
      event.stopPropagation();
      take(active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === "Backspace" && text === "") {
      props.onBackspace?.();
    }
  }
  return (
    <Field label={label} hint={hint} error={error}>
      {({ id, invalid, describedBy }) => (
        <div class="combo">
          {props.children}
          <input
            id={id}
            class="input"
            name={props.name}
            role="combobox"
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={open && active ? `${listId}-${active.value}` : undefined}
            aria-invalid={invalid}
            aria-describedby={describedBy}
            autocomplete="off"
            value={text}
            onInput={(event) => {
              onText(event.currentTarget.value);
              setAt(0);
              setOpen(true);
            }}
            onClick={() => setOpen(true)}
            onKeyDown={onKeyDown}
            onBlur={() => {
              if (open && text.trim() !== "" && active && found.length > 0) take(active);
              setOpen(false);
              onLeave();
            }}
          />
          <div class="options" id={listId} role="listbox" aria-label={label} hidden={!open}>
            {found.map((option) => (
              <div
                key={option.value}
                id={`${listId}-${option.value}`}
                role="option"
                tabIndex={-1}
                aria-selected={option === active}
                onMouseDown={(event) => {
                  event.preventDefault();
                  take(option);
                }}
              >
                {option.label}
                {option === active ? <kbd>Enter</kbd> : null}
              </div>
            ))}
            {open && found.length === 0 ? <p class="none">{common("nothing_found")}</p> : null}
          </div>
        </div>
      )}
    </Field>
  );
}

interface OneProps {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  hint?: string;
  error?: string | undefined;
  name?: string;
}

/** One out of a long list. */
export function Combobox({ label, value, options, onChange, hint, error, name }: OneProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const chosen = options.find((option) => option.value === value)?.label ?? "";
  return (
    <ComboList
      label={label}
      options={options}
      text={typed ?? chosen}
      hint={hint}
      error={error}
      name={name}
      onText={(text) => {
        setTyped(text);
        if (text === "") onChange("");
      }}
      onPick={(option) => {
        setTyped(null);
        onChange(option.value);
      }}
      onLeave={() => setTyped(null)}
    />
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

/** Several out of a long list; each shows as a chip that can be taken away. */
export function MultiCombobox({ label, values, options, onChange, hint, error, name }: ManyProps) {
  const [typed, setTyped] = useState("");
  const frame = useRef<HTMLDivElement>(null);
  const labelOf = (value: string) =>
    options.find((option) => option.value === value)?.label ?? value;
  return (
    <div ref={frame} class="field">
      <ComboList
        label={label}
        options={options.filter((option) => !values.includes(option.value))}
        text={typed}
        hint={hint}
        error={error}
        name={name}
        onText={setTyped}
        onPick={(option) => {
          setTyped("");
          onChange([...values, option.value]);
        }}
        onLeave={() => setTyped("")}
        onBackspace={() => onChange(values.slice(0, -1))}
      >
        <div class="picked">
          {values.map((value) => (
            <span class="chip" key={value}>
              {labelOf(value)}
              <button
                type="button"
                aria-label={common("remove_named", { name: labelOf(value) })}
                onClick={() => {
                  onChange(values.filter((one) => one !== value));
                  frame.current?.querySelector("input")?.focus();
                }}
              >
                <Icon name="close" small />
              </button>
            </span>
          ))}
        </div>
      </ComboList>
    </div>
  );
}
