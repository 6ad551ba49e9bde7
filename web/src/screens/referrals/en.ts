import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  sub: "Support moves to the receiver in seven steps; identity opens last.",
  views: "Views",
  scope_sent: "Sent",
  scope_inbox: "Inbox",
  board: "Board",
  unit: "Unit",
  turn: "Whose turn",
  turn_mine: "Our side",
  turn_other: "The other side",
  none: "No referral matches.",
  column_draft: "Drafts",
  column_asked: "Waiting for an answer",
  column_declined: "Find another place",
  column_accepted: "Getting ready",
  column_in_transit: "On the way",
  column_received: "Handed over",
  nothing: "None.",
};
