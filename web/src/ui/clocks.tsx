import type { Duty } from "../api/types";
import { common, stateWord } from "../i18n/common";
import { label } from "../lib/codes";
import { dayEndingAt, isDayEnd, momentOf } from "../lib/format";
import { Icon } from "./Icon";

const WORKING_DAY_MINUTES = 1440;
const DAY_MINUTES = 1440;
const SOON_MINUTES = 240;

/** A span in words, in working days where the clock counts working time. */
export function spanText(minutes: number, calendar: Duty["calendar"]): string {
  const span = Math.abs(minutes);
  const day = calendar === "working" ? WORKING_DAY_MINUTES : DAY_MINUTES;
  if (span >= day) {
    const n = Math.floor(span / day);
    return calendar === "working" ? common("working_days", { n }) : common("days", { n });
  }
  if (span < 60) return common("minutes", { n: span });
  const h = Math.floor(span / 60);
  const m = span % 60;
  return m === 0 ? common("hours", { h }) : common("hours_minutes", { h, m });
}

export function toneOf(duty: Duty): "bad" | "warn" | "muted" | "" {
  if (duty.state !== "open") return "muted";
  if (duty.overdue) return "bad";
  if (duty.at_once) return "warn";
  const left = duty.remaining_minutes;
  return left !== null && left < SOON_MINUTES ? "warn" : "";
}

function clockWords(duty: Duty): string {
  if (duty.state !== "open") return stateWord("duty", duty.state);
  if (duty.remaining_minutes === null) return common("clock_at_once");
  const t = spanText(duty.remaining_minutes, duty.calendar);
  return duty.overdue ? common("clock_late", { t }) : common("clock_left", { t });
}

/** When something is due: the end of a day, or a moment. */
export function dueText(instant: string): string {
  return isDayEnd(instant) ? common("day_end", { t: dayEndingAt(instant) }) : momentOf(instant);
}

/** The clock of a duty in words. */
export function DutyClock({ duty }: { duty: Duty }) {
  const due = duty.due_at ?? duty.target_at;
  return (
    <span class={`clock ${toneOf(duty)}`} title={due ? dueText(due) : undefined}>
      <Icon name={duty.state === "open" ? "clock" : "tick"} small />
      {clockWords(duty)}
    </span>
  );
}

/** How much of the time is gone, as a bar; full and red when late. */
export function DutyBar({ duty }: { duty: Duty }) {
  const due = duty.due_at ?? duty.target_at;
  if (!due || duty.state !== "open") return null;
  const start = new Date(duty.started_at).getTime();
  const whole = Math.max(1, new Date(due).getTime() - start);
  const gone = Math.min(1, Math.max(0.04, (Date.now() - start) / whole));
  const tone = toneOf(duty);
  return (
    <progress
      class={tone}
      max={100}
      value={Math.round((duty.overdue ? 1 : gone) * 100)}
      aria-label={`${label("duty_kind", duty.kind)}: ${clockWords(duty)}`}
    />
  );
}

/** The nearest clock of a record in a list. */
export function DueText({ dueAt, overdue }: { dueAt: string | null; overdue: boolean }) {
  if (!dueAt) return null;
  return (
    <span class={overdue ? "clock bad" : "clock"}>
      <Icon name="clock" small />
      {common("due_at", { t: dueText(dueAt) })}
    </span>
  );
}

/** Every clock on a record, the same for all who see it. Nothing where there is none. */
export function DutyList({ duties, label: name }: { duties: readonly Duty[]; label: string }) {
  if (duties.length === 0) return null;
  return (
    <ul class="clocks" aria-label={name}>
      {duties.map((duty) => (
        <li key={duty.id} class={`card pad ${toneOf(duty)}`}>
          <p class="tiny muted">{duty.owner.unit_name ?? duty.owner.organisation_name}</p>
          <p class="small strong">{label("duty_kind", duty.kind)}</p>
          <DutyClock duty={duty} />
          <DutyBar duty={duty} />
          <p class="tiny muted">
            {duty.due_at ? `${common("due_at", { t: dueText(duty.due_at) })} · ` : ""}
            {common(duty.calendar === "working" ? "clock_working" : "clock_wall")}
          </p>
        </li>
      ))}
    </ul>
  );
}
