import type { Duty } from "../api/types";
import { stateWord } from "../i18n/common";
import { label } from "../lib/codes";
import { DutyBar, DutyClock } from "./clocks";
import { dutyPath } from "./tags";

interface Props {
  duty: Duty;
  onOpen?: (duty: Duty) => void;
}

/** One duty: what, who, until when. */
export function DutyCard({ duty, onOpen }: Props) {
  const path = dutyPath(duty);
  const name = duty.subject.number ?? stateWord("subject", duty.subject.kind);
  return (
    <article class="card dutycard">
      <div class="row between">
        {path ? <a href={path}>{name}</a> : <b>{name}</b>}
        {onOpen && duty.next_actions.length > 0 ? (
          <button type="button" class="linkbutton tiny" onClick={() => onOpen(duty)}>
            <span aria-hidden="true">⋯</span>
            <span class="hidden">
              {label("duty_kind", duty.kind)} {name}
            </span>
          </button>
        ) : null}
      </div>
      <p class="small strong">{label("duty_kind", duty.kind)}</p>
      <p class="tiny muted">
        {duty.owner.unit_name ?? duty.owner.organisation_name}
        {duty.owner.user_name ? ` · ${duty.owner.user_name}` : ""}
      </p>
      <DutyClock duty={duty} />
      <DutyBar duty={duty} />
    </article>
  );
}
