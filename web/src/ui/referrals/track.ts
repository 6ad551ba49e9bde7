import type { Of } from "../../api/types";
import type { StepState, TrackStep } from "../steps/StepTrack";
import type { ReferralSummary } from "./parts";

export const STEPS: readonly Of<"ReferralStepName">[] = [
  "risk_assessment",
  "victim_opinion",
  "service_info_acceptance",
  "final_decision",
  "documents_consent",
  "travel",
  "follow_up_handover",
];

const ENDED: readonly ReferralSummary["status"][] = [
  "completed",
  "declined",
  "rerouted",
  "withdrawn_by_victim",
  "cancelled",
  "expired",
];

/** True when nothing more is done under this referral. */
export function hasEnded(status: ReferralSummary["status"]): boolean {
  return ENDED.includes(status);
}

/** The track of a line of a list: what is done, and the first that is not. */
export function trackOfSummary(item: ReferralSummary): TrackStep[] {
  let found = hasEnded(item.status);
  return STEPS.map((step) => {
    const done = item.steps_done.includes(step);
    const now = !done && !found;
    if (now) found = true;
    return { step, state: done ? "done" : now ? "now" : "todo" };
  });
}

type Step = Of<"ReferralStep">;

/** Whether something was written down for a step. */
export function isRecorded(step: Step): boolean {
  return step.officer !== null && step.officer !== undefined;
}

/** The state of each step of a referral: put off is red, recorded but not enough is blocked. */
export function statesOf(steps: readonly Step[], ended: boolean): StepState[] {
  let found = ended;
  return steps.map((step) => {
    if (step.done) return "done";
    if (step.skipped) return "skipped";
    if (isRecorded(step) && step.missing.length > 0 && !ended) {
      found = true;
      return "blocked";
    }
    if (found) return "todo";
    found = true;
    return "now";
  });
}
