import { dayText } from "../../lib/format";
import { Tag, type Tone } from "../../ui/parts";
import { type Dated, type DatedState, lastDay, stateOn } from "./dated";
import { t } from "./words";

const TONES: Record<DatedState, Tone> = { in_force: "ok", to_come: "warn", past: "", replaced: "" };

interface Props<T> {
  rows: readonly T[];
  row: T;
  day: string;
}

/** From when to when a row holds, and what it is on the day that is looked at. */
export function DatedDays<T extends Dated>({ rows, row, day }: Props<T>) {
  const state = stateOn(rows, row, day);
  const from = dayText(row.valid_from);
  const last = lastDay(rows, row);
  return (
    <>
      {last ? t("from_to", { a: from, b: dayText(last) }) : t("from_on", { a: from })}
      <div>
        <Tag tone={TONES[state]}>{t(state)}</Tag>
      </div>
    </>
  );
}
