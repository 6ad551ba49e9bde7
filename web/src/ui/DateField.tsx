import { useState } from "preact/hooks";
import { common } from "../i18n/common";
import { dayText, momentText, monthText, parseDay, parseMoment, parseMonth } from "../lib/format";
import { TextField } from "./Field";

type Kind = "day" | "moment" | "month";

interface Props {
  label: string;
  /** YYYY-MM-DD, an instant, or YYYY-MM; "" for none. */
  value: string;
  onChange: (value: string) => void;
  kind?: Kind;
  name?: string;
  hint?: string;
  error?: string | undefined;
  class?: string;
  required?: boolean;
}

const SHOW: Record<Kind, (value: string) => string> = {
  day: dayText,
  moment: momentText,
  month: monthText,
};
const PARSE: Record<Kind, (text: string) => string | null> = {
  day: parseDay,
  moment: parseMoment,
  month: parseMonth,
};

/** A day, a moment or a month, typed as it is written here: 21/11/2026, 21/11/2026 08:30, 11/2026. */
export function DateField({ label, value, onChange, kind = "day", error, ...rest }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && typed.trim() !== "" && PARSE[kind](typed) === null;
  return (
    <div onFocusOut={() => setTyped((text) => (text !== null && PARSE[kind](text) ? null : text))}>
      <TextField
        {...rest}
        label={label}
        value={typed ?? (value ? SHOW[kind](value) : "")}
        placeholder={common(`${kind}_hint`)}
        inputMode="numeric"
        max={16}
        onInput={(text) => {
          setTyped(text);
          const parsed = PARSE[kind](text);
          if (parsed !== null) onChange(parsed);
          else if (text.trim() === "") onChange("");
        }}
        error={wrong ? "malformed_date" : error}
      />
    </div>
  );
}
