import { post } from "../../api/client";
import { errorOf } from "../../api/problems";
import type { Of } from "../../api/types";
import { session } from "../../app/state";
import { pick } from "../../i18n";
import { common } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { announce } from "../../lib/changes";
import { useForm } from "../../lib/form";
import { dayOf } from "../../lib/format";
import { useOrganisations } from "../../lib/organisations";
import { Choice } from "../../ui/Choice";
import { Combobox } from "../../ui/Combobox";
import { type Option, SelectField } from "../../ui/Field";
import { Button, ProblemNote } from "../../ui/parts";
import { PeriodFields } from "../../ui/reports/PeriodFields";
import { type Period, periodOf } from "../../ui/reports/periods";
import { AgeSetField, GeographyField } from "../../ui/reports/Readings";
import { t } from "./words";

interface Order {
  report: string;
  period: Period;
  whose: "everybody" | "one";
  organisation: string;
  age_set: string;
  geography: Of<"Geography"> | "";
}

/** The organisations a post of this person is in, each once. */
function ownBodies(): Option[] {
  const posts = session.value?.posts ?? [];
  const bodies = new Map(posts.map((post) => [post.organisation_id, post.organisation_name]));
  return [...bodies].map(([value, label]) => ({ value, label }));
}

/** Whether a post of this person counts everybody's records. */
export function countsEverybody(): boolean {
  return session.value?.posts.some((post) => post.role === "statistician") ?? false;
}

interface WhoseProps {
  values: Order;
  set: <K extends keyof Order>(field: K, value: Order[K]) => void;
  error: unknown;
}

/** Whose records: the own body; for a statistician everybody's, or those of any. */
function Whose({ values, set, error }: WhoseProps) {
  const every = useOrganisations();
  const own = ownBodies();
  if (!countsEverybody()) {
    return (
      <SelectField
        label={t("whose")}
        name="organisation"
        value={values.organisation}
        options={own}
        onChange={(id) => set("organisation", id)}
        error={errorOf(error, "organisation_id")}
      />
    );
  }
  return (
    <>
      <Choice
        label={t("whose")}
        name="whose"
        value={values.whose}
        options={[
          { value: "everybody", label: t("everybody") },
          { value: "one", label: t("one_body") },
        ]}
        onChange={(whose) => set("whose", whose as Order["whose"])}
      />
      {values.whose === "one" ? (
        <Combobox
          label={t("body")}
          name="organisation"
          value={values.organisation}
          options={every}
          onChange={(id) => set("organisation", id)}
          error={errorOf(error, "organisation_id")}
        />
      ) : null}
    </>
  );
}

function bodyOf(values: Order): Of<"ReportOrder"> {
  return {
    report: values.report,
    ...values.period,
    age_set: values.age_set || null,
    geography: values.geography || null,
    organisation_id: values.whose === "everybody" ? null : values.organisation,
  };
}

interface Props {
  definitions: readonly Of<"ReportDefinition">[];
  onAsked: (run: Of<"ReportRun">) => void;
  onClose: () => void;
}

/** Asks for a count. It goes on by itself. */
export function OrderForm({ definitions, onAsked, onClose }: Props) {
  const everybody = countsEverybody();
  const form = useForm<Order>("report order", {
    report: "",
    period: periodOf("p_last_month", dayOf(Date.now())),
    whose: everybody ? "everybody" : "one",
    organisation: everybody ? "" : (ownBodies()[0]?.value ?? ""),
    age_set: "",
    geography: "",
  });
  const action = useAction();
  const { values, set } = form;
  const ready =
    values.report !== "" &&
    values.period.from !== "" &&
    values.period.to !== "" &&
    (values.whose === "everybody" || values.organisation !== "");
  async function submit(event: Event) {
    event.preventDefault();
    if (action.busy || !ready) return;
    const body = bodyOf(values);
    const run = await action.run("report order", body, (key) =>
      post("/report-runs", body, { key }),
    );
    if (!run) return;
    form.done();
    onAsked(run);
    announce("report_run");
    onClose();
  }
  return (
    <form class="card pad stack" aria-label={t("count")} onSubmit={submit}>
      <h2>{t("count")}</h2>
      <ProblemNote error={action.error} />
      <div class="grid3">
        <SelectField
          label={t("report")}
          name="report"
          class="wide"
          value={values.report}
          empty="–"
          options={definitions
            .filter((one) => one.in_use)
            .map((one) => ({ value: one.code, label: pick(one.title_vi, one.title_en) }))}
          onChange={(code) => set("report", code)}
          error={errorOf(action.error, "report")}
        />
        <PeriodFields
          period={values.period}
          onChange={(period) => set("period", period)}
          errors={{ from: errorOf(action.error, "from"), to: errorOf(action.error, "to") }}
        />
        <Whose values={values} set={set} error={action.error} />
        <GeographyField
          value={values.geography}
          empty={t("as_defined")}
          onChange={(code) => set("geography", code as Order["geography"])}
        />
        <AgeSetField
          value={values.age_set}
          empty={t("as_defined")}
          onChange={(code) => set("age_set", code)}
          error={errorOf(action.error, "age_set")}
        />
      </div>
      <div class="row">
        <Button kind="main" submit busy={action.busy || !ready}>
          {t("count_now")}
        </Button>
        <Button onClick={onClose}>{common("cancel")}</Button>
      </div>
    </form>
  );
}
