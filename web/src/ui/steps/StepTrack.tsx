import type { ComponentChildren } from "preact";
import { dateOf } from "../../lib/format";
import { Icon } from "../Icon";
import { stepName, stepWord } from "./words";

export type StepState = "done" | "now" | "todo" | "blocked" | "skipped";

export interface TrackStep {
  /** The code of the step. */
  step: string;
  state: StepState;
  /** Who performed it: the officer, with the agency. */
  by?: string | null | undefined;
  organisation?: string | null | undefined;
  at?: string | null | undefined;
  /** What there is to say in a few words. */
  note?: string | null | undefined;
  /** The running clock of a skipped step. */
  clock?: ComponentChildren;
}

function Dot({ one, index }: { one: TrackStep; index: number }) {
  return (
    <span class="dot" aria-hidden="true">
      {one.state === "done" ? (
        <Icon name="tick" small />
      ) : one.state === "skipped" || one.state === "blocked" ? (
        <Icon name="warn" small />
      ) : (
        index + 1
      )}
    </span>
  );
}

function Name({ one, onOpen }: { one: TrackStep; onOpen: ((step: string) => void) | undefined }) {
  const words = (
    <>
      {stepName(one.step)}
      <span class="hidden"> ({stepWord(`state_${one.state}`)})</span>
    </>
  );
  return onOpen ? (
    <button type="button" class="stepname linkbutton" onClick={() => onOpen(one.step)}>
      {words}
    </button>
  ) : (
    <span class="stepname">{words}</span>
  );
}

interface Props {
  steps: readonly TrackStep[];
  /** Opens a step; without it the track only shows. */
  onOpen?: (step: string) => void;
}

/** The seven steps: what is done and by whom, what is in hand, what waits, what was put off. */
export function StepTrack({ steps, onOpen }: Props) {
  return (
    <ol class="track card" aria-label={stepWord("track")}>
      {steps.map((one, index) => (
        <li
          key={one.step}
          class={one.state}
          aria-current={one.state === "now" ? "step" : undefined}
        >
          <Dot one={one} index={index} />
          <Name one={one} onOpen={onOpen} />
          <span class="tiny muted stepmore">
            {one.state === "skipped" ? <b class="alarming">{stepWord("skipped")} </b> : null}
            {one.clock}
            {one.state === "blocked" ? <b class="alarming">{stepWord("blocked")} </b> : null}
            {one.note}
          </span>
          {one.by || one.organisation ? (
            <span class="tiny muted stepwho">
              {[one.by, one.organisation, one.at ? dateOf(one.at) : ""].filter(Boolean).join(" · ")}
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
