import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  title: "My work",
  sub: "Whose turn it is, and until when.",
  on_device: "Not sent yet, kept on this device",
  on_device_hint: "Sent when the line is back. Do not clear the browser data.",
  go_on: "Go on",
  needs_fix: "Needs a change",
  at_risk: "Callers not safe",
  drafts: "Drafts",
  no_drafts: "No unfinished drafts.",
  waiting: "Connections where it is your turn",
  no_waiting: "No connection is waiting.",
  transfers: "Referrals where it is your turn",
  no_transfers: "No referral is waiting.",
  duties: "Duties",
  no_duties: "No open duties.",
  later_duties: "Due in more than two weeks: {n}",
  all_duties: "Open the deadline board",
  count_open: "Open duties",
  count_overdue: "Overdue duties",
  count_drafts: "Drafts",
  count_waiting: "Connections waiting",
  count_transfers: "Referrals waiting",
};
