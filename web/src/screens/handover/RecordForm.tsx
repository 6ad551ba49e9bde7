import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { session } from "../../app/state";
import { useAction } from "../../lib/action";
import { useForm } from "../../lib/form";
import {
  complete,
  type FieldSpec,
  FormFields,
  linesOf,
  mustOf,
  textOf,
  type Values,
} from "../../ui/FormDialog";
import { Button, ProblemNote } from "../../ui/parts";
import { t } from "./words";

type Referral = Of<"Referral">;
type Side = "giver" | "receiver";

const MOST = { text: 4000, line: 200 };

function side(which: Side): FieldSpec[] {
  const required = true;
  return [
    { name: `${which}_unit`, label: `${t(which)}: ${t("unit")}`, max: MOST.line, required },
    { name: `${which}_name`, label: `${t(which)}: ${t("name")}`, max: MOST.line, required },
    { name: `${which}_post`, label: `${t(which)}: ${t("post")}`, max: MOST.line, wide: false },
    { name: `${which}_phone`, label: `${t(which)}: ${t("phone")}`, max: 40, wide: false },
  ];
}

function fields(): FieldSpec[] {
  const area = { kind: "area", max: MOST.text } as const;
  return [
    { name: "place", label: t("place"), max: 300, required: true },
    { name: "at", label: t("at"), kind: "moment", required: true },
    ...side("giver"),
    ...side("receiver"),
    { name: "persons", label: t("persons"), ...area, required: true },
    { name: "health", label: t("health"), ...area, required: true },
    { name: "belongings", label: t("belongings"), ...area },
    { name: "documents", label: t("documents"), ...area },
    { name: "risks", label: t("risks"), ...area, required: true },
    { name: "wishes", label: t("wishes"), ...area, required: true },
  ];
}

/** What earlier steps already gave is not asked again. */
function initialOf(referral: Referral, now: string): Values {
  const step = (name: Of<"ReferralStepName">) => referral.steps.find((one) => one.step === name);
  const service = step("service_info_acceptance")?.service_info_acceptance;
  const papers = step("documents_consent")?.documents_consent?.documents ?? [];
  const me = session.value?.user.display_name ?? "";
  const { target, party } = referral;
  return {
    at: now,
    giver_unit: referral.sender.name,
    giver_name: party === "sender" ? me : "",
    receiver_unit: [target?.unit_name, target?.organisation_name].filter(Boolean).join(", "),
    receiver_name: party === "sender" ? (service?.contact_name ?? "") : me,
    receiver_phone: service?.contact_phone ?? "",
    documents: papers.map((paper) => paper.title).join("\n"),
  };
}

function partyOf(values: Values, which: Side): Of<"HandOverParty"> {
  return {
    unit: mustOf(values, `${which}_unit`),
    name: mustOf(values, `${which}_name`),
    post: textOf(values, `${which}_post`),
    phone: textOf(values, `${which}_phone`),
  };
}

function recordOf(values: Values): Of<"HandOverRecord"> {
  const text = (name: string) => mustOf(values, name);
  return {
    place: text("place"),
    at: text("at"),
    giver: partyOf(values, "giver"),
    receiver: partyOf(values, "receiver"),
    persons: linesOf(values, "persons"),
    health: text("health"),
    belongings: linesOf(values, "belongings"),
    documents: linesOf(values, "documents"),
    risks: text("risks"),
    wishes: text("wishes"),
  };
}

interface Props {
  referral: Referral;
  now: string;
  onSaved: (referral: Referral) => void;
}

/** The record, written once the person has arrived. */
export function RecordForm({ referral, now, onSaved }: Props) {
  const action = useAction();
  const name = `hand over ${referral.id}`;
  const form = useForm<Values>(name, initialOf(referral, now));
  const all = fields();
  const ready = complete(all, form.values);
  async function submit(event: Event) {
    event.preventDefault();
    if (!ready || action.busy) return;
    const body = { version: referral.version, record: recordOf(form.values) };
    const answer = await action.run(name, body, (key) =>
      post("/referrals/{id}/hand-over-records", body, { ids: { id: referral.id }, key }),
    );
    if (!answer) return;
    form.done();
    onSaved(answer);
  }
  return (
    <form class="card pad stack" onSubmit={submit}>
      <ProblemNote error={action.error} />
      <FormFields fields={all} values={form.values} set={form.set} error={action.error} />
      <p class="hint">{t("write_hint")}</p>
      <Button kind="main" submit busy={!ready || action.busy}>
        {t("write")}
      </Button>
    </form>
  );
}
