import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  title: "Referrals",
  steps: "Step",
  steps_of: "{n} of 7 steps",
  emergency: "Emergency path",
  mine: "our side",
  turn_sender: "Sender",
  turn_receiver: "Receiver",
  turn_unit: "Delegated unit",
  start: "Start a referral",
  none: "No referral yet.",
  status_draft: "Draft",
  status_sent: "Sent",
  status_acknowledged: "Acknowledged",
  status_delegated: "Delegated",
  status_accepted: "Accepted",
  status_in_transit: "On the way",
  status_handed_over: "Handed over",
  status_in_service: "In service",
  status_completed: "Completed",
  status_declined: "Declined",
  status_rerouted: "Re-routed",
  status_withdrawn_by_victim: "Withdrawn by the person",
  status_cancelled: "Cancelled",
  status_expired: "Expired, no answer",
};
