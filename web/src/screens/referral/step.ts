// The two kinds of writing of this screen: an act of a side, and the record of a step.
import { ApiError, post, put } from "../../api/client";
import { fieldError } from "../../api/problems";
import type { Of } from "../../api/types";
import type { Target } from "../../ui/ActDialog";
import { t, word } from "./words";

export type Referral = Of<"Referral">;
export type StepName = Of<"ReferralStepName">;

/** One act of either side. */
export function act(body: Of<"ReferralStatusChange">, target: Target): Promise<Referral> {
  return post("/referrals/{id}/status-changes", body, target);
}

/** Writes one of the seven steps down. */
export function saveStep(
  step: StepName,
  body: Of<"ReferralStepSave">,
  target: Target,
): Promise<Referral> {
  const ids = { ...target.ids, step };
  return put("/referrals/{id}/steps/{step}", body, { ids, key: target.key });
}

/** A referral has no kind of contact point. */
export function plainTarget(target: Of<"TargetInput">): Of<"ReferralTargetInput"> {
  return { organisation_id: target.organisation_id, unit_id: target.unit_id ?? null };
}

/** What is missing, in words. */
export function missingText(missing: readonly Of<"FieldError">[]): string {
  return missing
    .map(({ field, code }) => {
      const key = `m_${field}_${code}`;
      if (t.has(key)) return t(key);
      return t.has(`m_${field}`) ? word("m", field) : fieldError(code);
    })
    .join("; ");
}

/** What a refused act still needs; "" for other problems. */
export function missingOf(error: unknown): string {
  if (!(error instanceof ApiError) || error.status !== 409) return "";
  return missingText(error.fields);
}
