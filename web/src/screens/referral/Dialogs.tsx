import { FormDialog } from "../../ui/FormDialog";
import { Note } from "../../ui/parts";
import { say } from "../../ui/toasts";
import type { Act } from "./Actions";
import { formOf } from "./forms";
import { RerouteDialog } from "./RerouteDialog";
import type { Referral } from "./step";
import { missingText } from "./step";
import { t } from "./words";

interface Props {
  referral: Referral;
  act: Act;
  onClose: () => void;
  onChanged: (referral: Referral) => void;
  onMade: (path: string) => void;
}

const GATES: Partial<Record<Act, Referral["gates"][number]["gate"]>> = {
  send: "send",
  release_pack: "pack",
  depart: "travel",
  complete: "completion",
};

/** The layer of one act: its fields come from `forms`, what keeps its gate shut from the server. */
export function Dialogs({ referral, act, onClose, onChanged, onMade }: Props) {
  if (act === "reroute") {
    return (
      <RerouteDialog
        referral={referral}
        onClose={onClose}
        onMade={(made) => {
          say(t("rerouted"));
          onMade(`/referrals/${made.id}`);
        }}
      />
    );
  }
  const form = formOf(act, referral);
  if (!form) return null;
  const gate = referral.gates.find((one) => one.gate === GATES[act] && !one.open);
  const title = t(act as Parameters<typeof t>[0]);
  return (
    <FormDialog
      title={title}
      form={`${act} ${referral.id} ${referral.version}`}
      fields={form.fields}
      initial={form.initial ?? {}}
      submit={title}
      danger={form.danger ?? false}
      send={(values, key) => form.send(values, { ids: { id: referral.id }, key })}
      onDone={(answer) => onChanged(answer as Referral)}
      onClose={onClose}
    >
      {gate ? <Note tone="warn">{t("missing", { what: missingText(gate.missing) })}</Note> : null}
      {form.hint ? <Note tone={form.danger ? "bad" : undefined}>{form.hint}</Note> : null}
    </FormDialog>
  );
}
