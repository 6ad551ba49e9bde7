import { put } from "../../api/client";
import type { Of } from "../../api/types";
import { FormDialog, linesOf, textOf, type Values } from "../../ui/FormDialog";
import { choices, t } from "./words";

interface Props {
  view: Of<"RiskView">;
  onDone: (view: Of<"RiskView">) => void;
  onClose: () => void;
}

function fields() {
  return [
    { name: "do_not_call", label: t("never_call"), kind: "check" as const },
    { name: "when", label: t("safe_when"), max: 200, wide: false },
    { name: "how", label: t("safe_how"), max: 200, wide: false },
    { name: "code_word", label: t("safe_code"), max: 100, wide: false },
    { name: "who", label: t("safe_who"), max: 500, wide: false },
    {
      name: "message",
      label: t("safe_message"),
      kind: "choice" as const,
      options: choices("answer", ["yes", "no", "unknown"]),
    },
    { name: "warning_signs", label: t("warning_signs"), kind: "area" as const },
    { name: "steps", label: t("plan_steps"), kind: "area" as const, hint: t("one_a_line") },
    { name: "trusted", label: t("trusted"), kind: "area" as const },
    { name: "measures", label: t("measures"), kind: "area" as const },
    { name: "support_plan", label: t("support_plan"), kind: "check" as const },
    { name: "review_on", label: t("review_on"), kind: "date" as const },
  ];
}

function bodyOf(values: Values, version: number): Of<"SafetyPlanInput"> {
  return {
    version,
    warning_signs: textOf(values, "warning_signs"),
    steps: linesOf(values, "steps"),
    trusted_people: textOf(values, "trusted"),
    emergency_measures: textOf(values, "measures"),
    support_plan_made: values.support_plan === true,
    safe_contact: {
      do_not_call: values.do_not_call === true,
      when: textOf(values, "when"),
      how: textOf(values, "how"),
      code_word: textOf(values, "code_word"),
      may_leave_message: textOf(values, "message") as Of<"YesNoUnknown"> | null,
      who_else_hears: textOf(values, "who"),
    },
    review_on: textOf(values, "review_on"),
  };
}

/** The safety plan, with how the person may be reached without harm. */
export function PlanDialog({ view, onDone, onClose }: Props) {
  const plan = view.safety_plan;
  const safe = plan?.safe_contact;
  const version = plan?.version ?? 0;
  return (
    <FormDialog
      title={t("plan")}
      form={`plan ${view.person_id} ${version}`}
      submit={t("save_plan")}
      fields={fields()}
      initial={{
        do_not_call: safe?.do_not_call ?? false,
        when: safe?.when ?? "",
        how: safe?.how ?? "",
        code_word: safe?.code_word ?? "",
        message: safe?.may_leave_message ?? "",
        who: safe?.who_else_hears ?? "",
        warning_signs: plan?.warning_signs ?? "",
        steps: (plan?.steps ?? []).join("\n"),
        trusted: plan?.trusted_people ?? "",
        measures: plan?.emergency_measures ?? "",
        support_plan: plan?.support_plan_made ?? false,
        review_on: plan?.review_on ?? "",
      }}
      send={(values, key) =>
        put("/persons/{id}/safety-plan", bodyOf(values, version), {
          ids: { id: view.person_id },
          key,
        })
      }
      onDone={(answer) => onDone(answer as Of<"RiskView">)}
      onClose={onClose}
    />
  );
}
