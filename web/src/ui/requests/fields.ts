// Fields that requests to other bodies share, and how the contract wants them.
import type { Of } from "../../api/types";
import { common, stateOptions, stateWord } from "../../i18n/common";
import { label, options } from "../../lib/codes";
import { type FieldSpec, listOf, noteField, pickField, textOf, type Values } from "../FormDialog";
import { requestWord as t } from "./words";

type OutcomeCode = Of<"Outcome">["outcome"];
const URGENCIES: readonly Of<"Urgency">[] = ["normal", "urgent", "at_once"];

interface NeedLabels {
  needs: string;
  detail: string;
}

/** What is needed and how urgent it is; one detail for all needs. */
export function needFields({ needs, detail }: NeedLabels): FieldSpec[] {
  return [
    { name: "needs", label: needs, kind: "many", options: options("service_type"), required: true },
    { name: "detail", label: detail, max: 1000 },
    {
      name: "urgency",
      label: t("urgency"),
      kind: "select",
      options: stateOptions("urgency", URGENCIES),
      wide: false,
    },
  ];
}

/** The members of the contract that `needFields` fills. */
export function needsOf(values: Values) {
  const detail = textOf(values, "detail");
  return {
    needs: listOf(values, "needs").map((service) => ({ service, detail })),
    urgency: (textOf(values, "urgency") ?? "normal") as Of<"Urgency">,
  };
}

/** Why it is declined or given back, out of the list, and in words. */
export function declineFields(inWords: boolean): FieldSpec[] {
  return [
    pickField("reason", t("decline_reason"), "decline_reason"),
    { ...noteField(), required: inWords },
  ];
}

/** Why it ends before its time. */
export function closingFields(): FieldSpec[] {
  return [pickField("reason", common("reason"), "closing_reason"), noteField()];
}

/** The units it may be given to. */
export function unitField(units: readonly Of<"Named">[]): FieldSpec {
  const choices = units.map((unit) => ({ value: unit.id, label: unit.name }));
  return { name: "unit_id", label: t("unit"), kind: "combo", options: choices, required: true };
}

/** What came of each need. */
export function outcomeFields(needs: readonly Of<"Need">[]): FieldSpec[] {
  return needs.flatMap(({ service }): FieldSpec[] => [
    {
      ...pickField(
        `outcome ${service}`,
        `${t("outcome")}: ${label("service_type", service)}`,
        "need_outcome",
      ),
      wide: false,
    },
    { name: `note ${service}`, label: common("note"), wide: false, max: 1000 },
  ]);
}

/** The outcomes that `outcomeFields` asked for. */
export function outcomesOf(needs: readonly Of<"Need">[], values: Values): Of<"Outcome">[] {
  return needs.map(({ service }) => ({
    service,
    outcome: textOf(values, `outcome ${service}`) as OutcomeCode,
    note: textOf(values, `note ${service}`),
  }));
}

/** Outcomes as label and text, for a list of facts. */
export function outcomeRows(outcomes: readonly Of<"Outcome">[]): [string, string][] {
  return outcomes.map((one) => [
    label("service_type", one.service),
    `${stateWord("outcome", one.outcome)}${one.note ? ` · ${one.note}` : ""}`,
  ]);
}
