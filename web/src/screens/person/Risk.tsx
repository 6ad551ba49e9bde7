import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateWord } from "../../i18n/common";
import { label } from "../../lib/codes";
import { dayText, momentOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { RiskTag } from "../../ui/caseTags";
import { DutyCard } from "../../ui/DutyCard";
import { Button, Facts, Loaded, Note, Tag } from "../../ui/parts";
import { Masked } from "./Masked";
import { PlanDialog } from "./PlanDialog";
import { RiskForm } from "./RiskForm";
import { t, word } from "./words";

type View = Of<"RiskView">;
type Assessment = Of<"RiskAssessment">;

function namesOf(assessment: Assessment, answer: string): string {
  return (assessment.factors ?? [])
    .filter((one) => one.answer === answer)
    .map((one) => label("risk_factor", one.code) + (one.note ? ` (${one.note})` : ""))
    .join("; ");
}

function Latest({ assessment }: { assessment: Assessment }) {
  const { dangerous_people = [], safe_places = [] } = assessment;
  return (
    <>
      <Facts
        rows={[
          [t("present"), namesOf(assessment, "yes")],
          [t("absent"), namesOf(assessment, "no")],
          [word("answer", "unknown"), namesOf(assessment, "unknown")],
          [word("answer", "refused"), namesOf(assessment, "refused")],
          [word("answer", "not_asked"), namesOf(assessment, "not_asked")],
          [t("travel_alone"), word("answer", assessment.able_to_travel_alone)],
          [t("child"), assessment.child ? common("yes") : ""],
          [
            t("dangerous"),
            dangerous_people.length > 0 ? (
              <ul>
                {dangerous_people.map((one) => (
                  <li key={one.name}>
                    {[one.name, one.relation, one.why].filter(Boolean).join(" · ")}
                  </li>
                ))}
              </ul>
            ) : null,
          ],
          [t("safe_places"), safe_places.length > 0 ? safe_places.join("; ") : null],
        ]}
      />
      {assessment.note ? (
        <details>
          <summary>{t("show_story")}</summary>
          <p class="prose small">{assessment.note}</p>
        </details>
      ) : null}
      <Masked fields={assessment.masked} />
    </>
  );
}

function Comparison({ view }: { view: View }) {
  if (!view.level_change) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("comparison")}</h2>
      <p class="small">{word("change", view.level_change)}</p>
      {view.changes.length > 0 ? (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("factor")}</th>
              <th scope="col">{t("before")}</th>
              <th scope="col">{t("now")}</th>
            </tr>
          </thead>
          <tbody>
            {view.changes.map((one) => (
              <tr key={one.code}>
                <th scope="row">{label("risk_factor", one.code)}</th>
                <td>{word("answer", one.before)}</td>
                <td>
                  <b>{word("answer", one.now)}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {view.history.length > 1 ? (
        <ol class="list small">
          {view.history.map((one) => (
            <li key={one.id}>
              {momentOf(one.at)} · {stateWord("risk", one.level)}
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  );
}

function Plan({ view, onEdit }: { view: View; onEdit: () => void }) {
  const plan = view.safety_plan;
  const safe = plan?.safe_contact;
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("plan")}</h2>
        {view.next_actions.includes("plan") ? (
          <Button small icon="edit" onClick={onEdit}>
            {t("edit_plan")}
          </Button>
        ) : null}
      </div>
      {safe?.do_not_call ? <Note tone="bad">{t("never_call")}</Note> : null}
      {plan ? (
        <>
          <Facts
            rows={[
              [t("safe_when"), safe?.when],
              [t("safe_how"), safe?.how],
              [t("safe_code"), safe?.code_word],
              [t("safe_message"), word("answer", safe?.may_leave_message)],
              [t("safe_who"), safe?.who_else_hears],
              [t("warning_signs"), plan.warning_signs],
              [t("plan_steps"), plan.steps?.join("; ")],
              [t("trusted"), plan.trusted_people],
              [t("measures"), plan.emergency_measures],
              [t("support_plan"), plan.support_plan_made ? common("yes") : ""],
              [t("review_on"), plan.review_on ? dayText(plan.review_on) : ""],
            ]}
          />
          <Masked fields={plan.masked} />
        </>
      ) : (
        <p class="small muted">{t("no_plan")}</p>
      )}
    </section>
  );
}

/** How dangerous it is for the person, what changed, and what is agreed to keep her safe. */
export function Risk({ id, onChanged }: { id: string; onChanged: () => void }) {
  const record = useResource(
    (signal) => get("/persons/{id}/risk-assessments", { ids: { id }, signal }),
    [id],
    ["person", "duty"],
  );
  const [open, setOpen] = useState<"assess" | "plan" | null>(null);
  const changed = (view: View) => {
    record.set(view);
    setOpen(null);
    onChanged();
  };
  return (
    <Loaded of={record}>
      {(view) =>
        open === "assess" ? (
          <RiskForm view={view} onDone={changed} onClose={() => setOpen(null)} />
        ) : (
          <div class="columns">
            <div class="stack">
              <section class="card pad stack tight">
                <div class="row between">
                  <h2 class="row">
                    {t("risk")}
                    {view.latest ? <RiskTag level={view.latest.level} /> : null}
                    {view.latest?.emergency ? <Tag tone="bad">{t("emergency")}</Tag> : null}
                  </h2>
                  {view.next_actions.includes("assess") ? (
                    <Button kind="main" small onClick={() => setOpen("assess")}>
                      {t(view.latest ? "assess_again" : "assess")}
                    </Button>
                  ) : null}
                </div>
                {view.latest ? (
                  <>
                    <p class="tiny muted">
                      {momentOf(view.latest.at)} · {view.latest.assessor_name}
                    </p>
                    <Latest assessment={view.latest} />
                  </>
                ) : (
                  <p class="small muted">{t("not_assessed")}</p>
                )}
              </section>
              <Comparison view={view} />
            </div>
            <aside class="stack">
              {view.clocks.map((duty) => (
                <DutyCard key={duty.id} duty={duty} />
              ))}
              <Plan view={view} onEdit={() => setOpen("plan")} />
            </aside>
            {open === "plan" ? (
              <PlanDialog view={view} onDone={changed} onClose={() => setOpen(null)} />
            ) : null}
          </div>
        )
      }
    </Loaded>
  );
}
