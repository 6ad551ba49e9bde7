import type { Of } from "../api/types";
import { common, stateWord } from "../i18n/common";
import { label } from "../lib/codes";
import { Tag, type Tone } from "./parts";

const STATES: Record<Of<"CaseState">, Tone> = {
  open: "wait",
  in_support: "main",
  monitoring: "ok",
  closed: "",
};

export function CaseTag({ state }: { state: Of<"CaseState"> }) {
  return <Tag tone={STATES[state]}>{stateWord("case", state)}</Tag>;
}

const RISKS: { [level: string]: Tone } = {
  low: "ok",
  medium: "warn",
  high: "bad",
  emergency: "bad",
};

/** How great the danger is, in words and a colour. */
export function RiskTag({ level }: { level: string }) {
  return (
    <Tag tone={RISKS[level] ?? ""} icon="flag">
      {stateWord("risktag", level)}
    </Tag>
  );
}

const IDENTIFICATIONS: { [state: string]: Tone } = {
  suspected: "warn",
  in_identification: "wait",
  confirmed: "ok",
  appealed: "wait",
  unreachable: "bad",
};

/** Where the identification of a person stands. */
export function IdentificationTag({ state }: { state: string }) {
  return <Tag tone={IDENTIFICATIONS[state] ?? ""}>{label("identification_status", state)}</Tag>;
}

/** The age as exactly as it is known: "17", "14–17", "from 18". */
export function ageText(age: Of<"PersonAge">): string {
  const { age_from, age_to } = age;
  if (age_from === null && age_to === null) return "";
  if (age_to === null) return common("age_from", { n: age_from ?? 0 });
  return age_from === age_to ? `${age_to}` : `${age_from ?? 0}–${age_to}`;
}
