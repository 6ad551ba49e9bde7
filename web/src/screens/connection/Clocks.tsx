import type { Connection } from "../../api/types";
import { common } from "../../i18n/common";
import { label } from "../../lib/codes";
import { DutyBar, DutyClock, dueText, toneOf } from "../../ui/clocks";
import { t } from "./words";

/** Every clock on this connection, the same for both sides. */
export function Clocks({ connection }: { connection: Connection }) {
  if (connection.clocks.length === 0) return null;
  return (
    <ul class="clocks" aria-label={t("clocks")}>
      {connection.clocks.map((duty) => (
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
