import type { Duty } from "../../api/types";
import { DutyList } from "../../ui/clocks";
import { t } from "./words";

const SHOWN = 4;

function rank(duty: Duty): string {
  if (duty.state !== "open") return "9";
  if (duty.overdue) return `0${duty.due_at ?? ""}`;
  return duty.at_once ? "1" : `2${duty.due_at ?? duty.target_at ?? "~"}`;
}

/** The clocks of the case: the nearest four, the others folded. */
export function Clocks({ duties }: { duties: readonly Duty[] }) {
  const sorted = [...duties].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const rest = sorted.slice(SHOWN);
  return (
    <>
      <DutyList duties={sorted.slice(0, SHOWN)} label={t("clocks")} />
      {rest.length > 0 ? (
        <details>
          <summary>{t("more_clocks", { n: rest.length })}</summary>
          <DutyList duties={rest} label={t("clocks")} />
        </details>
      ) : null}
    </>
  );
}
