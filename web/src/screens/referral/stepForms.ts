// Steps that are plain fields: what each asks, how it reads what was written, what it sends.
import type { Of } from "../../api/types";
import { dayOf } from "../../lib/format";
import { type FieldSpec, mustOf, textOf, type Values } from "../../ui/FormDialog";
import { nowText } from "./forms";
import type { Referral, StepName } from "./step";
import { t } from "./words";

type Step = Of<"ReferralStep">;
type Content = Partial<Of<"ReferralStepSave">>;

export interface StepForm {
  fields: readonly FieldSpec[];
  initial: (step: Step) => Values;
  content: (values: Values) => Content;
  hint?: string;
}

const OPINIONS: readonly Of<"Opinion">[] = [
  "agrees",
  "agrees_with_conditions",
  "prefers_another",
  "refuses",
  "cannot_express",
];
const DECISIONS: readonly Of<"FinalDecision">[] = ["go", "later", "not_go"];

/** Every empty value of a record as an empty text, so that fields can hold it. */
function filled(record: object | null | undefined): Values {
  return Object.fromEntries(
    Object.entries(record ?? {}).map(([name, value]) => [
      name,
      value === null ? "" : String(value),
    ]),
  );
}

function risk(): StepForm {
  return {
    fields: [{ name: "relevance", label: t("relevance"), kind: "area", max: 2000 }],
    initial: (step) => ({ relevance: step.risk_assessment?.relevance ?? "" }),
    content: (values) => ({ risk_assessment: { relevance: textOf(values, "relevance") } }),
  };
}

function opinion(): StepForm {
  const is = (values: Values, ...which: string[]) => which.includes(mustOf(values, "opinion"));
  return {
    hint: t("refuses_hint"),
    fields: [
      {
        name: "opinion",
        label: t("opinion"),
        kind: "select",
        options: OPINIONS.map((value) => ({ value, label: t(`opinion_${value}`) })),
        required: true,
        wide: false,
      },
      { name: "how_asked", label: t("how_asked"), max: 1000, required: true, wide: false },
      {
        name: "speaker",
        label: t("speaker"),
        max: 200,
        required: true,
        when: (values) => is(values, "cannot_express"),
      },
      { name: "proposals", label: t("proposals"), kind: "area", max: 4000 },
      { name: "interpreter", label: t("interpreter"), max: 200 },
    ],
    initial: (step) => filled(step.victim_opinion),
    content: (values) => ({
      victim_opinion: {
        opinion: mustOf(values, "opinion") as Of<"Opinion">,
        how_asked: mustOf(values, "how_asked"),
        proposals: textOf(values, "proposals"),
        interpreter: textOf(values, "interpreter"),
        speaker: is(values, "cannot_express") ? textOf(values, "speaker") : null,
      },
    }),
  };
}

function decision(): StepForm {
  const area = { kind: "area", max: 2000, required: true } as const;
  return {
    hint: t("not_go_hint"),
    fields: [
      { name: "explained_services", label: t("explained_services"), ...area },
      { name: "explained_procedures", label: t("explained_procedures"), ...area },
      { name: "explained_limits", label: t("explained_limits"), ...area },
      {
        name: "availability_confirmed_by",
        label: t("availability_confirmed_by"),
        max: 200,
        required: true,
        wide: false,
      },
      {
        name: "availability_confirmed_at",
        label: t("availability_confirmed_at"),
        kind: "moment",
        required: true,
        wide: false,
      },
      {
        name: "decision",
        label: t("decision"),
        kind: "select",
        options: DECISIONS.map((value) => ({ value, label: t(`decision_${value}`) })),
        required: true,
        wide: false,
      },
      { name: "decided_on", label: t("decided_on"), kind: "date", required: true, wide: false },
      { name: "words", label: t("words"), ...area },
    ],
    initial: (step) => ({
      availability_confirmed_at: nowText(),
      decided_on: dayOf(nowText()),
      ...filled(step.final_decision),
    }),
    content: (values) => ({
      final_decision: {
        explained_services: mustOf(values, "explained_services"),
        explained_procedures: mustOf(values, "explained_procedures"),
        explained_limits: mustOf(values, "explained_limits"),
        availability_confirmed_by: mustOf(values, "availability_confirmed_by"),
        availability_confirmed_at: mustOf(values, "availability_confirmed_at"),
        decision: mustOf(values, "decision") as Of<"FinalDecision">,
        decided_on: mustOf(values, "decided_on"),
        words: mustOf(values, "words"),
      },
    }),
  };
}

/** The form of a step of plain fields; null for those with a form of their own. */
export function stepFormOf(step: StepName): StepForm | null {
  switch (step) {
    case "risk_assessment":
      return risk();
    case "victim_opinion":
      return opinion();
    case "final_decision":
      return decision();
    default:
      return null;
  }
}

/** The moment a step was done, as its form starts: what was written, or now. */
export function doneAtOf(step: Referral["steps"][number]): string {
  return step.done_at ?? nowText();
}
