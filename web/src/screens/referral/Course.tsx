import { get } from "../../api/client";
import { label } from "../../lib/codes";
import { Facts } from "../../ui/parts";
import { referralTurn } from "../../ui/referrals/words";
import { outcomeRows } from "../../ui/requests/fields";
import { Timeline } from "../../ui/requests/Timeline";
import { stepName } from "../../ui/steps/words";
import type { Referral } from "./step";
import { t } from "./words";

/** The step, the reason or the unit that an entry is about. */
function aboutText(kind: string, params: { [name: string]: string } | undefined): string {
  const { code, unit_name } = params ?? {};
  const about = code
    ? kind === "step_recorded"
      ? stepName(code)
      : label(kind === "declined" ? "decline_reason" : "closing_reason", code)
    : "";
  return [about, unit_name]
    .filter(Boolean)
    .map((text) => `: ${text}`)
    .join("");
}

/** What has happened, and what came of it. */
export function Course({ referral }: { referral: Referral }) {
  const { id, version, outcomes } = referral;
  return (
    <>
      {outcomes.length > 0 ? (
        <section class="card pad stack tight">
          <h2>{t("outcomes")}</h2>
          <Facts rows={outcomeRows(outcomes)} />
        </section>
      ) : null}
      <Timeline
        deps={[id, version]}
        load={(query, signal) => get("/referrals/{id}/timeline", { ids: { id }, query, signal })}
        kind={({ kind }) => referralTurn(kind)}
        about={({ kind, params }) => aboutText(kind, params)}
      />
    </>
  );
}
