import type { ConnectionSummary, ContactSummary, Duty } from "../api/types";
import { stateWord } from "../i18n/common";
import type { IconName } from "./Icon";
import { Tag, type Tone } from "./parts";

const CONNECTION_TONES: Record<ConnectionSummary["status"], Tone> = {
  draft: "",
  sent: "wait",
  acknowledged: "wait",
  handling: "main",
  first_result: "ok",
  completed: "ok",
  declined: "bad",
  rerouted: "",
  delegated: "main",
  no_answer: "bad",
  escalated: "warn",
  withdrawn: "",
  cancelled: "",
};

export function ConnectionTag({ status }: { status: ConnectionSummary["status"] }) {
  return <Tag tone={CONNECTION_TONES[status] ?? ""}>{stateWord("status", status)}</Tag>;
}

export function ContactTag({ state }: { state: ContactSummary["state"] }) {
  const tone: Tone = state === "draft" ? "warn" : state === "final" ? "ok" : "";
  return <Tag tone={tone}>{stateWord("contact", state)}</Tag>;
}

export function UrgencyTag({ urgency }: { urgency: ConnectionSummary["urgency"] }) {
  if (urgency === "normal") return null;
  const icon: IconName = "flag";
  return (
    <Tag tone={urgency === "at_once" ? "bad" : "warn"} icon={icon}>
      {stateWord("urgency", urgency)}
    </Tag>
  );
}

/** Where the subject of a duty opens. */
export function subjectPath(subject: Duty["subject"]): string | null {
  switch (subject.kind) {
    case "contact":
      return `/contacts/${subject.id}`;
    case "connection":
      return `/connections/${subject.id}`;
    case "referral":
      return `/referrals/${subject.id}`;
    case "case":
      return `/cases/${subject.id}`;
    case "document":
      return `/documents/${subject.id}`;
    case "month":
      return `/reports/working-group?month=${subject.number ?? ""}`;
    default:
      return null;
  }
}
// What the people of a case owe a person, and the part of her page that it is about. What other
// bodies owe her leads nowhere: the case is not theirs to open.
const PERSON_PARTS = { child_: "risk", consent_: "consents", override_: "consents" };

/** Where a duty is done; null where it has no page. */
export function dutyPath({ kind, subject }: Pick<Duty, "kind" | "subject">): string | null {
  if (subject.kind !== "person") return subjectPath(subject);
  const found = Object.entries(PERSON_PARTS).find(([start]) => kind.startsWith(start));
  return found ? `/persons/${subject.id}?part=${found[1]}` : null;
}
