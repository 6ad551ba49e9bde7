import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { options } from "../../lib/codes";
import { useOrganisations } from "../../lib/organisations";
import type { Option } from "../../ui/Field";
import {
  type FieldSpec,
  FormDialog,
  listOf,
  mustOf,
  textOf,
  type Values,
} from "../../ui/FormDialog";
import { choices, t } from "./words";

export const CATEGORIES: readonly Of<"ConsentCategory">[] = [
  "work",
  "identity",
  "narrative",
  "health",
  "location",
  "documents",
];
export const QUESTIONS = [
  "told_purpose",
  "told_use",
  "told_research",
  "told_right_to_ask",
  "told_storage_time",
  "told_how_to_withdraw",
  "agrees",
] as const satisfies readonly (keyof Of<"ConsentAnswers">)[];
export const GIVEN_BY: readonly Of<"ConsentGivenBy">[] = ["self", "guardian", "both"];
const PURPOSES: readonly Of<"ConsentPurpose">[] = [
  "support",
  "protection",
  "identification",
  "repatriation",
  "data_exchange",
  "family_contact",
  "statistics",
  "recording",
  "research",
  "media",
];
const TO_SOMEBODY = PURPOSES.slice(0, 5) as readonly string[];
const FORMS: readonly Of<"ConsentForm">[] = [
  "signed",
  "recorded",
  "electronic",
  "spoken_with_witness",
];
const REPRESENTATIVES: readonly Of<"ConsentRepresentative">["kind"][] = [
  "parent",
  "guardian",
  "child_protection_officer",
  "facility",
];

const represented = (values: Values) => ["guardian", "both"].includes(String(values.given_by));

/** What for, to whom and which data: of a consent, and of what goes without one. */
export function sharingFields(
  purposes: readonly Of<"ConsentPurpose">[],
  organisations: readonly Option[],
): FieldSpec[] {
  return [
    {
      name: "purpose",
      label: t("purpose"),
      kind: "select",
      options: choices("purpose", purposes),
      required: true,
    },
    {
      name: "recipient_organisation_id",
      label: t("recipient"),
      kind: "combo",
      options: organisations,
      required: true,
      when: (values) => TO_SOMEBODY.includes(String(values.purpose)),
    },
    {
      name: "categories",
      label: t("categories"),
      kind: "many",
      options: choices("cat", CATEGORIES),
      required: true,
    },
  ];
}

function giverFields(): FieldSpec[] {
  return [
    {
      name: "given_by",
      label: t("given_by"),
      kind: "choice",
      options: choices("given", GIVEN_BY),
      required: true,
    },
    {
      name: "rep_kind",
      label: t("representative"),
      kind: "select",
      options: choices("rep", REPRESENTATIVES),
      required: true,
      when: represented,
      wide: false,
    },
    {
      name: "rep_name",
      label: t("rep_name"),
      max: 200,
      required: true,
      when: represented,
      wide: false,
    },
    { name: "rep_relation", label: t("relation"), max: 200, when: represented },
    {
      name: "excluded",
      label: t("excluded_reason"),
      hint: t("excluded_hint"),
      max: 1000,
      when: (values) => values.given_by === "self" || represented(values),
    },
    {
      name: "form",
      label: t("form"),
      kind: "choice",
      options: choices("form", FORMS),
      required: true,
    },
    {
      name: "witness",
      label: t("witness"),
      max: 200,
      required: true,
      when: (values) => values.form === "spoken_with_witness",
    },
    {
      name: "language",
      label: t("language"),
      kind: "combo",
      options: options("language"),
      required: true,
      wide: false,
    },
    { name: "text_version", label: t("text_version"), max: 60, required: true, wide: false },
  ];
}

function answerFields(): FieldSpec[] {
  return [
    ...QUESTIONS.map(
      (one): FieldSpec => ({
        name: one,
        label: t(`q_${one}`),
        kind: "choice",
        options: choices("answer", ["yes", "no"]),
        required: true,
      }),
    ),
    { name: "valid_to", label: t("valid_to"), kind: "date" },
    { name: "evidence", label: t("evidence"), hint: t("evidence_hint"), max: 1000 },
  ];
}

function bodyOf(values: Values): Of<"ConsentInput"> {
  const answers = Object.fromEntries(QUESTIONS.map((one) => [one, textOf(values, one) ?? "no"]));
  const kind = textOf(values, "rep_kind") as Of<"ConsentRepresentative">["kind"] | null;
  const name = textOf(values, "rep_name");
  return {
    purpose: textOf(values, "purpose") as Of<"ConsentPurpose">,
    recipient_organisation_id: TO_SOMEBODY.includes(String(values.purpose))
      ? textOf(values, "recipient_organisation_id")
      : null,
    categories: listOf(values, "categories") as Of<"ConsentCategory">[],
    given_by: textOf(values, "given_by") as Of<"ConsentGivenBy">,
    form: textOf(values, "form") as Of<"ConsentForm">,
    language: mustOf(values, "language"),
    text_version: mustOf(values, "text_version"),
    answers: answers as Of<"ConsentAnswers">,
    valid_to: textOf(values, "valid_to"),
    evidence: textOf(values, "evidence"),
    witness: values.form === "spoken_with_witness" ? textOf(values, "witness") : null,
    representative:
      represented(values) && kind && name
        ? { kind, name, relation: textOf(values, "rep_relation") }
        : null,
    representative_excluded_reason: textOf(values, "excluded"),
  };
}

interface Props {
  matrix: Of<"ConsentMatrix">;
  onDone: () => void;
  onClose: () => void;
}

/** What the person agrees to, question by question; a refusal is recorded in the same way. */
export function ConsentForm({ matrix, onDone, onClose }: Props) {
  const organisations = useOrganisations();
  const both = matrix.who_must_agree.length > 1;
  const alone = matrix.who_must_agree[0] === "representative" ? "guardian" : "self";
  return (
    <FormDialog
      title={t("record_consent")}
      form={`consent ${matrix.person_id}`}
      submit={t("save_consent")}
      fields={[...sharingFields(PURPOSES, organisations), ...giverFields(), ...answerFields()]}
      initial={{ given_by: both ? "both" : alone, language: "vi" }}
      send={(values, key) =>
        post("/persons/{id}/consents", bodyOf(values), { ids: { id: matrix.person_id }, key })
      }
      onDone={onDone}
      onClose={onClose}
    >
      <p class="small muted">{t("consent_hint")}</p>
    </FormDialog>
  );
}
