import type { Of } from "../../api/types";
import { Tag, type Tone } from "../parts";
import { referralWord as t } from "./words";

export type ReferralSummary = Of<"ReferralSummary">;
export type ReferralStatus = Of<"ReferralStatus">;

const TONES: Record<ReferralStatus, Tone> = {
  draft: "",
  sent: "wait",
  acknowledged: "wait",
  delegated: "wait",
  accepted: "main",
  in_transit: "main",
  handed_over: "ok",
  in_service: "ok",
  completed: "ok",
  declined: "bad",
  rerouted: "",
  withdrawn_by_victim: "",
  cancelled: "",
  expired: "bad",
};

export function ReferralTag({ status }: { status: ReferralStatus }) {
  return <Tag tone={TONES[status] ?? ""}>{t(`status_${status}`)}</Tag>;
}

export function EmergencyTag({ shown }: { shown: boolean }) {
  return shown ? (
    <Tag tone="bad" icon="warn">
      {t("emergency")}
    </Tag>
  ) : null;
}

/** Whether the viewer's side is to act. */
export function isMine(referral: ReferralSummary): boolean {
  return referral.turn.side === referral.party;
}

/** Who is to act: the organisation, or the side. */
export function turnOf(referral: ReferralSummary): string {
  const { side, organisation_name } = referral.turn;
  if (side === "nobody") return "–";
  return organisation_name ?? t(`turn_${side}`);
}
