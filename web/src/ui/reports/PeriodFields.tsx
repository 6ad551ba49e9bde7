import { common } from "../../i18n/common";
import { dayOf } from "../../lib/format";
import { DateField } from "../DateField";
import { SelectField } from "../Field";
import { NAMES, nameOf, type Period, type PeriodName, periodOf } from "./periods";
import { reportWord } from "./words";

interface Props {
  period: Period;
  onChange: (period: Period) => void;
  /** Codes of the server. */
  errors?: Partial<Record<keyof Period, string | undefined>>;
}

/** A period by its name, or by its days. */
export function PeriodFields({ period, onChange, errors }: Props) {
  const today = dayOf(Date.now());
  return (
    <>
      <SelectField
        label={reportWord("period")}
        value={nameOf(period, today) ?? ""}
        empty={reportWord("own_days")}
        options={NAMES.map((name) => ({ value: name, label: reportWord(name) }))}
        onChange={(name) => {
          if (name) onChange(periodOf(name as PeriodName, today));
        }}
      />
      {(["from", "to"] as const).map((name) => (
        <DateField
          key={name}
          name={name}
          label={common(`${name}_day`)}
          value={period[name]}
          onChange={(day) => onChange({ ...period, [name]: day })}
          error={errors?.[name]}
        />
      ))}
    </>
  );
}
