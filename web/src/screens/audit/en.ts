import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  title: "Access log",
  sub: "Who saw and did what, and why. Nobody can edit this log.",
  action: "Action",
  object_kind: "Kind of object",
  object_id: "Object id",
  user_id: "User id",
  seq: "No.",
  at: "At",
  who: "Who",
  object: "Object",
  outcome: "Outcome",
  done: "Done",
  refused: "Refused",
  reason: "Reason",
  none: "No entry matches.",
  heads: "Signed heads",
  no_heads: "No heads yet.",
  system: "system",
};
