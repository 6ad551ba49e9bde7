import type { Of } from "../../api/types";
import { useForm } from "../../lib/form";
import { Choice } from "../../ui/Choice";
import {
  complete,
  type FieldSpec,
  FormFields,
  linesOf,
  mustOf,
  numberOf,
  textOf,
  type Values,
} from "../../ui/FormDialog";
import { Note } from "../../ui/parts";
import { NotifiedBodies } from "./NotifiedBodies";
import { RecordStep } from "./RecordStep";
import type { Referral } from "./step";
import { t } from "./words";

type Travel = Of<"TravelStep">;
type Mode = Of<"TravelMode">;

const MODES: readonly Mode[] = [
  "self_travel",
  "escorted",
  "with_guardian",
  "handed_over_at_border",
  "remote",
];
const HINTS: Partial<Record<Mode, Parameters<typeof t>[0]>> = {
  self_travel: "mode_self_hint",
  escorted: "mode_escort_hint",
  with_guardian: "mode_guardian_hint",
};
/** Ways on which somebody takes the person there. */
const TAKEN: readonly Mode[] = ["escorted", "handed_over_at_border"];

function fieldsOf(mode: Mode, child: boolean): FieldSpec[] {
  const by = (...modes: Mode[]) => modes.includes(mode);
  const all: readonly (FieldSpec & { shown: boolean })[] = [
    {
      shown: by("self_travel"),
      name: "information_sheet",
      label: t("information_sheet"),
      kind: "check",
    },
    { shown: by("self_travel"), name: "papers", label: t("papers"), kind: "area" },
    {
      shown: by("self_travel"),
      name: "allowance",
      label: t("allowance"),
      kind: "number",
      max: 10,
      wide: false,
    },
    { shown: by("self_travel"), name: "receipt", label: t("receipt"), max: 100, wide: false },
    {
      shown: by("with_guardian"),
      name: "guardian_name",
      label: t("guardian_name"),
      max: 200,
      required: true,
    },
    { shown: by(...TAKEN), name: "escort_name", label: t("escort_name"), max: 200, wide: false },
    {
      shown: by(...TAKEN),
      name: "escort_organisation",
      label: t("escort_organisation"),
      max: 200,
      wide: false,
    },
    { shown: by(...TAKEN), name: "escort_phone", label: t("escort_phone"), max: 40, wide: false },
    {
      shown: by(...TAKEN),
      name: "escort_vehicle",
      label: t("escort_vehicle"),
      max: 200,
      wide: false,
    },
    {
      shown: child && !by("remote"),
      name: "best_interests",
      label: t("best_interests"),
      kind: "area",
      max: 4000,
      required: true,
    },
    {
      shown: !by("remote"),
      name: "planned_at",
      label: t("planned_at"),
      kind: "moment",
      wide: false,
    },
  ];
  return all.filter((one) => one.shown).map(({ shown: _, ...spec }) => spec);
}

function initialOf(travel: Travel | null): Values {
  return {
    information_sheet: travel?.information_sheet ?? false,
    papers: (travel?.papers ?? []).join("\n"),
    allowance: travel?.allowance === null ? "" : String(travel?.allowance ?? ""),
    receipt: travel?.receipt ?? "",
    guardian_name: travel?.guardian_name ?? "",
    escort_name: travel?.escort?.name ?? "",
    escort_organisation: travel?.escort?.organisation ?? "",
    escort_phone: travel?.escort?.phone ?? "",
    escort_vehicle: travel?.escort?.vehicle ?? "",
    best_interests: travel?.best_interests ?? "",
    planned_at: travel?.planned_at ?? "",
  };
}

function contentOf(mode: Mode, values: Values, notified: Of<"NotifiedBody">[]): Travel {
  const escort = textOf(values, "escort_name");
  const taken = TAKEN.includes(mode);
  const alone = mode === "self_travel";
  return {
    mode,
    information_sheet: alone && values.information_sheet === true,
    papers: alone ? linesOf(values, "papers") : [],
    allowance: alone ? numberOf(values, "allowance") : null,
    receipt: alone ? textOf(values, "receipt") : null,
    notified: taken ? notified : [],
    escort:
      taken && escort
        ? {
            name: escort,
            organisation: mustOf(values, "escort_organisation"),
            phone: textOf(values, "escort_phone"),
            vehicle: textOf(values, "escort_vehicle"),
          }
        : null,
    guardian_name: mode === "with_guardian" ? textOf(values, "guardian_name") : null,
    best_interests: textOf(values, "best_interests"),
    planned_at: textOf(values, "planned_at"),
  };
}

interface Props {
  referral: Referral;
  step: Of<"ReferralStep">;
  onSaved: (referral: Referral) => void;
}

/** Step 6: how the person gets there. The way chosen decides what is asked. */
export function TravelStep({ referral, step, onSaved }: Props) {
  const travel = step.travel ?? null;
  const kept = useForm(`step ${referral.id} travel`, {
    mode: (travel?.mode ?? "") as Mode | "",
    values: initialOf(travel),
    notified: travel?.notified ?? [],
  });
  const { mode, values, notified } = kept.values;
  const fields = mode ? fieldsOf(mode, referral.card?.child ?? false) : [];
  const hint = mode ? HINTS[mode] : undefined;
  return (
    <RecordStep
      referral={referral}
      step={step}
      ready={Boolean(mode) && complete(fields, values) && notified.every((one) => one.name !== "")}
      content={() => (mode ? { travel: contentOf(mode, values, notified) } : {})}
      onSaved={(saved) => {
        kept.done();
        onSaved(saved);
      }}
    >
      {(error) => (
        <>
          <Choice
            label={t("mode")}
            value={mode}
            options={MODES.map((value) => ({ value, label: t(`mode_${value}`) }))}
            onChange={(value) => kept.set("mode", value as Mode)}
            digits
          />
          {hint ? <Note>{t(hint)}</Note> : null}
          {mode && TAKEN.includes(mode) ? (
            <NotifiedBodies bodies={notified} onChange={(now) => kept.set("notified", now)} />
          ) : null}
          <FormFields
            fields={fields}
            values={values}
            set={(name, value) => kept.set("values", { ...values, [name]: value })}
            error={error}
          />
        </>
      )}
    </RecordStep>
  );
}
