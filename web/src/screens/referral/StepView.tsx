import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { label } from "../../lib/codes";
import { dayText, momentOf, numberText } from "../../lib/format";
import { Facts } from "../../ui/parts";
import { t, word } from "./words";

type Step = Of<"ReferralStep">;
type Row = readonly [string, preact.ComponentChildren];

function yesNo(value: boolean | null | undefined): string {
  return value === null || value === undefined ? "" : common(value ? "yes" : "no");
}

function list(items: readonly string[] | undefined) {
  if (!items || items.length === 0) return null;
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function riskRows(step: Step): Row[] {
  const risk = step.risk_assessment;
  if (!risk) return [];
  return [
    [t("risk_level"), label("risk_level", risk.level)],
    [t("risk_at"), risk.assessed_at ? momentOf(risk.assessed_at) : ""],
    [t("able_alone"), yesNo(risk.able_to_travel_alone)],
    [t("relevance"), risk.relevance],
  ];
}

function opinionRows(step: Step): Row[] {
  const opinion = step.victim_opinion;
  if (!opinion) return [];
  return [
    [t("opinion"), word("opinion", opinion.opinion)],
    [t("proposals"), opinion.proposals],
    [t("how_asked"), opinion.how_asked],
    [t("interpreter"), opinion.interpreter],
    [t("speaker"), opinion.speaker],
  ];
}

function serviceRows(step: Step): Row[] {
  const service = step.service_info_acceptance;
  if (!service) return [];
  return [
    [t("contact_name"), `${service.contact_name} · ${service.contact_phone}`],
    [t("procedures"), service.procedures],
    [t("reception_plan"), service.reception_plan],
  ];
}

function decisionRows(step: Step): Row[] {
  const decision = step.final_decision;
  if (!decision) return [];
  return [
    [t("decision"), `${word("decision", decision.decision)} · ${dayText(decision.decided_on)}`],
    [t("words"), decision.words],
    [t("explained_services"), decision.explained_services],
    [t("explained_procedures"), decision.explained_procedures],
    [t("explained_limits"), decision.explained_limits],
    [
      t("availability_confirmed_by"),
      t("confirmed", {
        name: decision.availability_confirmed_by,
        t: momentOf(decision.availability_confirmed_at),
      }),
    ],
  ];
}

function documentRows(step: Step): Row[] {
  const documents = step.documents_consent?.documents;
  if (!documents) return [];
  const lines = documents.map(
    (one) => `${one.title} (${word("mark", one.mark)}${one.copy ? `, ${t("document_copy")}` : ""})`,
  );
  return [[t("documents"), list(lines)]];
}

function travelRows(step: Step): Row[] {
  const travel = step.travel;
  if (!travel) return [];
  const { escort } = travel;
  const notified = (travel.notified ?? []).map((one) =>
    [word("body", one.kind), one.name, one.officer, momentOf(one.notified_at)]
      .filter(Boolean)
      .join(" · "),
  );
  return [
    [t("mode"), word("mode", travel.mode)],
    [t("notified"), list(notified)],
    [
      t("escort_name"),
      escort
        ? [escort.name, escort.organisation, escort.phone, escort.vehicle]
            .filter(Boolean)
            .join(" · ")
        : "",
    ],
    [t("guardian_name"), travel.guardian_name],
    [t("best_interests"), travel.best_interests],
    [t("m_papers"), list(travel.papers)],
    [
      t("m_allowance"),
      travel.allowance
        ? `${numberText(travel.allowance)} đ${travel.receipt ? ` · ${travel.receipt}` : ""}`
        : "",
    ],
    [t("planned_at"), travel.planned_at ? momentOf(travel.planned_at) : ""],
  ];
}

/** What was written down for a step, and who performed it. */
export function StepView({ step }: { step: Step }) {
  const performed = [
    step.organisation_name,
    step.officer,
    step.done_at ? momentOf(step.done_at) : "",
  ];
  return (
    <Facts
      rows={[
        ...riskRows(step),
        ...opinionRows(step),
        ...serviceRows(step),
        ...decisionRows(step),
        ...documentRows(step),
        ...travelRows(step),
        [t("performed"), performed.filter(Boolean).join(" · ")],
        [t("recorded_by"), step.recorded_by === step.officer ? "" : step.recorded_by],
      ]}
    />
  );
}
