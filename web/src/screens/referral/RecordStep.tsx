import type { ComponentChildren } from "preact";
import { ApiError } from "../../api/client";
import type { Of } from "../../api/types";
import { session } from "../../app/state";
import { useAction } from "../../lib/action";
import { useForm } from "../../lib/form";
import { useOrganisations } from "../../lib/organisations";
import {
  complete,
  type FieldSpec,
  FormFields,
  mustOf,
  textOf,
  type Values,
} from "../../ui/FormDialog";
import { Button, Note, ProblemNote } from "../../ui/parts";
import { say } from "../../ui/toasts";
import { missingOf, type Referral, saveStep } from "./step";
import { doneAtOf } from "./stepForms";
import { t } from "./words";

type Step = Of<"ReferralStep">;

/** Errors with the last part of their field names: a form knows its own fields only. */
function shortened(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const fields = error.fields.map((one) => ({
    ...one,
    field: one.field.slice(one.field.lastIndexOf(".") + 1),
  }));
  return new ApiError(error.status, error.code, fields, error.params);
}

interface Props {
  referral: Referral;
  step: Step;
  /** Whether the fields of the step are there. */
  ready: boolean;
  content: () => Partial<Of<"ReferralStepSave">>;
  /** After the server has taken it: forget what was typed. */
  onSaved: (referral: Referral) => void;
  hint?: string | undefined;
  children: (error: unknown) => ComponentChildren;
}

/** The frame of every step: its own fields, who performed it and when, one button. */
export function RecordStep(props: Props) {
  const { referral, step, content, onSaved } = props;
  const action = useAction();
  const organisations = useOrganisations();
  const name = `step ${referral.id} ${step.step}`;
  const form = useForm<Values>(`${name} by`, {
    officer: step.officer ?? session.value?.user.display_name ?? "",
    organisation_id: step.organisation_id ?? "",
    done_at: doneAtOf(step),
  });
  const fields: FieldSpec[] = [
    { name: "officer", label: t("officer"), max: 200, required: true, wide: false },
    { name: "done_at", label: t("done_at"), kind: "moment", required: true, wide: false },
    {
      name: "organisation_id",
      label: t("organisation"),
      kind: "combo",
      options: organisations,
      hint: t("organisation_hint"),
    },
  ];
  const ready = props.ready && complete(fields, form.values);
  async function submit(event: Event) {
    event.preventDefault();
    if (action.busy || !ready) return;
    const body: Of<"ReferralStepSave"> = {
      version: referral.version,
      officer: mustOf(form.values, "officer"),
      done_at: mustOf(form.values, "done_at"),
      organisation_id: textOf(form.values, "organisation_id"),
      ...content(),
    };
    const answer = await action.run(name, body, (key) =>
      saveStep(step.step, body, { ids: { id: referral.id }, key }),
    );
    if (!answer) return;
    form.done();
    say(t("step_saved", { n: step.number }));
    onSaved(answer);
  }
  const error = shortened(action.error);
  const missing = missingOf(error);
  return (
    <form class="stack tight" onSubmit={submit}>
      <ProblemNote error={action.error} />
      {missing ? <Note tone="warn">{t("missing", { what: missing })}</Note> : null}
      {props.children(error)}
      <FormFields fields={fields} values={form.values} set={form.set} error={error} />
      {props.hint ? <p class="hint">{props.hint}</p> : null}
      <div class="row">
        <Button kind="main" submit busy={action.busy || !ready}>
          {t(step.done_at ? "change_step" : "save_step")}
        </Button>
      </div>
    </form>
  );
}
