import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  track: "The seven steps of the referral",
  risk_assessment: "Risk assessment",
  victim_opinion: "The person's opinion",
  service_info_acceptance: "Service, acceptance",
  final_decision: "Final decision",
  documents_consent: "Papers, consent",
  travel: "Travel",
  follow_up_handover: "Hand-over, follow-up",
  state_done: "done",
  state_now: "in hand",
  state_todo: "not yet",
  state_blocked: "blocked",
  state_skipped: "to be done later, open",
  skipped: "Done later",
  blocked: "Blocked",
};
