import type { Of } from "../../api/types";
import { useForm } from "../../lib/form";
import { complete, FormFields, type Values } from "../../ui/FormDialog";
import { RecordStep } from "./RecordStep";
import type { Referral } from "./step";
import type { StepForm } from "./stepForms";

interface Props {
  referral: Referral;
  step: Of<"ReferralStep">;
  form: StepForm;
  onSaved: (referral: Referral) => void;
}

/** A step that is a few fields. */
export function PlainStep({ referral, step, form, onSaved }: Props) {
  const kept = useForm<Values>(`step ${referral.id} ${step.step}`, form.initial(step));
  return (
    <RecordStep
      referral={referral}
      step={step}
      ready={complete(form.fields, kept.values)}
      content={() => form.content(kept.values)}
      hint={form.hint}
      onSaved={(saved) => {
        kept.done();
        onSaved(saved);
      }}
    >
      {(error) => (
        <FormFields fields={form.fields} values={kept.values} set={kept.set} error={error} />
      )}
    </RecordStep>
  );
}
