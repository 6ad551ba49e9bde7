import { useState } from "preact/hooks";
import type { Of } from "../../api/types";
import { Button, Note } from "../../ui/parts";
import { isRecorded } from "../../ui/referrals/track";
import { stepName } from "../../ui/steps/words";
import { DocumentsStep } from "./DocumentsStep";
import { EditDraft } from "./EditDraft";
import { FollowUps } from "./FollowUps";
import { PlainStep } from "./PlainStep";
import { StepView } from "./StepView";
import { missingText, type Referral, type StepName } from "./step";
import { stepFormOf } from "./stepForms";
import { TravelStep } from "./TravelStep";
import { t } from "./words";

type Step = Of<"ReferralStep">;

interface FormProps {
  referral: Referral;
  step: Step;
  onSaved: (referral: Referral) => void;
}

/** The form of a step; nothing for the steps that acts do. */
function StepForm({ referral, step, onSaved }: FormProps) {
  const plain = stepFormOf(step.step);
  const shared = { referral, step, onSaved };
  if (plain) return <PlainStep key={step.step} {...shared} form={plain} />;
  if (step.step === "documents_consent") return <DocumentsStep {...shared} />;
  if (step.step === "travel") return <TravelStep {...shared} />;
  return null;
}

function Beside({ referral, step, onSaved }: FormProps) {
  const draft = referral.next_actions.includes("edit");
  const toCase = (part: "risk" | "consents") =>
    referral.case_id && referral.person_id ? (
      <a href={`/cases/${referral.case_id}/persons/${referral.person_id}?part=${part}`}>
        {t("of_case", { number: referral.case_number ?? "" })}
      </a>
    ) : null;
  switch (step.step) {
    case "risk_assessment":
      return (
        <p class="hint">
          {t("risk_source")} {toCase("risk")}
        </p>
      );
    case "service_info_acceptance":
      if (draft) return <EditDraft referral={referral} onChanged={onSaved} />;
      return step.done ? null : <p class="small muted">{t("acceptance_wait")}</p>;
    case "documents_consent":
      return (
        <p class="hint">
          {t("consent_hint")} {toCase("consents")}
        </p>
      );
    case "follow_up_handover":
      return <FollowUps referral={referral} onChanged={onSaved} />;
    default:
      return null;
  }
}

const RECORDED_HERE: readonly StepName[] = [
  "risk_assessment",
  "victim_opinion",
  "final_decision",
  "documents_consent",
  "travel",
];

interface Props {
  referral: Referral;
  open: StepName;
  onOpen: (step: StepName) => void;
  onChanged: (referral: Referral) => void;
}

/** One step at a time: what was written, what is missing, the form where this side may write. */
export function Wizard({ referral, open, onOpen, onChanged }: Props) {
  const [again, setAgain] = useState("");
  const at = Math.max(
    0,
    referral.steps.findIndex((one) => one.step === open),
  );
  const step = referral.steps[at];
  if (!step) return null;
  const recorded = isRecorded(step);
  const may = step.may_record && RECORDED_HERE.includes(step.step);
  const form = may && (!recorded || again === step.step);
  const before = referral.steps[at - 1];
  const after = referral.steps[at + 1];
  function saved(now: Referral) {
    setAgain("");
    onChanged(now);
  }
  return (
    <section class="card pad stack tight" aria-labelledby="wizard" data-step={step.step}>
      <h2 id="wizard">
        <span class="muted">{t("step_of", { n: step.number })}</span> {stepName(step.step)}
      </h2>
      {!step.done && step.missing.length > 0 ? (
        <Note tone={step.skipped ? "bad" : "warn"}>
          {t("missing", { what: missingText(step.missing) })}
        </Note>
      ) : null}
      {recorded ? <StepView step={step} /> : null}
      <Beside referral={referral} step={step} onSaved={saved} />
      {form ? <StepForm referral={referral} step={step} onSaved={saved} /> : null}
      {!recorded && !may && RECORDED_HERE.includes(step.step) ? (
        <p class="small muted">{t("not_yours")}</p>
      ) : null}
      <div class="row between">
        {before ? (
          <Button small kind="quiet" onClick={() => onOpen(before.step)}>
            ← {t("step_before")}
          </Button>
        ) : (
          <span />
        )}
        {recorded && may && !form ? (
          <Button small icon="edit" onClick={() => setAgain(step.step)}>
            {t("change_step")}
          </Button>
        ) : null}
        {after ? (
          <Button small kind="quiet" onClick={() => onOpen(after.step)}>
            {t("step_after")} →
          </Button>
        ) : (
          <span />
        )}
      </div>
    </section>
  );
}
